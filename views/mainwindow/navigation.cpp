// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/navigation.h"

#include "models/tables/tableroles.h"
#include "views/common/icons.h"
#include "views/filters/filterline.h"
#include "views/filters/savedviewslist.h"
#include "views/filters/savedviewsmodel.h"

#include <QListView>
#include <QPersistentModelIndex>
#include <QPointer>

namespace transship {

Navigation::Navigation(QListView& states, SavedViewsList& views, FilterLine& filter, QObject* parent)
    : QObject(parent)
    , m_states(states)
    , m_views(views)
    , m_filter(filter)
{
}

void Navigation::showView(int number)
{
    m_views.choose(number);
}

QList<PaletteEntry> Navigation::stateEntries() const
{
    QList<PaletteEntry> entries;
    const QAbstractItemModel& model = *m_states.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        const QVariant state = index.data(StateRole);
        const QString name = index.data(Qt::DisplayRole).toString();
        entries << PaletteEntry{name.isEmpty() ? tr("All repositories") : name, tr("state"),
            state.isValid() ? stateIcon(state.value<MigrationState>()) : themedIcon(QStringLiteral("state-all")),
            [view = QPointer(&m_states), kept = QPersistentModelIndex(index)] {
                if (view && kept.isValid()) {
                    view->setCurrentIndex(kept);
                }
            }};
    }
    return entries;
}

QList<PaletteEntry> Navigation::viewEntries() const
{
    QList<PaletteEntry> entries;
    const QAbstractItemModel& model = *m_views.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        entries << PaletteEntry{index.data(Qt::DisplayRole).toString(), tr("view"),
            themedIcon(index.data(SavedViewsModel::IconNameRole).toString()),
            [view = QPointer(&m_views), kept = QPersistentModelIndex(index)] {
                if (view && kept.isValid()) {
                    view->choose(kept.row());
                }
            }};
    }
    return entries;
}

QList<PaletteEntry> Navigation::entries(const QString& typed) const
{
    QList<PaletteEntry> entries = stateEntries() + viewEntries();
    if (!typed.isEmpty()) {
        // A path is looked up from its beginning, by the index; anything else anywhere in the path.
        const QString query
            = typed.contains(u'/') && !typed.contains(u' ') ? QStringLiteral("path:%1*").arg(typed) : typed;
        PaletteEntry go{tr("Find repositories: %1").arg(typed), tr("repositories"),
            themedIcon(QStringLiteral("action-find")), [filter = QPointer(&m_filter), query] {
                if (filter) {
                    filter->setText(query);
                    filter->startTyping();
                }
            }};
        go.always = true;
        entries << go;
    }
    return entries;
}

} // namespace transship
