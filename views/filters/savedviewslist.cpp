// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/savedviewslist.h"

#include "views/common/icons.h"
#include "views/filters/savedviewsmodel.h"
#include "views/filters/sidebarrow.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

namespace transship {
namespace {

class SavedViewDelegate final : public SidebarDelegate {
public:
    using SidebarDelegate::SidebarDelegate;

protected:
    SidebarRow rowOf(const QModelIndex& index) const override
    {
        const QString number = index.data(SavedViewsModel::CountTextRole).toString();
        return {themedIcon(index.data(SavedViewsModel::IconNameRole).toString()), index.data().toString(), number,
            number == QStringLiteral("0"), std::nullopt};
    }
};

} // namespace

SavedViewsList::SavedViewsList(SavedViewsModel& model, QWidget* parent)
    : QListView(parent)
    , m_views(model)
{
    setObjectName(QStringLiteral("savedViews"));
    setAccessibleName(tr("Saved views with the number of repositories in each"));
    setModel(&model);
    setItemDelegate(new SavedViewDelegate(this));
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) { choose(index.row()); });
    for (const auto& changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&model, changed, this, [this] { updateGeometry(); });
    }
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

void SavedViewsList::choose(int row)
{
    if (const std::optional<SavedView> view = m_views.viewAt(row)) {
        Q_EMIT viewChosen(*view);
    }
}

void SavedViewsList::showFilter(const RepositoryFilter& filter)
{
    const int row = filter.isEmpty() ? -1 : m_views.rowOf(filter);
    if (row < 0) {
        selectionModel()->clear();
    } else {
        selectionModel()->setCurrentIndex(m_views.index(row), QItemSelectionModel::ClearAndSelect);
    }
}

QSize SavedViewsList::sizeHint() const
{
    return {200, m_views.rowCount() * sizeHintForRow(0) + 2 * frameWidth()};
}

void SavedViewsList::moveCurrent(int by)
{
    m_views.move(currentIndex().row(), by);
}

void SavedViewsList::keyPressEvent(QKeyEvent* event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (event->key() == Qt::Key_Delete) {
        m_views.removeAt(currentIndex().row());
    } else if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    } else {
        QListView::keyPressEvent(event);
    }
}

void SavedViewsList::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid()) {
        return;
    }
    const int row = index.row();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Show"), this, [this, row] { choose(row); });
    menu->addSeparator();
    const QList<QAction*> changes{menu->addAction(tr("&Rename"), this, [this, row] { edit(m_views.index(row)); }),
        menu->addAction(tr("Move &up"), this, [this, row] { m_views.move(row, -1); }),
        menu->addAction(tr("Move &down"), this, [this, row] { m_views.move(row, 1); }),
        menu->addAction(tr("&Delete"), this, [this, row] { m_views.removeAt(row); })};
    for (QAction* change : changes) {
        change->setEnabled(m_views.isOwn(row));
    }
    menu->popup(event->globalPos());
}

} // namespace transship
