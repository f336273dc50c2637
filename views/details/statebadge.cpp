// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/statebadge.h"

#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QPainter>

namespace transship {
namespace {

constexpr int iconSize = 18;
constexpr int padding = 8;

} // namespace

StateBadge::StateBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StateBadge::setState(MigrationState state, const QString& addition)
{
    m_state = state;
    m_addition = addition;
    setToolTip(texts::explanation(state));
    setAccessibleName(QStringLiteral("%1 %2").arg(toName(state), addition));
    update();
}

QSize StateBadge::sizeHint() const
{
    return {200, qMax(iconSize, fontMetrics().height()) + 2 * padding};
}

QSize StateBadge::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void StateBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = stateColor(m_state, palette());
    QColor wash = colour;
    wash.setAlphaF(isDark(palette()) ? 0.18F : 0.11F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawRoundedRect(rect(), 5, 5);
    stateIcon(m_state).paint(&painter, QRect(padding, (height() - iconSize) / 2, iconSize, iconSize));

    QFont bold = font();
    bold.setBold(true);
    const int left = padding + iconSize + 8;
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(left, 0, -padding, 0), Qt::AlignVCenter | Qt::AlignLeft, toName(m_state));
    const int after = left + QFontMetrics(bold).horizontalAdvance(toName(m_state)) + 8;
    painter.setFont(font());
    painter.setPen(secondaryText(palette()));
    const QRect rest = rect().adjusted(after, 0, -padding, 0);
    painter.drawText(
        rest, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(m_addition, Qt::ElideRight, rest.width()));
}

} // namespace transship
