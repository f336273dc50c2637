// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace transship {

class ActivityFilter;
class ActivityModel;

/// What happens, as it happens, newest first: filtered, paused, copied, exported; a click leads to the repository.
/// GUI thread; borrows the model.
class ActivityPanel : public QWidget {
    Q_OBJECT
public:
    explicit ActivityPanel(ActivityModel& activity, QWidget* parent = nullptr);

    /// Writes what is shown; in the background.
    void exportTo(const QString& file);

public Q_SLOTS:
    void copy() const;

Q_SIGNALS:
    void repositoryChosen(qint64 id, const QString& path);
    void exported(const QString& file);
    void failed(const transship::Error& error);

private:
    void addFilters(QHBoxLayout& line);
    void addButtons(QHBoxLayout& line);
    void setUpTable();
    void applyCriteria();
    void updatePause();
    void updateCount();
    void askExport();
    QModelIndex sourceOf(const QModelIndex& shown) const;

    ActivityModel& m_activity;
    ActivityFilter* m_filter;
    QTableView* m_table;
    QToolButton* m_pause;
    QComboBox* m_state;
    QComboBox* m_origin;
    QLineEdit* m_actor;
    QLineEdit* m_text;
    QLabel* m_count;
};

} // namespace transship
