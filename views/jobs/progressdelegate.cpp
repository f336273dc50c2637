// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/progressdelegate.h"

#include "models/tables/tableroles.h"
#include "views/common/thememanager.h"

#include <QPainter>

namespace transship {

void ProgressDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const double share = index.data(SortRole).toDouble();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const QRectF track = QRectF(option.rect).adjusted(3, 3, -3, -3);
    painter->setBrush(option.palette.color(QPalette::Mid));
    painter->setOpacity(0.45);
    painter->drawRoundedRect(track, 3, 3);
    QRectF bar = track;
    bar.setWidth(track.width() * share);
    painter->setOpacity(isDark(option.palette) ? 0.5 : 0.35);
    painter->setBrush(stateColor(MigrationState::PreImporting, option.palette));
    painter->drawRoundedRect(bar, 3, 3);
    painter->setOpacity(1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(track.adjusted(6, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, int(track.width()) - 10));
    painter->restore();
}

} // namespace transship
