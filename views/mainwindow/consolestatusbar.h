// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QStatusBar>
#include <QTimer>

#include <optional>

class QLabel;

namespace transship {

/// Database, registry and whether it answers, how old the numbers are, what is selected. GUI thread.
class ConsoleStatusBar : public QStatusBar {
    Q_OBJECT
public:
    ConsoleStatusBar(const QString& database, const QString& registry, const Clock& clock, QWidget* parent = nullptr);

public Q_SLOTS:
    void setRegistryAnswer(const transship::Result<void>& answer);
    /// The first numbers are on the screen.
    void markFresh();
    void setDatabaseLost(const transship::Error& error);
    void setDatabaseRecovered();
    /// `all`: not these rows, but whatever the filter matches.
    void setSelected(qint64 count, bool all);

private:
    void updateAge();

    const Clock& m_clock;
    QString m_databaseName;
    QString m_registryName;
    QLabel* m_databaseIcon;
    QLabel* m_database;
    QLabel* m_registryIcon;
    QLabel* m_registry;
    QLabel* m_age;
    QLabel* m_selected;
    QTimer m_tick;
    QDateTime m_freshAt; ///< when lost: of when the numbers on the screen are
    bool m_lost = false;
};

} // namespace transship
