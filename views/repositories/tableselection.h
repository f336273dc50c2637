// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "views/actions/selection.h"

#include <QObject>
#include <QPersistentModelIndex>

class QItemSelectionRange;
class QTableView;

namespace transship {

class RepositoryTableModel;

/// What is selected in the table, as a question to the database instead of as rows: all that match is the filter, a
/// range whose rows are not loaded is the two rows at its ends. Whatever its size, nothing is counted or read here.
/// GUI thread; borrows model, view and clock.
class TableSelection : public QObject {
    Q_OBJECT
public:
    TableSelection(RepositoryTableModel& model, QTableView& view, const Clock& clock, QObject* parent = nullptr);

    /// Everything the filter matches, also what comes later, until something else is selected.
    void selectAll();
    bool isAll() const { return m_all; }
    /// Rows, loaded or not.
    qint64 count() const;
    Selection selection() const;

private:
    /// Of a range: where they are, and where they were.
    struct Ends {
        QPersistentModelIndex first;
        QPersistentModelIndex last;
        int firstRow;
        int lastRow;
    };
    void selectEveryRow();
    void noteChange();
    void setAside();
    void takeBack();
    /// Adds a range to the rows, or as a question about its ends; false: these are not loaded.
    bool add(
        const QItemSelectionRange& range, Selection& selection, QList<qint64>& ids, QList<KeySource>& sources) const;

    RepositoryTableModel& m_model;
    QTableView& m_view;
    const Clock& m_clock;
    bool m_all = false;
    bool m_selecting = false;
    QList<Ends> m_setAside; ///< of ranges, while rows change places
};

} // namespace transship
