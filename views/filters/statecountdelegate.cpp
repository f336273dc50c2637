// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/statecountdelegate.h"

#include "models/tables/statecountsmodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace transship {
namespace {

std::optional<MigrationState> stateOf(const QModelIndex& index)
{
    const QVariant value = index.data(StateRole);
    return value.isValid() ? std::optional(value.value<MigrationState>()) : std::nullopt;
}

} // namespace

SidebarRow StateCountDelegate::rowOf(const QModelIndex& index) const
{
    const std::optional<MigrationState> state = stateOf(index);
    const qint64 count = index.data(CountRole).toLongLong();
    return {state ? stateIcon(*state) : themedIcon(QStringLiteral("state-all")), state ? toName(*state) : tr("All"),
        texts::number(count), count == 0, std::nullopt};
}

bool StateCountDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const std::optional<MigrationState> state = stateOf(index);
    QToolTip::showText(event->globalPos(),
        state ? toName(*state) + QLatin1Char('\n') + texts::explanation(*state) : tr("All repositories"), view);
    return true;
}

} // namespace transship
