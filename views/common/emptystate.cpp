// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/emptystate.h"

#include "views/common/icons.h"
#include "views/common/thememanager.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace transship {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_commands(new QLabel(this))
    , m_offer(new QPushButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(30, 30, 30, 30);
    layout->setSpacing(10);
    layout->addStretch(2);
    for (QLabel* label : {m_icon, m_title, m_advice, m_commands}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label == m_advice);
        layout->addWidget(label, 0, label == m_advice ? Qt::Alignment() : Qt::AlignHCenter);
    }
    layout->addWidget(m_offer, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_offer->setObjectName(QStringLiteral("emptyOffer"));
    m_offer->hide();
    connect(m_offer, &QPushButton::clicked, this, &EmptyState::accepted);
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_advice->setObjectName(QStringLiteral("emptyAdvice"));
    m_commands->setObjectName(QStringLiteral("emptyCommands"));
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setBold(true);
    m_title->setFont(large);
    m_advice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_commands->setAlignment(Qt::AlignLeft);
    m_commands->setMargin(12);
    m_commands->setAutoFillBackground(true);
    m_commands->setBackgroundRole(QPalette::Window);
    m_commands->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void EmptyState::present(const QString& icon, const QString& title, const QString& advice, const QString& commands)
{
    m_icon->setPixmap(themedIcon(icon).pixmap(QSize(64, 64), devicePixelRatioF(), QIcon::Disabled));
    m_title->setText(title);
    m_advice->setText(advice);
    m_commands->setText(commands);
    m_commands->setVisible(!commands.isEmpty());
    m_offer->hide();
    setAccessibleName(title + QStringLiteral(". ") + advice);
}

void EmptyState::offer(const QString& text)
{
    m_offer->setText(text);
    m_offer->show();
}

} // namespace transship
