// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/bulkrun.h"
#include "tests/migration/bulkfixture.h"
#include "tests/migration/invariants.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QSemaphore>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;

namespace {

enum class Ending { EngineAlone, Everything };

/// An engine of its own beside the fixture's, on its database and registry, with all that it borrows; each on the heap,
/// where a sanitizer sees who comes too late.
struct ShortLived {
    explicit ShortLived(MigrationFixture& f)
        : storage(std::make_unique<StorageWorker>(f.storage.url(), Access::ReadWrite, u"short"_s))
        , client(std::make_unique<ImportApiClient>(
              ImportApiClient::Options{f.registry.url(), {}, std::chrono::seconds(20)}))
        , clock(std::make_unique<ManualClock>())
        , engine(std::make_unique<MigrationEngine>(*storage, client.get(), *clock))
    {
        clock->advance(std::chrono::hours(1)); // never the moment of one of the fixture's writes
        QObject::connect(engine.get(), &MigrationEngine::repositoryChanged, engine.get(), [this] { ++heard; });
    }
    ShortLived(const ShortLived&) = delete;
    ShortLived& operator=(const ShortLived&) = delete;
    ~ShortLived() { gate->release(); }

    /// What is asked of storage from now on waits for end().
    void holdStorage()
    {
        storage->run([g = gate](Stores&) -> Result<void> {
            g->acquire();
            return {};
        });
    }

    /// As a program ends: storage finishes what was handed to it.
    void end(Ending how)
    {
        engine.reset();
        gate->release();
        if (how == Ending::Everything) {
            client.reset();
            storage.reset();
            clock.reset();
        }
    }

    std::shared_ptr<QSemaphore> gate = std::make_shared<QSemaphore>();
    std::unique_ptr<StorageWorker> storage;
    std::unique_ptr<ImportApiClient> client;
    std::unique_ptr<ManualClock> clock;
    std::unique_ptr<MigrationEngine> engine;
    int heard = 0;
};

QString wordFor(const Error& error)
{
    return error.code == ErrorCode::Canceled ? u"canceled"_s : error.toString();
}

/// Empty: ok.
template <typename T> QCoro::Task<QString> inWords(QCoro::Task<Result<T>> task)
{
    const Result<T> result = co_await task;
    co_return result ? QString() : wordFor(result.error());
}

QCoro::Task<QString> eachInWords(QCoro::Task<QList<Result<FireOutcome>>> task)
{
    const QList<Result<FireOutcome>> results = co_await task;
    co_return results.first() ? QString() : wordFor(results.first().error());
}

/// Until the event loop has waited once and dealt with what it waited for.
void oneTurn()
{
    QEventLoop loop;
    int awakenings = 0;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop, [&] {
        if (++awakenings == 2) {
            loop.quit();
        }
    });
    loop.exec();
}

/// Something that an engine is asked to do with one repository, whose path is given.
struct Operation {
    using Prepare = void (*)(MigrationFixture&, qint64 id, const QString& path);
    using Begin = QCoro::Task<QString> (*)(MigrationEngine&, const ContainerRepository&, const Actor&);
    const char* name;
    Prepare prepare;
    Begin begin;
};

void abortIt(MigrationFixture& f, qint64 id)
{
    f.force(id, Event::StartPreImport);
    f.force(id, Event::AbortImport);
}

void startItForTheLastTime(MigrationFixture& f, qint64 id, const QString&)
{
    f.setSetting(u"max_retries"_s, u"1"_s);
    f.force(id, Event::StartPreImport);
}

const Operation operations[] = {
    {"start request", [](MigrationFixture&, qint64, const QString&) {},
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.fire(row.id, Event::StartPreImport, actor, {}));
        }},
    {"claim", [](MigrationFixture&, qint64, const QString&) {},
        [](MigrationEngine& engine, const ContainerRepository&, const Actor& actor) {
            return inWords(engine.startNextReady(actor));
        }},
    {"retry, of what failed",
        [](MigrationFixture& f, qint64 id, const QString& path) {
            abortIt(f, id);
            f.registry.setImportStatus(path, u"pre_import_failed"_s);
        },
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.act(row.id, OperatorAction::Retry, actor, {}));
        }},
    {"retry, of what was pre imported",
        [](MigrationFixture& f, qint64 id, const QString& path) {
            abortIt(f, id);
            f.registry.setImportStatus(path, u"pre_import_complete"_s);
        },
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.retryAborted(row, actor, {}));
        }},
    {"cancel",
        [](MigrationFixture& f, qint64 id, const QString&) {
            f.registry.setPollsToComplete(-1);
            QVERIFY(f.fire(id, Event::StartPreImport).ok());
        },
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.act(row.id, OperatorAction::Cancel, actor, {}));
        }},
    {"guard of a long step",
        [](MigrationFixture& f, qint64 id, const QString&) {
            f.registry.setPollsToComplete(-1);
            QVERIFY(f.fire(id, Event::StartPreImport).ok());
        },
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.guardStep(row, actor));
        }},
    {"status of a complete import",
        [](MigrationFixture& f, qint64 id, const QString& path) {
            f.force(id, Event::StartPreImport);
            f.force(id, Event::FinishPreImport);
            f.registry.setImportStatus(path, u"pre_import_complete"_s);
            f.registry.setPollsToComplete(-1);
            QVERIFY(f.fire(id, Event::StartImport).ok());
            f.registry.finishImport(path);
        },
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.applyStatus(row, {row.path, ImportStatus::ImportComplete}, actor));
        }},
    {"one abort too many", &startItForTheLastTime,
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return inWords(engine.fire(row.id, Event::AbortImport, actor, {}));
        }},
    {"one abort too many, together", &startItForTheLastTime,
        [](MigrationEngine& engine, const ContainerRepository& row, const Actor& actor) {
            return eachInWords(
                engine.fireTogether({{row.id, row.state, row.updatedAt}}, Event::AbortImport, actor, {}));
        }},
};

} // namespace

