// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/scrollkeeper.h"

#include <QScrollBar>
#include <QTableView>

namespace transship {

ScrollKeeper::ScrollKeeper(QTableView& view)
    : QObject(&view)
    , m_view(view)
{
    connect(view.model(), &QAbstractItemModel::layoutAboutToBeChanged, this, &ScrollKeeper::remember);
    connect(view.model(), &QAbstractItemModel::layoutChanged, this, &ScrollKeeper::restore);
}

QModelIndex ScrollKeeper::lookedAt() const
{
    const QWidget* viewport = m_view.viewport();
    if (viewport->underMouse()) {
        const QModelIndex index = m_view.indexAt(viewport->mapFromGlobal(QCursor::pos()));
        if (index.isValid()) {
            return index;
        }
    }
    const QModelIndex current = m_view.currentIndex();
    if (current.isValid() && viewport->rect().intersects(m_view.visualRect(current))) {
        return current;
    }
    return m_view.verticalScrollBar()->value() > 0 ? m_view.indexAt(QPoint(1, 1)) : QModelIndex();
}

void ScrollKeeper::remember()
{
    m_row = lookedAt();
    m_y = m_row.isValid() ? m_view.rowViewportPosition(m_row.row()) : 0;
}

void ScrollKeeper::restore()
{
    if (m_row.isValid()) {
        const int moved = m_view.rowViewportPosition(m_row.row()) - m_y;
        QScrollBar* bar = m_view.verticalScrollBar();
        bar->setValue(bar->value() + moved);
    }
    m_row = QPersistentModelIndex();
}

} // namespace transship
