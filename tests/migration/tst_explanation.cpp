// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/enqueuedecision.h"
#include "models/migration/explanation.h"
#include "tests/migration/migrationfixture.h"

#include <QJsonArray>
#include <QRandomGenerator>

#include <limits>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;

namespace {

const CheckResult* find(const Explanation& explanation, Check check)
{
    for (const CheckResult& result : explanation.checks) {
        if (result.check == check) {
            return &result;
        }
    }
    return nullptr;
}

QString failedChecks(const Explanation& explanation)
{
    QStringList names;
    for (const CheckResult& result : explanation.checks) {
        if (!result.passed) {
            names << toName(result.check);
        }
    }
    return names.join(u' ');
}

} // namespace

/// Why a repository moves or does not: never another answer than the enqueuer's own.
class TestExplanation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void agreesWithTheEnqueuersQuery_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("tier");
        QTest::addColumn<bool>("limited");
        for (const char* backend : {"sqlite", "postgresql"}) {
            for (const char* tier : {"none", "gitlab-org", "free", "premium", "ultimate"}) {
                for (const bool limited : {true, false}) {
                    QTest::addRow("%s %s %s", backend, tier, limited ? "created_before" : "any time")
                        << QString::fromLatin1(backend) << QString::fromLatin1(tier) << limited;
                }
            }
        }
    }
    /// Every row of a generated database: "eligible" is "nextReady returns it once all before it are gone", in the
    /// order and with the numbers that the positions say.
    void agreesWithTheEnqueuersQuery()
    {
        QFETCH(QString, backend);
        QFETCH(QString, tier);
        QFETCH(bool, limited);
        MigrationFixture f(m_databases.create(backend));
        generate(f);
        setTier(f, tier);
        f.setSetting(u"created_before"_s, limited ? u"2022-01-20T00:00:00Z"_s : QString());
        QMap<qint64, Explanation> explanations;
        const auto rows
            = f.inStorage([](Stores& stores) { return stores.repositories.list({}, RepositorySort::Id, false, 0); });
        QCOMPARE(rows.size(), 160);
        int eligible = 0;
        for (const ContainerRepository& row : rows) {
            explanations.insert(row.id, explained(f, row.id));
            eligible += row.state == State::Default && explanations[row.id].eligible ? 1 : 0;
        }
        QVERIFY(eligible > 0 || tier == u"ultimate");
        // The queue itself, emptied from its head.
        int position = 0;
        while (const auto next = f.inStorage([](Stores& stores) {
            const auto policy = stores.settings.policy();
            return stores.repositories.nextReady(*policy);
        })) {
            const Explanation& said = explanations[next->id];
            QVERIFY2(said.eligible, qPrintable(next->path + u": "_s + said.summary));
            QCOMPARE(find(said, Check::Position)->values[u"before"_s].toInt(), position);
            ++position;
            f.force(next->id, Event::SkipImport);
        }
        QCOMPARE(position, eligible);
    }

    void agreesWithTheEnqueuersDecision_data() { TestDatabases::addRows(); }
    /// Whichever check stops the enqueuer is the first that the explanation of its candidate shows as failed.
    void agreesWithTheEnqueuersDecision()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = f.add(u"group/app"_s);
        const qint64 busy = f.add(u"group/busy"_s);
        f.force(busy, Event::StartPreImport);
        for (int mask = 0; mask < 16; ++mask) {
            const bool configured = mask & 2;
            f.setFlag(flags::enabled, mask & 1);
            f.setCapacity(mask & 4 ? 5 : 1);
            f.setFlag(flags::speedFast, mask & 8);
            f.inStorage([busy, step = f.clock.now()](Stores& stores) {
                return stores.connection.execCount(
                    u"UPDATE container_repositories SET migration_state = 'pre_import_done', "
                    "migration_pre_import_done_at = ? WHERE id = ?"_s,
                    {stores.connection.toStored(step), busy});
            });
            const QDateTime now = f.clock.now();
            const EnqueueDecision decision
                = f.inStorage([now, configured](Stores& stores) { return decideNext(stores, now, configured); });
            const Explanation explanation
                = f.inStorage([=](Stores& stores) { return explain(stores, id, now, configured); });
            const QString first = failedChecks(explanation).section(u' ', 0, 0);
            const QMap<EnqueueStop, QString> checks{{EnqueueStop::NotEnabled, u"enabled"_s},
                {EnqueueStop::NoRegistry, u"registry"_s}, {EnqueueStop::NoCapacity, u"capacity"_s},
                {EnqueueStop::WaitingTime, u"waiting_time"_s}, {EnqueueStop::Worked, QString()}};
            QCOMPARE(first, checks.value(decision.report.stop, u"none of these"_s));
            QCOMPARE(explanation.summary,
                decision.report.stop == EnqueueStop::Worked ? u"it is next"_s : decision.report.explanation);
            QVERIFY(explanation.isNext);
        }
    }

    void saysWhatKeepsARepository_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("failed");
        QTest::addColumn<QString>("summary");
        QTest::newRow("nothing") << u"nothing"_s << u""_s << u"it is next"_s;
        QTest::newRow("denied") << u"denied"_s << u"deny_list"_s << u"group is in the deny list"_s;
        QTest::newRow("plan") << u"plan"_s << u"tier"_s << u"its plan is unknown, let through are free"_s;
        QTest::newRow("too new") << u"new"_s << u"created_before"_s << u"not before 2020-01-01"_s;
        QTest::newRow("tags") << u"tags"_s << u"tags"_s << u"101 tags when last counted, more than 100"_s;
        QTest::newRow("queue") << u"queue"_s << u"position"_s << u"another/app is first, 1 before it"_s;
        QTest::newRow("aborted first") << u"aborted"_s << u"position"_s
                                       << u"another/app was aborted and is retried first; 0 before it"_s;
    }
    void saysWhatKeepsARepository()
    {
        QFETCH(QString, what);
        QFETCH(QString, failed);
        QFETCH(QString, summary);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        if (what == u"queue" || what == u"aborted") {
            const qint64 other = f.add(u"another/app"_s);
            if (what == u"aborted") {
                f.force(other, Event::AbortImport);
            }
        }
        const qint64 id = f.add(u"group/app"_s);
        if (what == u"denied") {
            f.inStorage([](Stores& stores) -> Result<bool> { return stores.settings.deny(u"group"_s).ok(); });
        } else if (what == u"plan") {
            f.setSetting(u"plans_known"_s, u"true"_s);
        } else if (what == u"new") {
            f.setSetting(u"created_before"_s, u"2020-01-01T00:00:00Z"_s);
        } else if (what == u"tags") {
            f.inStorage(
                [id](Stores& stores) -> Result<bool> { return stores.repositories.setTagsCount(id, 101).ok(); });
        }
        const Explanation explanation = explained(f, id);
        QCOMPARE(failedChecks(explanation), failed);
        QVERIFY2(explanation.summary.contains(summary), qPrintable(explanation.summary));
        QCOMPARE(explanation.isNext, failed.isEmpty() || failed == u"tags");
        const QJsonObject json = explanation.toJson();
        QCOMPARE(json[u"path"_s].toString(), u"group/app"_s);
        QCOMPARE(json[u"checks"_s].toArray().first()[u"check"_s].toString(), u"enabled"_s);
    }

    void saysThatWhatTheRegistryFailedForRests()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(500, u"UNKNOWN"_s), 1);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(f.row(id).state, State::ImportAborted);
        QVERIFY2(explained(f, id).summary.contains(u"rested for 10 s"), qPrintable(explained(f, id).summary));
        QVERIFY(!explained(f, id).isNext);
        f.clock.advance(std::chrono::seconds(11));
        QVERIFY(explained(f, id).isNext);
    }

    void saysWhyOtherStatesDoNotMove()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        f.force(id, Event::StartPreImport);
        QVERIFY(explained(f, id).summary.contains(u"has not answered the start yet"));
        f.inStorage([row = f.row(id), now = f.clock.now()](Stores& stores) -> Result<bool> {
            return stores.repositories.markStepAccepted(row.id, row.updatedAt, now).ok();
        });
        QVERIFY(explained(f, id).summary.contains(u"the registry accepted the step"));
        QVERIFY(explained(f, id).summary.contains(u"cancels it after 30 min"));
        f.force(id, Event::FinishPreImport);
        QVERIFY(explained(f, id).summary.contains(u"the import is started next"));
        f.force(id, Event::StartImport);
        f.force(id, Event::AbortImport);
        Explanation aborted = explained(f, id);
        QVERIFY2(aborted.summary.contains(u"retried next"), qPrintable(aborted.summary));
        QCOMPARE(find(aborted, Check::Retries)->values[u"retries_left"_s].toInt(), 2);
        QVERIFY(find(aborted, Check::State)->words.contains(u"in state importing"));
        const qint64 later = f.add(u"group/later"_s);
        f.clock.advance(std::chrono::seconds(5));
        f.force(later, Event::AbortImport);
        QCOMPARE(find(explained(f, later), Check::Position)->values[u"before"_s].toInt(), 1);
        f.force(id, Event::SkipImport, SkippedReason::TooManyTags);
        const Explanation skipped = explained(f, id);
        QVERIFY(skipped.summary.contains(u"too_many_tags"));
        QVERIFY(skipped.advice.contains(u"repo reset group/app"));
        QVERIFY(skipped.advice.contains(u"background start reset-skipped"));
        f.force(later, Event::FinishImport, SkippedReason::NativeImport);
        QVERIFY(explained(f, later).summary.contains(u"without an import: native_import"));
        QVERIFY(!explained(f, later).eligible);
        const auto none = await(ask(f, 4711));
        QCOMPARE(none.error().code, ErrorCode::NotFound);
    }