/// An engine that is destroyed, alone or with everything it borrows, while one of its coroutines waits.
class TestEngineEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    /// At every turn of the event loop from the beginning of an operation to its end.
    void atEveryMoment_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("which");
        QTest::addColumn<Ending>("ending");
        for (int i = 0; i < int(std::size(operations)); ++i) {
            for (const char* backend : {"sqlite", "postgresql"}) {
                for (const Ending ending : {Ending::EngineAlone, Ending::Everything}) {
                    QTest::addRow(
                        "%s, %s, %s", operations[i].name, backend, ending == Ending::Everything ? "with all" : "alone")
                        << QString::fromLatin1(backend) << i << ending;
                }
            }
        }
    }
    void atEveryMoment()
    {
        QFETCH(const int, which);
        QFETCH(const Ending, ending);
        const Operation& operation = operations[which];
        MigrationFixture f(m_databases.createForRow());
        int moments = 0;
        for (bool cutOff = true; cutOff; ++moments) {
            const QString path = u"group/app%1"_s.arg(moments);
            const qint64 id = f.add(path);
            operation.prepare(f, id, path);
            const qsizetype before = f.history(id).size();
            const int startsBefore = f.registry.count("PUT");
            {
                ShortLived s(f);
                Eventual<QString> done(operation.begin(*s.engine, f.row(id), f.actor));
                for (int turn = 0; turn < moments && !done.isReady(); ++turn) {
                    oneTurn();
                }
                cutOff = !done.isReady();
                s.end(ending);
                const QString answer = done.get();
                QVERIFY2(answer.isEmpty() || answer == u"canceled"_s, qPrintable(answer));
                QVERIFY(cutOff || answer.isEmpty());
                QCOMPARE(done.answers(), 1);
            }
            QVERIFY(f.history(id).size() <= before + 2);
            QVERIFY(f.registry.count("PUT") <= startsBefore + 1);
            whoeverWorksOnEndsIt(f, id);
        }
        // One without any turn, and one to the end; how many there are in between is the threads' affair.
        QVERIFY2(moments >= 2, "not one moment before the end was tried");
        QCOMPARE(historyProblems(f), QStringList());
    }

    void aTransitionThatStorageHasIsKeptOnce_data() { TestDatabases::addRows(); }
    void aTransitionThatStorageHasIsKeptOnce()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = f.add(u"group/app"_s);
        ShortLived s(f);
        s.holdStorage();
        FireOptions options;
        options.reason = SkippedReason::NotInPlan;
        Eventual<Result<FireOutcome>> fired(s.engine->fire(id, Event::SkipImport, f.actor, options));
        s.end(Ending::Everything);
        QVERIFY(fired.get().ok());
        QCOMPARE(fired.get()->now.state, State::ImportSkipped);
        QCOMPARE(f.eventNames(id), QStringList{u"skip_import"_s});
        QCOMPARE(s.heard, 0);
    }

    void aStartThatStorageHasIsNotAskedForAnyMore_data() { TestDatabases::addRows(); }
    void aStartThatStorageHasIsNotAskedForAnyMore()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 fired = f.add(u"group/fired"_s);
        const qint64 claimed = f.add(u"group/claimed"_s);
        ShortLived s(f);
        s.holdStorage();
        Eventual<QString> start(inWords(s.engine->fire(fired, Event::StartPreImport, f.actor, {})));
        Eventual<QString> claim(inWords(s.engine->startNextReady(f.actor)));
        s.end(Ending::EngineAlone);
        QCOMPARE(start.get(), u"canceled"_s);
        QCOMPARE(claim.get(), u"canceled"_s);
        for (const qint64 id : {fired, claimed}) {
            QCOMPARE(f.row(id).state, State::PreImporting);
            QVERIFY(!f.row(id).stepAcceptedAt.isValid());
            QCOMPARE(f.eventNames(id), QStringList{u"start_pre_import"_s});
        }
        QCOMPARE(f.registry.count("PUT"), 0);
    }

    void anAnswerThatComesLaterDecidesNothing_data() { TestDatabases::addRows(); }
    void anAnswerThatComesLaterDecidesNothing()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 started = f.add(u"group/started"_s);
        const qint64 aborted = f.add(u"group/aborted"_s);
        abortIt(f, aborted);
        const QStringList before = f.eventNames(aborted);
        FakeAnswer unknown = FakeAnswer::error(404, u"NAME_UNKNOWN"_s);
        unknown.held = true;
        f.registry.script("PUT", u"/import/group/started"_s, unknown);
        unknown = FakeAnswer::error(500, u"UNKNOWN"_s);
        unknown.held = true;
        f.registry.script("GET", u"/import/group/aborted"_s, unknown);
        ShortLived s(f);
        Eventual<QString> start(inWords(s.engine->fire(started, Event::StartPreImport, f.actor, {})));
        Eventual<QString> retry(inWords(s.engine->act(aborted, OperatorAction::Retry, f.actor, {})));
        QTRY_COMPARE(f.registry.heldCount(), 2);
        s.end(Ending::EngineAlone);
        f.registry.release();
        QCOMPARE(start.get(), u"canceled"_s);
        QCOMPARE(retry.get(), u"canceled"_s);
        QCOMPARE(f.eventNames(started), QStringList{u"start_pre_import"_s});
        QCOMPARE(f.eventNames(aborted), before);
    }

    void aStartThatWaitsForAPlaceIsNotSentAgain_data() { TestDatabases::addRows(); }
    void aStartThatWaitsForAPlaceIsNotSentAgain()
    {
        MigrationFixture f(m_databases.createForRow());
        const qint64 id = f.add(u"group/app"_s);
        FakeAnswer limited = FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s);
        limited.headers.append({QByteArray("Retry-After"), QByteArray("60")});
        f.registry.script("PUT", u"/import/"_s, limited);
        ShortLived s(f);
        Eventual<QString> start(inWords(s.engine->fire(id, Event::StartPreImport, f.actor, {})));
        QTRY_COMPARE(f.registry.count("PUT"), 1);
        s.end(Ending::Everything);
        QCOMPARE(start.get(), u"canceled"_s);
        QCOMPARE(f.registry.count("PUT"), 1);
        QCOMPARE(f.row(id).state, State::PreImporting);
    }

    /// By who is told of the transition, in the middle of the coroutine.
    void byWhoHearsOfIt()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        ShortLived s(f);
        QObject::connect(s.engine.get(), &MigrationEngine::repositoryChanged, &f.client, [&s] { s.end({}); });
        Eventual<QString> start(inWords(s.engine->fire(id, Event::StartPreImport, f.actor, {})));
        QCOMPARE(start.get(), u"canceled"_s);
        QCOMPARE(f.registry.count("PUT"), 0);
    }

    void inTheMiddleOfManyActions_data()
    {
        QTest::addColumn<OperatorAction>("action");
        QTest::newRow("that ask the registry") << OperatorAction::Start;
        QTest::newRow("that share a transaction") << OperatorAction::Skip;
    }
    void inTheMiddleOfManyActions()
    {
        QFETCH(const OperatorAction, action);
        constexpr int count = 1000;
        BulkFixture f(m_databases.create(u"sqlite"_s));
        f.addMany(count);
        f.addManyToRegistry(count);
        const auto looked = f.preview(operationOf(action));
        QVERIFY(looked);
        ShortLived s(f);
        BulkRun run(*s.engine, *s.storage, looked->operation, looked->frozen, f.actor);
        int ended = 0;
        QObject::connect(&run, &BulkRun::itemEnded, &f.client, [&] { ++ended; });
        Eventual<BulkReport> report(run.run());
        QTRY_VERIFY(ended > 0);
        s.end(Ending::Everything);
        QVERIFY(report.get().stoppedBy.has_value());
        QCOMPARE(report.get().stoppedBy->code, ErrorCode::Canceled);
        QVERIFY(report.get().ended() < count);
        QCOMPARE(historyProblems(f), QStringList());
    }

private:
    /// The step that was cut off does not stand still for ever.
    static void whoeverWorksOnEndsIt(MigrationFixture& f, qint64 id)
    {
        f.clock.advance(std::chrono::hours(3));
        // A second look is needed where a cancel request of the ended one arrives while the guard asks.
        for (int look = 0; look < 2 && isActive(f.row(id).state); ++look) {
            QVERIFY(await(f.engine.guardStep(f.row(id), f.actor)).ok());
        }
        QVERIFY(!isActive(f.row(id).state));
        if (f.row(id).state != State::ImportDone && f.row(id).state != State::ImportSkipped) {
            f.force(id, Event::SkipImport, SkippedReason::NotSpecified); // out of the next one's way
        }
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestEngineEnd)
#include "tst_engineend.moc"
