// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/migrationfixture.h"

#include <QSignalSpy>
#include <QSqlQuery>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;

/// Commit, call, apply: what each answer of the registry to a start makes of the row.
class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void answerToAStart_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<bool>("finalStep");
        QTest::addColumn<FakeAnswer>("answer");
        QTest::addColumn<State>("expected");
        QTest::addColumn<QString>("words"); // that history must hold
        struct Row {
            const char* name;
            FakeAnswer answer;
            std::optional<State> expected; // nothing: stays in its active state
            QString words;
        };
        const QList<Row> rows{
            {"202", FakeAnswer::json(202, {}), std::nullopt, {}},
            {"400", FakeAnswer::error(400, u"INVALID_QUERY_PARAMETER_VALUE"_s, u"no type"_s), State::ImportAborted,
                u"no type"_s},
            {"401", FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"token wanted"_s), State::ImportAborted,
                u"token wanted"_s},
            {"404", FakeAnswer::error(404, u"NAME_UNKNOWN"_s, u"never heard"_s), State::ImportDone, u"not_found"_s},
            {"409", FakeAnswer::error(409, u"IMPORT_IN_PROGRESS"_s, u"busy"_s), State::ImportAborted, u"busy"_s},
            {"424", FakeAnswer::error(424, u"PRE_IMPORT_FAILED"_s, u"failed before"_s), State::ImportAborted,
                u"failed before"_s},
            {"425", FakeAnswer::error(425, u"PRE_IMPORT_IN_PROGRESS"_s, u"still at it"_s), State::ImportAborted,
                u"still at it"_s},
            {"418", FakeAnswer::error(418, u"TEAPOT"_s, u"short and stout"_s), State::ImportAborted,
                u"short and stout"_s},
            {"500", FakeAnswer::error(500, u"UNKNOWN"_s, u"disk on fire"_s), State::ImportAborted, u"disk on fire"_s},
            {"cut", FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce), State::ImportAborted, u"unreachable"_s},
            {"not this API", FakeAnswer::html(404), State::ImportAborted, u"not_this_api"_s},
            {"redirect", FakeAnswer::redirect(301, "/elsewhere/"), State::ImportAborted, u"not_this_api"_s},
        };
        for (const QString& backend : {u"sqlite"_s, u"postgresql"_s}) {
            for (const bool finalStep : {false, true}) {
                for (const Row& row : rows) {
                    const State running = finalStep ? State::Importing : State::PreImporting;
                    QTest::addRow("%s, %s, %s", row.name, finalStep ? "final" : "pre", qPrintable(backend))
                        << backend << finalStep << row.answer << row.expected.value_or(running) << row.words;
                }
            }
        }
    }
    void answerToAStart()
    {
        QFETCH(const bool, finalStep);
        QFETCH(const FakeAnswer, answer);
        QFETCH(const State, expected);
        QFETCH(const QString, words);
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = f.add(u"group/app"_s);
        if (finalStep) {
            f.force(id, Event::StartPreImport);
            f.force(id, Event::FinishPreImport);
        }
        f.registry.script("PUT", u"/import/group/app/"_s, answer);

        const auto fired = f.fire(id, finalStep ? Event::StartImport : Event::StartPreImport);

        QVERIFY2(fired.ok(), fired ? "" : qPrintable(fired.error().toString()));
        QCOMPARE(f.row(id).state, expected);
        QCOMPARE(fired->now, f.row(id));
        QCOMPARE(
            fired->now.stepAcceptedAt.isValid(), expected != State::ImportAborted && expected != State::ImportDone);
        QStringList puts = putLines(f.registry);
        puts.removeDuplicates(); // Qt sends once more what a kept connection was closed on
        QCOMPARE(puts,
            QStringList{u"PUT /gitlab/v1/import/group/app/?import_type="_s + (finalStep ? u"final"_s : u"pre"_s)});
        const MigrationEventRow last = f.history(id).constLast();
        const QString said = last.reason + u": "_s + last.detail;
        QVERIFY2(said.contains(words), qPrintable(said));
    }

    void okIsBelievedOnlyWhenTheStatusSaysSo_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<State>("expected");
        QTest::addColumn<int>("reason"); // -1: none
        QTest::newRow("native") << u"native"_s << State::ImportDone << int(SkippedReason::NativeImport);
        QTest::newRow("complete") << u"import_complete"_s << State::ImportDone << -1;
        QTest::newRow("running") << u"pre_import_in_progress"_s << State::PreImporting << -1;
        QTest::newRow("failed") << u"pre_import_failed"_s << State::ImportAborted << -1;
        QTest::newRow("unknown") << QString() << State::ImportAborted << -1;
    }
    void okIsBelievedOnlyWhenTheStatusSaysSo()
    {
        QFETCH(const QString, status);
        QFETCH(const State, expected);
        QFETCH(const int, reason);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        f.registry.setImportStatus(u"group/app"_s, status);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::json(200, {}));
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        const ContainerRepository row = f.row(id);
        QCOMPARE(row.state, expected);
        QCOMPARE(row.skippedReason ? int(*row.skippedReason) : -1, reason);
    }

    void aRateLimitedStartIsTriedAgainEverLater()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s), 3);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(f.row(id).state, State::PreImporting);
        QVERIFY(f.row(id).stepAcceptedAt.isValid());
        using namespace std::chrono_literals;
        QCOMPARE(f.delays, (QList<std::chrono::milliseconds>{100ms, 200ms, 300ms}));
    }

    void aRateLimitedStartWaitsAsLongAsAsked()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        FakeAnswer limited = FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s);
        limited.headers.append({QByteArray("Retry-After"), QByteArray("7")});
        f.registry.script("PUT", u"/import/"_s, limited, 2);
        limited.headers.last().second = "0";
        f.registry.script("PUT", u"/import/"_s, limited, 1);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(f.row(id).state, State::PreImporting);
        using namespace std::chrono_literals;
        QCOMPARE(f.delays, (QList<std::chrono::milliseconds>{7s, 7s, 300ms}));
    }

    void aRegistryThatWantsToBeLeftAloneForLongAborts()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        FakeAnswer limited = FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s);
        limited.headers.append({QByteArray("Retry-After"), QByteArray("3600")});
        f.registry.script("PUT", u"/import/"_s, limited);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(f.row(id).state, State::ImportAborted);
        QCOMPARE(putLines(f.registry).size(), 1);
        QCOMPARE(f.delays, QList<std::chrono::milliseconds>());
        const QString detail = f.history(id).constLast().detail;
        QVERIFY2(detail.contains(u"3600 s"_s), qPrintable(detail));
    }

    /// The engine's own wait ends when the program wants to.
    void stoppingEndsTheWait()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        FakeAnswer limited = FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s);
        limited.headers.append({QByteArray("Retry-After"), QByteArray("60")});
        f.registry.script("PUT", u"/import/"_s, limited);
        MigrationEngine waiting(f.storage, &f.client, f.clock);
        Eventual<Result<FireOutcome>> fired(waiting.fire(id, Event::StartPreImport, f.actor, {}));
        QTRY_COMPARE(putLines(f.registry).size(), 1);
        waiting.stopRetrying();
        QVERIFY(fired.get().ok());
        QCOMPARE(f.row(id).state, State::ImportAborted);
        QCOMPARE(putLines(f.registry).size(), 1);
    }

    void aRateLimitForEverAborts()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.setSetting(u"start_max_retries"_s, u"7"_s);
        const qint64 id = f.add(u"group/app"_s);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s, u"all slots taken"_s));
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(f.row(id).state, State::ImportAborted);
        QCOMPARE(putLines(f.registry).size(), 7);
        QVERIFY(f.history(id).constLast().detail.contains(u"all slots taken"_s));
    }

    void aRateLimitedStartEndsWhenTheRowMovedOn()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        int asked = 0;
        f.registry.script("PUT", u"/import/"_s, [&](const FakeRequest&) -> std::optional<FakeAnswer> {
            ++asked;
            return FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s);
        });
        f.registry.onRequest([&](const FakeRequest& request) {
            if (request.verb == "PUT" && asked == 2) {
                skipBehindTheEngine(f, id);
            }
        });
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(f.row(id).state, State::ImportSkipped);
        QCOMPARE(f.row(id).retriesCount, 0);
        QVERIFY(asked <= 3);
    }

    void noTransactionIsOpenDuringARequest_data() { TestDatabases::addRows(); }
    void noTransactionIsOpenDuringARequest()
    {
        const DatabaseUrl url = m_databases.createForRow();
        MigrationFixture f(url);
        const auto other = TestDatabases::open(url);
        const qint64 id = f.add(u"group/app"_s);
        int looked = 0;
        QStringList open;
        f.registry.onRequest([&](const FakeRequest&) {
            ++looked;
            open << openTransactions(*other);
        });
        f.registry.setPollsToComplete(-1);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        f.registry.finishImport(u"group/app"_s);
        const auto report = await(f.client.status(u"group/app"_s));
        QVERIFY(f.seeStatus(f.row(id), *report).ok());
        QCOMPARE(f.row(id).state, State::Importing);
        QCOMPARE(looked, 4); // start, status, list of tags, start
        QCOMPARE(open, QStringList());
    }

    void theStateIsCommittedBeforeTheRequestIsSent_data() { TestDatabases::addRows(); }
    void theStateIsCommittedBeforeTheRequestIsSent()
    {
        const DatabaseUrl url = m_databases.createForRow();
        MigrationFixture f(url);
        const auto other = TestDatabases::open(url);
        const qint64 id = f.add(u"group/app"_s);
        QList<State> seen;
        f.registry.onRequest([&](const FakeRequest&) { seen << RepositoryStore(*other).find(id)->state; });
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QCOMPARE(seen, QList<State>{State::PreImporting});
    }

    void aLateAnswerDoesNotEndTheNextStep()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        FakeAnswer late = FakeAnswer::error(500, u"UNKNOWN"_s, u"too late"_s);
        late.held = true;
        f.registry.script("PUT", u"/import/"_s, late, 1);
        Eventual<Result<FireOutcome>> outcome(f.engine.fire(id, Event::StartPreImport, f.actor, {}));
        QTRY_COMPARE(f.registry.heldCount(), 1);
        f.force(id, Event::AbortImport); // someone else gave up on it, and started it anew
        f.force(id, Event::RetryPreImport);
        f.registry.release();
        QVERIFY(outcome.get().ok());
        QCOMPARE(f.row(id).state, State::PreImporting);
        QCOMPARE(f.row(id).retriesCount, 1);
    }

    void tooManyRetriesAreSkipped_data() { TestDatabases::addRows(); }
    void tooManyRetriesAreSkipped()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = f.add(u"group/app"_s);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(500, u"UNKNOWN"_s, u"no"_s));
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        QVERIFY(f.fire(id, Event::RetryPreImport).ok());
        QCOMPARE(f.row(id).state, State::ImportAborted);
        QSignalSpy wanted(&f.engine, &MigrationEngine::enqueueWanted);
        const auto third = f.fire(id, Event::RetryPreImport);
        QVERIFY(third.ok());
        const ContainerRepository row = f.row(id);
        QCOMPARE(row.state, State::ImportSkipped);
        QCOMPARE(row.skippedReason, SkippedReason::TooManyRetries);
        QCOMPARE(row.retriesCount, 3);
        QVERIFY(!wanted.isEmpty());
        QCOMPARE(f.eventNames(id),
            (QStringList{u"start_pre_import"_s, u"abort_import"_s, u"retry_pre_import"_s, u"abort_import"_s,
                u"retry_pre_import"_s, u"abort_import"_s, u"skip_import"_s}));
    }

    void nothingStartsWhilePaused()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        f.setFlag(flags::enabled, false);
        const auto fired = f.fire(id, Event::StartPreImport);
        QVERIFY(!fired.ok());
        QCOMPARE(fired.error().code, ErrorCode::Disabled);
        QCOMPARE(f.row(id).state, State::Default);
        QVERIFY(f.registry.requestLines().isEmpty());
    }

    void historySaysWhoAndWhy_data() { TestDatabases::addRows(); }
    void historySaysWhoAndWhy()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = f.add(u"group/app"_s);
        FireOptions options;
        options.reason = SkippedReason::RootNamespaceInDenyList;
        options.note = u"ticket 4711"_s;
        QVERIFY(await(f.engine.act(id, OperatorAction::Skip, {u"ann@desk"_s, Origin::Console}, options)).ok());
        const MigrationEventRow row = f.history(id).constLast();
        QCOMPARE(row.actor, u"ann@desk"_s);
        QCOMPARE(row.origin, Origin::Console);
        QCOMPARE(row.reason, u"root_namespace_in_deny_list"_s);
        QCOMPARE(row.detail, u"ticket 4711"_s);
        QCOMPARE(row.from, State::Default);
        QCOMPARE(row.to, State::ImportSkipped);
    }

private:
    static QStringList putLines(const FakeRegistry& registry) { return registry.requestLines().filter(u"PUT "_s); }
    void skipBehindTheEngine(MigrationFixture& f, qint64 id)
    {
        const auto other = TestDatabases::open(f.storage.url());
        TransitionRequest request;
        request.repositoryId = id;
        request.event = Event::SkipImport;
        request.context.now = f.clock.now();
        const auto skipped = RepositoryStore(*other).fire(request);
        QVERIFY(skipped.ok() || skipped.error().code == ErrorCode::Refused);
    }
    /// What another connection can see of a transaction left open.
    static QStringList openTransactions(Connection& other)
    {
        if (other.backend() == Backend::Sqlite) {
            const auto unlocked = other.exec(u"PRAGMA busy_timeout = 0"_s);
            const auto begun = other.begin();
            if (!begun) {
                return {begun.error().toString()};
            }
            other.rollback();
            return {};
        }
        auto query
            = other.exec(u"SELECT application_name, state FROM pg_stat_activity WHERE datname = current_database() "
                         "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"_s);
        QStringList found;
        while (query && query->next()) {
            found << query->value(0).toString();
        }
        return found;
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