private:
    static QCoro::Task<Result<Explanation>> ask(MigrationFixture& f, qint64 id)
    {
        const auto job = [id, now = f.clock.now()](Stores& stores) { return explain(stores, id, now, true); };
        co_return co_await f.storage.run(job);
    }
    static Explanation explained(MigrationFixture& f, qint64 id)
    {
        return f.inStorage([id, now = f.clock.now()](Stores& stores) { return explain(stores, id, now, true); });
    }

    /// All states, plans, namespaces (one denied), ages at and around the limit.
    static void generate(MigrationFixture& f)
    {
        QRandomGenerator random(20260301);
        f.inStorage([&random](Stores& stores) -> Result<bool> {
            const QStringList roots{u"gitlab-org"_s, u"acme"_s, u"denied"_s, u"other"_s};
            const QStringList plans{QString(), u"free"_s, u"none"_s, u"premium"_s, u"silver"_s, u"gold"_s, u"odd"_s};
            const QDateTime limit(QDate(2022, 1, 20), QTime(0, 0), Qt::UTC);
            QList<InventoryEntry> entries;
            for (int i = 0; i < 160; ++i) {
                InventoryEntry entry;
                entry.path = u"%1/sub/app%2"_s.arg(roots[random.bounded(4)]).arg(i);
                entry.plan = plans[random.bounded(7)];
                entry.createdAt = limit.addMSecs((random.bounded(5) - 2) * (random.bounded(2) ? 1 : 86'400'000));
                entries << entry;
            }
            if (const auto added = stores.inventory.add(entries, limit); !added) {
                return added.error();
            }
            // Three in four wait; the others are in every other state.
            const auto spread = stores.connection.exec(
                u"UPDATE container_repositories SET migration_state = CASE id % 24 WHEN 0 THEN 'pre_importing' "
                "WHEN 4 THEN 'pre_import_done' WHEN 8 THEN 'importing' WHEN 12 THEN 'import_done' "
                "WHEN 16 THEN 'import_aborted' ELSE 'import_skipped' END WHERE id % 4 = 0"_s);
            const auto denied = stores.settings.deny(u"denied"_s);
            return spread && denied ? Result<bool>(true) : Result<bool>(Error{});
        });
    }
    static void setTier(MigrationFixture& f, const QString& tier)
    {
        f.setSetting(u"plans_known"_s, tier == u"none" ? u"false"_s : u"true"_s);
        f.setFlag(flags::limitGitlabOrg, tier == u"gitlab-org");
        if (tier != u"none" && tier != u"gitlab-org") {
            f.setSetting(u"target_plan"_s, tier);
        }
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
