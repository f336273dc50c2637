// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/operatoraction.h"
#include "models/domain/repositoryfilter.h"

#include <QMap>
#include <QScrollArea>

class QLabel;
class QToolButton;

namespace transship {

class NamespaceList;
class NamespacesModel;
class SavedViewsList;
class SavedViewsModel;
class StateCountsModel;
class StateSidebar;

/// Where to look: states, what was asked for and is not done yet, views, namespaces; scrolls where there is no room for
/// all of it. GUI thread; borrows the models.
class Sidebar : public QScrollArea {
    Q_OBJECT
public:
    Sidebar(StateCountsModel& states, SavedViewsModel& views, NamespacesModel& namespaces, QWidget* parent = nullptr);

    StateSidebar& states() const { return *m_states; }
    SavedViewsList& views() const { return *m_views; }
    NamespaceList& namespaces() const { return *m_namespaces; }

    /// Marks what the filter shows.
    void showFilter(const RepositoryFilter& filter);
    void showRequested(const QMap<OperatorAction, qint64>& counts);
    /// Starts to name the view of this row.
    void nameView(int row);

Q_SIGNALS:
    void saveViewWanted();

private:
    QWidget* title(const QString& text, QToolButton* button = nullptr);
    QToolButton* saveButton();

    StateSidebar* m_states;
    QLabel* m_requested;
    SavedViewsList* m_views;
    NamespaceList* m_namespaces;
};

} // namespace transship
