// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"

#include <QListView>

namespace transship {

class HistoryModel;

/// The history of a repository, newest first: who did what when and why; copied, and read in full, on demand.
/// GUI thread; borrows model and clock.
class HistoryList : public QListView {
    Q_OBJECT
public:
    HistoryList(HistoryModel& history, const Clock& clock, QWidget* parent = nullptr);

public Q_SLOTS:
    /// The current event, or all of them.
    void copyEvent() const;
    void copyAll() const;
    /// In a window of its own, to be read and selected.
    void showFullText();

private:
    QString textOf(const QModelIndex& index) const;
};

} // namespace transship
