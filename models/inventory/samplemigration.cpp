// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inventory/samplemigration.h"

#include "models/domain/settingdefinitions.h"
#include "models/storage/schema.h"
#include "models/storage/stores.h"

#include <QRandomGenerator>

namespace transship {
namespace {

const QStringList groups{QStringLiteral("gitlab-org/build/cng"),
    QStringLiteral("gitlab-org/security-products/analyzers"), QStringLiteral("payments/checkout"),
    QStringLiteral("payments/ledger"), QStringLiteral("research/notebooks"), QStringLiteral("platform/base-images"),
    QStringLiteral("mobile/backend"), QStringLiteral("data/pipelines/etl")};
const QStringList names{QStringLiteral("registry"), QStringLiteral("api"), QStringLiteral("web"),
    QStringLiteral("worker"), QStringLiteral("cron"), QStringLiteral("migrations"), QStringLiteral("proxy"),
    QStringLiteral("scanner"), QStringLiteral("runner"), QStringLiteral("toolbox")};
const QStringList plans{
    QStringLiteral("free"), QStringLiteral("free"), QStringLiteral("premium"), QStringLiteral("none")};

class Builder {
public:
    Builder(const SampleMigration& sample, Stores& stores)
        : m_sample(sample)
        , m_stores(stores)
        , m_random(4711)
    {
    }

    Result<void> run()
    {
        const Result<QList<qint64>> ids = addRepositories();
        if (!ids) {
            return ids.error();
        }
        if (const Result<void> set = setPolicy(); !set) {
            return set;
        }
        // Three quarters have had their turn by now, evenly over the time.
        const qint64 span = m_sample.minutes * 60;
        const qsizetype turns = ids->size() * 3 / 4;
        for (qsizetype i = 0; i < turns; ++i) {
            migrate((*ids)[(i * 11) % ids->size()], m_sample.now.addSecs(-span + (span - 5) * i / turns));
            if (m_failed) {
                return *m_failed;
            }
        }
        if (const Result<void> begun = beginJob(); !begun) {
            return begun;
        }
        return recordSamples();
    }

private:
    Result<QList<qint64>> addRepositories()
    {
        QList<InventoryEntry> entries;
        for (int i = 0; i < m_sample.repositories; ++i) {
            const QString number = i < 80 ? QString() : QStringLiteral("-%1").arg(i / 80 + 1);
            entries << InventoryEntry{
                groups[i % groups.size()] + QLatin1Char('/') + names[i / groups.size() % names.size()] + number,
                plans[i % plans.size()], m_sample.now.addDays(-400 + i % 300), m_random.bounded(1, 140)};
        }
        if (const auto added = m_stores.inventory.add(entries, m_sample.now.addDays(-1)); !added) {
            return added.error();
        }
        return m_stores.repositories.ids({});
    }

    Result<void> setPolicy()
    {
        for (const QString& flag : {flags::enabled, flags::speedFast}) {
            if (const Result<void> on = m_stores.settings.setFlag(flag, true, m_author); !on) {
                return on;
            }
        }
        return m_stores.settings.setCapacity(10, m_author);
    }

    /// A background migration in the middle of its work.
    Result<void> beginJob()
    {
        const QDateTime started = m_sample.now.addSecs(-90);
        const auto job = m_stores.background.create(BackgroundKind::ResetSkipped, {8, 4, std::chrono::minutes(5)},
            m_author.actor, QStringLiteral("0b5f6d1e"), started);
        if (!job) {
            return job.error();
        }
        for (int i = 0; i < 2; ++i) {
            const auto claimed = m_stores.background.claimDue(
                QStringLiteral("build-7/1"), m_sample.now.addSecs(-60 + i), std::chrono::seconds(30));
            if (!claimed) {
                return claimed.error();
            }
            if (!*claimed) {
                return {};
            }
            const auto done = m_stores.background.resetSkipped(**claimed, m_sample.now.addSecs(-60 + i));
            if (!done) {
                return done.error();
            }
            const Result<void> logged = m_stores.jobLogs.append(job->id,
                {QStringLiteral("{\"background_migration_id\":%1,\"component\":\"background\",\"done\":%2,"
                                "\"message\":\"sub-batch %3 done\",\"severity\":\"INFO\",\"total\":%4}")
                        .arg(job->id)
                        .arg(done->migration.doneCount)
                        .arg(done->migration.subBatchesCount)
                        .arg(done->migration.totalCount)});
            if (!logged) {
                return logged;
            }
        }
        return {};
    }

