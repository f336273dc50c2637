// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/notificationreceiver.h"
#include "tests/migration/migrationfixture.h"

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;
using Status = ImportStatus;

namespace {

const QString path = u"group/app"_s;

struct NotificationFixture : MigrationFixture {
    explicit NotificationFixture(const DatabaseUrl& url)
        : MigrationFixture(url)
        , receiver(storage, engine, u"worker-1"_s)
    {
        registry.setPollsToComplete(-1);
        id = add(path);
    }
    ~NotificationFixture() { await(receiver.stop()); }

    /// The row in this state, its step accepted when it has one.
    void bringTo(State state)
    {
        if (state == State::Default) {
            return;
        }
        (void)fire(id, Event::StartPreImport);
        if (state == State::PreImportDone || state == State::Importing || state == State::ImportDone) {
            registry.finishImport(path);
            force(id, Event::FinishPreImport);
        }
        if (state == State::Importing || state == State::ImportDone) {
            (void)fire(id, Event::StartImport);
        }
        if (state == State::ImportDone) {
            force(id, Event::FinishImport);
        } else if (state == State::ImportAborted) {
            force(id, Event::AbortImport);
        } else if (state == State::ImportSkipped) {
            force(id, Event::SkipImport);
        }
        if (row(id).state != state || isActive(state) != row(id).stepAcceptedAt.isValid()) {
            qFatal("the fixture does not bring the row to %s", qPrintable(toName(state)));
        }
    }
    Result<void> notify(Status status, const QString& detail = {}, const QString& of = path)
    {
        return await(receiver.take({of, status, detail}));
    }

    NotificationReceiver receiver;
    qint64 id = 0;
};

} // namespace

Q_DECLARE_METATYPE(std::optional<State>)

