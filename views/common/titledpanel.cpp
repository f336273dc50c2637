// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/titledpanel.h"

#include "views/common/thememanager.h"

#include <QLabel>
#include <QVBoxLayout>

namespace transship {

TitledPanel::TitledPanel(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(title, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_title->setContentsMargins(12, 8, 12, 4);
    QFont font = m_title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.92);
    m_title->setFont(font);
    m_title->setForegroundRole(secondaryRole);
    layout->addWidget(m_title);
    layout->addWidget(content, 1);
}

QString TitledPanel::title() const
{
    return m_title->text();
}

void TitledPanel::setTitle(const QString& title)
{
    m_title->setText(title);
}

} // namespace transship
