// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/engine.h"
#include "models/migration/enqueuer.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QObject>

#include <chrono>
#include <memory>

namespace transship {

/// Everything that moves a migration on by itself: enqueuer (at its interval, after completions, again while there is
/// capacity), polling of what is in process, guard, observer. Used by `transshipctl worker` and by a console that runs
/// alone; background migrations are worked on as well. Thread: the one it lives in; never blocks.
class MigrationWorker : public QObject {
    Q_OBJECT
public:
    MigrationWorker(
        StorageWorker& storage, MigrationEngine& engine, const Clock& clock, QString name, QObject* parent = nullptr);
    ~MigrationWorker() override;

    /// How long nothing is started after the registry did not serve us: the first time and at most. Doubled each time
    /// until a start is answered again; that its root answers proves nothing. Before start().
    struct Pauses {
        std::chrono::milliseconds first = std::chrono::seconds(2);
        std::chrono::milliseconds longest = std::chrono::seconds(60);
    };
    void setPauses(Pauses pauses);

    void start();
    /// No new work; done when what is under way has been answered and applied.
    QCoro::Task<> stop();

Q_SIGNALS:
    /// One object a run of each part, as it is logged: {"component": "enqueuer"|"poller"|"guard"|"observer"|
    /// "background", …}; no component: see BackgroundRunner.
    void logged(const QJsonObject& line);
    /// The registry stopped or began again to serve us; at the start it is taken to do so.
    void registryServesUs(bool itDoes);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
