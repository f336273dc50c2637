// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/filters/sidebarrow.h"

namespace transship {

/// A row of StateCountsModel: the icon of the state, its name, the count at the right end. Gives the meaning of the
/// state as tooltip.
class StateCountDelegate : public SidebarDelegate {
    Q_OBJECT
public:
    using SidebarDelegate::SidebarDelegate;

    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

protected:
    SidebarRow rowOf(const QModelIndex& index) const override;
};

} // namespace transship