/// What a registry says of its own accord.
class TestNotifications : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void everyStatusInEveryState_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<Status>("status");
        QTest::addColumn<std::optional<State>>("after"); // nothing: refused
        const QList<Status> all{Status::Native, Status::PreImportInProgress, Status::PreImportComplete,
            Status::PreImportFailed, Status::PreImportCanceled, Status::ImportInProgress, Status::ImportComplete,
            Status::ImportFailed, Status::ImportCanceled};
        for (const State state : allMigrationStates) {
            for (const Status status : all) {
                QTest::addRow("%s, %s", qPrintable(toName(status)), qPrintable(toName(state)))
                    << state << status << expected(state, status);
            }
        }
    }
    void everyStatusInEveryState()
    {
        QFETCH(const State, state);
        QFETCH(const Status, status);
        QFETCH(const std::optional<State>, after);
        NotificationFixture f(m_databases.create(u"sqlite"_s));
        f.bringTo(state);
        f.registry.setImportStatus(path, toName(status));
        const qsizetype events = f.history(f.id).size();
        const Result<void> taken = f.notify(status, u"the registry's words"_s);
        QCOMPARE(taken.ok(), after.has_value());
        if (!after) {
            const bool ends = status != Status::Native && !toName(status).endsWith(u"_in_progress"_s);
            QCOMPARE(taken.error().code, ends ? ErrorCode::Refused : ErrorCode::InvalidArgument);
            QVERIFY(!ends || taken.error().message == u"Wrong migration state (%1)"_s.arg(toName(state)));
            QCOMPARE(f.history(f.id).size(), events);
            return;
        }
        QTRY_COMPARE(f.row(f.id).state, *after);
        const MigrationEventRow last = f.history(f.id).constLast();
        if (f.history(f.id).size() > events) {
            QCOMPARE(last.origin, Origin::Notification);
            QCOMPARE(last.actor, u"worker-1"_s);
        }
        if (*after == State::ImportAborted) {
            QCOMPARE(last.detail, u"the registry's words"_s);
        }
        if (*after == State::ImportSkipped) {
            QCOMPARE(f.row(f.id).skippedReason, SkippedReason::MigrationCanceledByRegistry);
        }
    }

    void unknownPath()
    {
        NotificationFixture f(m_databases.create(u"sqlite"_s));
        const Result<void> taken = f.notify(Status::ImportComplete, {}, u"group/other"_s);
        QVERIFY(!taken.ok());
        QCOMPARE(taken.error().code, ErrorCode::NotFound);
    }

    void twiceIsHarmless_data() { TestDatabases::addRows(); }
    void twiceIsHarmless()
    {
        NotificationFixture f(m_databases.createForRow());
        f.bringTo(State::PreImporting);
        f.registry.finishImport(path);
        Eventual<bool> first(isTaken(f, Status::PreImportComplete));
        Eventual<bool> second(isTaken(f, Status::PreImportComplete));
        (void)first.get();
        (void)second.get();
        QTRY_COMPARE(f.row(f.id).state, State::Importing);
        QTRY_VERIFY(f.row(f.id).stepAcceptedAt.isValid());
        QVERIFY(f.notify(Status::PreImportComplete).ok()); // late, and once more
        QCOMPARE(f.row(f.id).state, State::Importing);
        QCOMPARE(f.eventNames(f.id), (QStringList{u"start_pre_import"_s, u"finish_pre_import"_s, u"start_import"_s}));
        QCOMPARE(f.registry.count("PUT"), 2);
    }

    /// The registry that tells waits for the answer; it may be the very one that would have to answer the start.
    void isTakenBeforeTheNextStepIsAnswered()
    {
        NotificationFixture f(m_databases.create(u"sqlite"_s));
        f.bringTo(State::PreImporting);
        f.registry.finishImport(path);
        FakeAnswer held = FakeAnswer::json(202, {});
        held.held = true;
        f.registry.script("PUT", u"import_type=final"_s, held);
        QVERIFY(f.notify(Status::PreImportComplete).ok());
        QTRY_COMPARE(f.registry.heldCount(), 1);
        QCOMPARE(f.row(f.id).state, State::Importing);
        QVERIFY(!f.row(f.id).stepAcceptedAt.isValid());
        f.registry.release();
        QTRY_VERIFY(f.row(f.id).stepAcceptedAt.isValid());
    }

    /// Before the registry has answered the start, what it says may be about the step before; its status tells.
    void stepThatIsNotAcceptedYet_data()
    {
        QTest::addColumn<QString>("status"); // at the registry when it has answered
        QTest::addColumn<State>("after");
        QTest::newRow("was about this one") << u"pre_import_complete"_s << State::Importing;
        QTest::newRow("was about another") << u"pre_import_in_progress"_s << State::PreImporting;
    }
    void stepThatIsNotAcceptedYet()
    {
        QFETCH(const QString, status);
        QFETCH(const State, after);
        NotificationFixture f(m_databases.create(u"sqlite"_s));
        FakeAnswer held = FakeAnswer::json(202, {});
        held.held = true;
        f.registry.script("PUT", u"import_type=pre"_s, held, 1);
        Eventual<Result<FireOutcome>> started(f.engine.fire(f.id, Event::StartPreImport, f.actor, {}));
        QTRY_COMPARE(f.registry.heldCount(), 1);
        QVERIFY(f.notify(Status::PreImportFailed).ok());
        QVERIFY(f.notify(Status::PreImportFailed).ok());
        QCOMPARE(f.row(f.id).state, State::PreImporting);
        f.registry.setImportStatus(path, status);
        f.registry.release();
        QVERIFY(started.get().ok());
        QTRY_VERIFY(f.registry.count("GET") >= 1);
        QTRY_COMPARE(f.row(f.id).state, after);
        QCOMPARE(f.row(f.id).retriesCount, 0);
        QCOMPARE(f.registry.count("GET", u"/import/"_s), 1);
    }

    void stopGivesUpWaiting()
    {
        NotificationFixture f(m_databases.create(u"sqlite"_s));
        f.force(f.id, Event::StartPreImport); // nobody will answer
        QVERIFY(f.notify(Status::PreImportComplete).ok());
        await(f.receiver.stop());
        QCOMPARE(f.row(f.id).state, State::PreImporting);
    }

private:
    static std::optional<State> expected(State state, Status status)
    {
        if (!isActive(state)) {
            return std::nullopt;
        }
        const bool pre = state == State::PreImporting;
        switch (status) {
        case Status::PreImportComplete:
            return State::Importing;
        case Status::PreImportFailed:
            return pre ? State::ImportAborted : State::Importing;
        case Status::PreImportCanceled:
            return pre ? State::ImportSkipped : State::Importing;
        case Status::ImportComplete:
            return State::ImportDone;
        case Status::ImportFailed:
            return pre ? State::PreImporting : State::ImportAborted;
        case Status::ImportCanceled:
            return pre ? State::PreImporting : State::ImportSkipped;
        default:
            return std::nullopt;
        }
    }
    static QCoro::Task<bool> isTaken(NotificationFixture& f, Status status)
    {
        const ImportStatusReport report{path, status, {}};
        const Result<void> taken = co_await f.receiver.take(report);
        co_return taken.ok();
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestNotifications)
#include "tst_notifications.moc"
