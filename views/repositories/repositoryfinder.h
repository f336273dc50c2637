// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace transship {

class RepositoryPage;
class RepositoryTableModel;

/// Selects a repository in the table by its id: where it is shown, else by filtering for its path. GUI thread; borrows
/// page and model.
class RepositoryFinder : public QObject {
    Q_OBJECT
public:
    RepositoryFinder(RepositoryPage& page, RepositoryTableModel& model, QObject* parent = nullptr);

public Q_SLOTS:
    void find(qint64 id, const QString& path);

private:
    /// False: it is not loaded.
    bool select(qint64 id);

    RepositoryPage& m_page;
    RepositoryTableModel& m_model;
    qint64 m_wanted = 0; ///< selected as soon as it is loaded
};

} // namespace transship
