// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartlegend.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace transship {

ChartLegend::ChartLegend(const QList<Entry>& entries, Kind kind, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(0);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    int row = 0;
    for (const Entry& entry : entries) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("legend_") + entry.text);
        button->setFont(small);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIcon(entry.icon);
        button->setIconSize(QSize(13, 13));
        button->setText(entry.text);
        button->setFixedHeight(
            std::max(QFontMetrics(small).height(), button->iconSize().height()) + 2); // seven must fit
        button->setToolTip(entry.toolTip);
        if (kind == Kind::Plain) {
            button->setAttribute(Qt::WA_TransparentForMouseEvents);
            button->setFocusPolicy(Qt::NoFocus);
        } else {
            button->setFocusPolicy(Qt::TabFocus);
            button->setCursor(Qt::PointingHandCursor);
            connect(button, &QToolButton::clicked, this, [this, row] { Q_EMIT chosen(row); });
        }
        auto* value = new QLabel(this);
        value->setFont(small);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_buttons << button;
        m_values << value;
        layout->addWidget(button, row, 0, Qt::AlignLeft);
        layout->addWidget(value, row++, 1);
    }
    layout->setRowStretch(row, 1);
    layout->setColumnStretch(2, 1);
}

void ChartLegend::setValue(qsizetype entry, const QString& value)
{
    m_values[entry]->setText(value);
    m_buttons[entry]->setAccessibleName(m_buttons[entry]->text() + QStringLiteral(", ") + value);
}

} // namespace transship
