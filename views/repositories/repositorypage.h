// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/repositoryfilter.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace transship {

class EmptyState;
class FilterLine;
class RepositoryDecorator;
class RepositoryTableModel;
class RepositoryTableView;

/// Search line over the table; in the table's place, when there is nothing to show, what to do about it.
/// GUI thread; borrows model and clock.
class RepositoryPage : public QWidget {
    Q_OBJECT
public:
    RepositoryPage(RepositoryTableModel& model, const Clock& clock, QWidget* parent = nullptr);

    FilterLine& filterLine() const { return *m_filterLine; }
    RepositoryTableView& table() const { return *m_table; }
    RepositoryDecorator& decorator() const { return *m_decorator; }
    /// Shows one state; nothing: all. The other criteria of the filter stay.
    void showState(std::optional<MigrationState> state);
    /// How many repositories the database holds: decides what an empty table says.
    void setTotal(qint64 total);

    /// Columns, order, and the filters that were typed; opaque, versioned.
    QByteArray viewState() const;
    void restoreViewState(const QByteArray& state);

Q_SIGNALS:
    void filterChanged(const transship::RepositoryFilter& filter);

private:
    void applyFilter(const RepositoryFilter& filter);
    void updateEmptyState();
    void updateCount();

    RepositoryTableModel& m_model;
    FilterLine* m_filterLine;
    QLabel* m_count;
    RepositoryDecorator* m_decorator;
    RepositoryTableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack = nullptr;
    std::optional<qint64> m_total;
};

} // namespace transship
