// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/settingdefinitions.h"
#include "models/migration/engine.h"
#include "models/storage/storageworker.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/testdatabases.h"

#include <QCoroTask>
#include <QTest>

namespace transship::testing {

/// Stands still until it is told to move; then every look is a millisecond later than the last, so that no two rows are
/// written at the same time.
class ManualClock final : public Clock {
public:
    QDateTime now() const override
    {
        m_now = m_now.addMSecs(1);
        return m_now;
    }
    void advance(std::chrono::seconds by) { m_now = m_now.addSecs(by.count()); }

private:
    mutable QDateTime m_now{QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
};

/// A migrated database, a fake registry, and an engine between them that never waits for real time.
struct MigrationFixture {
    explicit MigrationFixture(const DatabaseUrl& url)
        : storage(url, Access::ReadWrite, QStringLiteral("test"))
        , client({registry.url(), {}, std::chrono::seconds(5)})
        , engine(storage, &client, clock, [this](std::chrono::milliseconds duration) { return noteDelay(duration); })
    {
        setFlag(flags::enabled, true);
        setFlag(flags::speedFast, true);
        setCapacity(5);
    }

    QCoro::Task<> noteDelay(std::chrono::milliseconds duration)
    {
        delays << duration;
        co_return;
    }

    /// Runs a job on the storage thread and waits; a failure ends the test program with its words.
    template <typename Job> auto inStorage(Job job)
    {
        auto result = await(runJob(std::move(job)));
        if (!result) {
            qFatal("%s", qPrintable(result.error().toString()));
        }
        if constexpr (!std::is_void_v<typename decltype(result)::value_type>) {
            return *std::move(result);
        }
    }

    qint64 add(const QString& path)
    {
        registry.addRepository(path);
        inStorage([path](Stores& stores) {
            InventoryEntry entry;
            entry.path = path;
            entry.createdAt = QDateTime(QDate(2022, 1, 1), QTime(0, 0), Qt::UTC);
            return stores.inventory.add({entry}, entry.createdAt);
        });
        return row(path).id;
    }
    ContainerRepository row(const QString& path)
    {
        return inStorage([path](Stores& stores) { return stores.repositories.findByPath(path); });
    }
    ContainerRepository row(qint64 id)
    {
        return inStorage([id](Stores& stores) { return stores.repositories.find(id); });
    }
    QList<MigrationEventRow> history(qint64 id)
    {
        return inStorage([id](Stores& stores) { return stores.events.history(id); });
    }
    QStringList eventNames(qint64 id)
    {
        QStringList names;
        for (const MigrationEventRow& event : history(id)) {
            names << toName(event.event);
        }
        return names;
    }

    /// Without any registry call.
    void force(qint64 id, MigrationEvent event, std::optional<SkippedReason> reason = {})
    {
        FireOptions options;
        options.forced = true;
        options.reason = reason;
        const auto fired = await(engine.fire(id, event, actor, options));
        if (!fired) {
            qFatal("%s", qPrintable(fired.error().toString()));
        }
    }
    Result<FireOutcome> fire(qint64 id, MigrationEvent event, FireOptions options = {})
    {
        return await(engine.fire(id, event, actor, options));
    }

    /// As a worker does it: the transition, then the request that follows.
    Result<ContainerRepository> seeStatus(const ContainerRepository& seen, const ImportStatusReport& report)
    {
        const auto applied = await(engine.applyStatus(seen, report, actor));
        return applied ? await(engine.startAfterPreImport(*applied, actor)) : applied;
    }

    void setFlag(const QString& name, bool on)
    {
        inStorage([=](Stores& stores) { return stores.settings.setFlag(name, on); });
    }
    void setSetting(const QString& name, const QString& value)
    {
        inStorage([=](Stores& stores) { return stores.settings.setSetting(name, value); });
    }
    void setCapacity(int capacity)
    {
        inStorage([=](Stores& stores) { return stores.settings.setCapacity(capacity); });
    }

    ManualClock clock;
    FakeRegistry registry;
    StorageWorker storage;
    ImportApiClient client;
    QList<std::chrono::milliseconds> delays;
    MigrationEngine engine;
    Actor actor{QStringLiteral("tester@here"), Origin::Ctl};

private:
    template <typename Job> auto runJob(Job job) -> QCoro::Task<std::invoke_result_t<Job, Stores&>>
    {
        co_return co_await storage.run(std::move(job));
    }
};

} // namespace transship::testing