    void fire(qint64 id, MigrationEvent event, const QDateTime& at, std::optional<SkippedReason> reason = {},
        const QString& detail = {}, const QString& why = {})
    {
        if (at > m_sample.now || m_failed) {
            m_over = true;
            return;
        }
        TransitionRequest request;
        request.repositoryId = id;
        request.event = event;
        request.context = TransitionContext{at, true, reason};
        request.actor = QStringLiteral("worker@build-7");
        request.origin = event == MigrationEvent::FinishPreImport || event == MigrationEvent::FinishImport
            ? Origin::Polling
            : Origin::Enqueuer;
        request.reason = why;
        request.detail = detail;
        const Result<TransitionResult> done = m_stores.repositories.fire(request);
        if (!done) {
            m_failed = done.error();
            return;
        }
        m_changes.insert(at, {done->before.state, done->after.state});
    }

    void step(qint64 id, MigrationEvent event, QDateTime& at, int seconds)
    {
        at = at.addSecs(seconds);
        if (!m_over) {
            fire(id, event, at);
        }
    }

    void migrate(qint64 id, QDateTime at)
    {
        m_over = false;
        const int dice = m_random.bounded(100);
        if (dice < 7) {
            fire(id, MigrationEvent::SkipImport, at, SkippedReason::TooManyTags);
            return;
        }
        fire(id, MigrationEvent::StartPreImport, at);
        if (dice < 19) {
            fail(id, at, dice);
        }
        step(id, MigrationEvent::FinishPreImport, at, 20 + m_random.bounded(70));
        step(id, MigrationEvent::StartImport, at, 1);
        step(id, MigrationEvent::FinishImport, at, 4 + m_random.bounded(14));
    }

    void fail(qint64 id, QDateTime& at, int dice)
    {
        at = at.addSecs(12 + m_random.bounded(30));
        fire(id, MigrationEvent::AbortImport, at, {},
            QStringLiteral("blob sha256:9f2c41d7e0b8 of manifest sha256:40b1c6aa unknown to the source registry"),
            QStringLiteral("pre_import_failed"));
        if (dice < 11) {
            m_over = true;
        } else if (dice < 14) {
            step(id, MigrationEvent::RetryPreImport, at, 20);
            fire(id, MigrationEvent::SkipImport, at.addSecs(9), SkippedReason::TooManyRetries);
            m_over = true;
        } else {
            step(id, MigrationEvent::RetryPreImport, at, 15);
        }
    }

    Result<void> recordSamples()
    {
        StateSample sample;
        sample.counts.counts[0] = m_sample.repositories;
        auto change = m_changes.cbegin();
        for (QDateTime at = m_sample.now.addSecs(-m_sample.minutes * 60 - 60); at < m_sample.now; at = at.addSecs(20)) {
            for (; change != m_changes.cend() && change.key() <= at; ++change) {
                --sample.counts.counts[static_cast<std::size_t>(change.value().first)];
                ++sample.counts.counts[static_cast<std::size_t>(change.value().second)];
            }
            sample.at = at;
            if (const Result<void> recorded = m_stores.samples.record(sample); !recorded) {
                return recorded;
            }
        }
        return {};
    }

    const ChangeAuthor m_author{QStringLiteral("sre@console"), Origin::Console};
    const SampleMigration& m_sample;
    Stores& m_stores;
    QRandomGenerator m_random;
    QMultiMap<QDateTime, std::pair<MigrationState, MigrationState>> m_changes;
    std::optional<Error> m_failed;
    bool m_over = false; ///< this repository's story has reached the present
};

} // namespace

Result<void> createSampleMigration(const SampleMigration& sample)
{
    Result<std::unique_ptr<Connection>> connection
        = Connection::open(sample.url, Access::ReadWrite, QStringLiteral("sample"));
    if (!connection) {
        return connection.error();
    }
    if (const auto upgraded = schema::upgrade(**connection); !upgraded) {
        return upgraded.error();
    }
    Stores stores(**connection);
    // One commit: a demo is not worth a wait for the disk at every step.
    return (*connection)->transaction([&] { return Builder(sample, stores).run(); });
}

} // namespace transship
