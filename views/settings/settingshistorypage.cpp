// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settingshistorypage.h"

#include "views/common/texts.h"

#include <QHeaderView>

namespace transship {

SettingsHistoryPage::SettingsHistoryPage(QWidget* parent)
    : QTableWidget(0, 6, parent)
{
    setObjectName(QStringLiteral("settingsHistory"));
    setAccessibleName(tr("Changes of the settings, newest first"));
    setHorizontalHeaderLabels({tr("Time"), tr("What"), tr("Before"), tr("After"), tr("Actor"), tr("Origin")});
    horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    setColumnWidth(0, 165);
    setColumnWidth(4, 150);
    setColumnWidth(5, 70);
    verticalHeader()->hide();
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
}

void SettingsHistoryPage::setEvents(const QList<SettingsEvent>& events)
{
    const qint64 newest = events.isEmpty() ? 0 : events.first().id;
    if (newest == m_newest) {
        return;
    }
    m_newest = newest;
    setRowCount(int(events.size()));
    for (int row = 0; row < events.size(); ++row) {
        const SettingsEvent& event = events.at(row);
        const QString what = event.kind == SettingsEventKind::Deny ? tr("deny list: %1").arg(event.name) : event.name;
        const QStringList cells{
            texts::absolute(event.createdAt), what, event.before, event.after, event.actor, toName(event.origin)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells.at(column));
            item->setToolTip(cells.at(column));
            setItem(row, column, item);
        }
    }
}

} // namespace transship
