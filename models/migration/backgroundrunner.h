// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backgroundmigration.h"
#include "models/domain/clock.h"
#include "models/registry/importapiclient.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QObject>

#include <memory>

namespace transship {

class StorageWorker;

/// Works on background migrations (docs/domain.md section 5): takes those that are due, sub-batch by sub-batch, until
/// they end, are paused or canceled, or another worker has them. Any number of runners on one database, in any number
/// of programs: each job is worked on by one at a time, and a dead one's is taken over half a minute later.
/// Thread: the one it lives in; never blocks. Destroy it only after stop().
class BackgroundRunner : public QObject {
    Q_OBJECT
public:
    /// Borrows all. `registry` null: none is configured, every repository counts as having tags.
    BackgroundRunner(StorageWorker& storage, ImportApiClient* registry, const Clock& clock, QString worker,
        QObject* parent = nullptr);
    ~BackgroundRunner() override;

    /// Looks for work now and every second.
    void start();
    /// Done when the sub-batch under way is written, or given up where the registry is still to answer.
    QCoro::Task<> stop();

    /// Everything that is due now, to its end or its next pause.
    QCoro::Task<> runDue();

Q_SIGNALS:
    /// As it is logged: "component" background, "migrator", "correlation_id", what was done. reset_status has a line
    /// for each repository besides, with has_tags, container_repository_id, container_repository_path and no component.
    void logged(const QJsonObject& line);
    /// After every sub-batch and at every end.
    void progressed(const transship::BackgroundMigration& migration);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
