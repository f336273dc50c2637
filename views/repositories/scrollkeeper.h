// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPersistentModelIndex>

class QTableView;

namespace transship {

/// Keeps the row that somebody is looking at where it is on the screen while rows above it come and go: the one under
/// the mouse, else the current one, else the topmost. At the very top, with nothing pointed at, new rows push in.
/// For a view with rows of one height that scrolls by pixels; its child.
class ScrollKeeper : public QObject {
    Q_OBJECT
public:
    explicit ScrollKeeper(QTableView& view);

private:
    QModelIndex lookedAt() const;
    void remember();
    void restore();

    QTableView& m_view;
    QPersistentModelIndex m_row;
    int m_y = 0; ///< where it was, in pixels from the top of the viewport
};

} // namespace transship
