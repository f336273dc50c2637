// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/aboutdialog.h"

#include "views/common/icons.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr QSize iconSize{64, 64};

/// Not translated: it goes into reports.
QString versions()
{
    return QStringLiteral("Transship %1\nQt %2\n%3 (%4)\nPlatform: %5")
        .arg(QStringLiteral(TRANSSHIP_VERSION), QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(),
            QSysInfo::currentCpuArchitecture(), QGuiApplication::platformName());
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Transship"));
    auto* icon = new QLabel(this);
    icon->setPixmap(themedIcon(QStringLiteral("transship")).pixmap(iconSize, devicePixelRatioF()));
    icon->setAlignment(Qt::AlignTop);
    auto* title = new QLabel(tr("Transship"), this);
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.5);
    title->setFont(font);
    auto* text = new QLabel(tr("Migrates container registries, repository by repository.\n\n"
                               "Free software under the GNU General Public License, version 3 or later; it comes "
                               "without any warranty."),
        this);
    text->setWordWrap(true);
    auto* facts = new QLabel(versions(), this);
    facts->setObjectName(QStringLiteral("versions"));
    facts->setAccessibleName(tr("Versions"));
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("&Copy versions"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyVersions"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->setText(versions()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto* words = new QVBoxLayout;
    words->setSpacing(10);
    for (QLabel* label : {title, text, facts}) {
        words->addWidget(label);
    }
    auto* top = new QHBoxLayout;
    top->setSpacing(18);
    top->addWidget(icon);
    top->addLayout(words, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 18, 18, 12);
    layout->addLayout(top);
    layout->addSpacing(8);
    layout->addWidget(buttons);
    setMinimumWidth(480);
}

} // namespace transship
