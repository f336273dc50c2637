// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/docktitle.h"

#include "views/common/icons.h"
#include "views/common/thememanager.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace transship {
namespace {

constexpr QSize buttonIcon{12, 12};

QToolButton* titleButton(const QString& name, const QString& icon, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setIconSize(buttonIcon);
    button->setAutoRaise(true);
    // Reached by the View menu and the command palette; Tab goes through what is worked with.
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

} // namespace

DockTitle::DockTitle(QDockWidget& dock)
    : QWidget(&dock)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 4, 1);
    layout->setSpacing(0);
    auto* label = new QLabel(dock.windowTitle(), this);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.92);
    label->setFont(font);
    label->setForegroundRole(secondaryRole);
    connect(&dock, &QWidget::windowTitleChanged, label, &QLabel::setText);
    layout->addWidget(label, 1);

    auto* floating = titleButton(QStringLiteral("float_") + dock.objectName(), QStringLiteral("dock-float"), this);
    const auto nameFloating = [floating, &dock](bool isFloating) {
        const QString text = (isFloating ? tr("Dock %1 again") : tr("Float %1")).arg(dock.windowTitle());
        floating->setAccessibleName(text);
        floating->setToolTip(text);
    };
    nameFloating(dock.isFloating());
    connect(&dock, &QDockWidget::topLevelChanged, floating, nameFloating);
    connect(floating, &QToolButton::clicked, &dock, [&dock] { dock.setFloating(!dock.isFloating()); });
    layout->addWidget(floating);

    auto* close = titleButton(QStringLiteral("close_") + dock.objectName(), QStringLiteral("dock-close"), this);
    close->setAccessibleName(tr("Close %1").arg(dock.windowTitle()));
    close->setToolTip(tr("Close %1; the View menu brings it back").arg(dock.windowTitle()));
    connect(close, &QToolButton::clicked, &dock, &QWidget::close);
    layout->addWidget(close);
}

} // namespace transship
