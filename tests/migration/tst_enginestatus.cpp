// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/migrationfixture.h"

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;

/// What the registry says of a step, turned into transitions.
class TestEngineStatus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void retryOfAnAbortedOneAsksTheRegistry_data()
    {
        QTest::addColumn<QString>("status"); // empty: no answer
        QTest::addColumn<bool>("preImportDone");
        QTest::addColumn<QStringList>("events");
        QTest::addColumn<State>("expected");
        const auto row = [](const char* status, bool preDone, QStringList events, State expected) {
            QTest::addRow("%s%s", status, preDone ? ", pre import done" : "")
                << QString::fromLatin1(status) << preDone << events << expected;
        };
        row("native", false, {u"finish_import"_s}, State::ImportDone);
        row("pre_import_in_progress", false, {u"start_pre_import"_s}, State::PreImporting);
        row("import_in_progress", true, {u"start_import"_s}, State::Importing);
        row("import_complete", true, {u"finish_import"_s}, State::ImportDone);
        row("import_failed", true, {u"retry_import"_s}, State::Importing);
        row("import_canceled", true, {u"retry_import"_s}, State::Importing);
        row("pre_import_complete", false, {u"finish_pre_import"_s, u"start_import"_s}, State::Importing);
        row("pre_import_failed", false, {u"retry_pre_import"_s}, State::PreImporting);
        row("pre_import_canceled", false, {u"retry_pre_import"_s}, State::PreImporting);
        row("", false, {u"retry_pre_import"_s}, State::PreImporting);
        row("", true, {u"retry_import"_s}, State::Importing);
    }
    void retryOfAnAbortedOneAsksTheRegistry()
    {
        QFETCH(const QString, status);
        QFETCH(const bool, preImportDone);
        QFETCH(const QStringList, events);
        QFETCH(const State, expected);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.registry.setPollsToComplete(-1);
        const qint64 id = f.add(u"group/app"_s);
        f.force(id, Event::StartPreImport);
        if (preImportDone) {
            f.force(id, Event::FinishPreImport);
        }
        f.force(id, Event::AbortImport);
        f.registry.setImportStatus(u"group/app"_s, status);
        if (status.isEmpty()) {
            f.registry.script("GET", u"/import/group/app/"_s, FakeAnswer::error(500, u"UNKNOWN"_s));
            f.registry.script("PUT", u"/import/group/app/"_s, FakeAnswer::json(202, {}));
        }
        const qsizetype before = f.history(id).size();
        const auto retried = await(f.engine.act(id, OperatorAction::Retry, f.actor, {}));
        QVERIFY2(retried.ok(), retried ? "" : qPrintable(retried.error().toString()));
        QCOMPARE(f.eventNames(id).mid(before), events);
        QCOMPARE(f.row(id).state, expected);
        QCOMPARE(f.row(id).abortedInState, std::nullopt);
        if (status == u"native") {
            QCOMPARE(f.row(id).skippedReason, SkippedReason::NativeImport);
        }
        if (status.endsWith(u"in_progress")) {
            QCOMPARE(f.registry.count("PUT"), 0); // it runs already
            QVERIFY(f.row(id).stepAcceptedAt.isValid());
        }
    }

    void polledStatus_data()
    {
        QTest::addColumn<bool>("finalStep");
        QTest::addColumn<ImportStatus>("status");
        QTest::addColumn<State>("expected");
        const auto row = [](bool finalStep, ImportStatus status, State expected) {
            QTest::addRow("%s, %s", finalStep ? "importing" : "pre_importing", qPrintable(toName(status)))
                << finalStep << status << expected;
        };
        using Status = ImportStatus;
        row(false, Status::PreImportInProgress, State::PreImporting);
        row(false, Status::PreImportComplete, State::Importing);
        row(false, Status::PreImportFailed, State::ImportAborted);
        row(false, Status::PreImportCanceled, State::ImportSkipped);
        row(false, Status::Native, State::ImportDone);
        row(false, Status::ImportComplete, State::ImportDone);
        row(false, Status::ImportFailed, State::PreImporting); // of an earlier try
        row(true, Status::ImportInProgress, State::Importing);
        row(true, Status::ImportComplete, State::ImportDone);
        row(true, Status::ImportFailed, State::ImportAborted);
        row(true, Status::ImportCanceled, State::ImportSkipped);
        row(true, Status::Native, State::ImportDone);
        row(true, Status::PreImportComplete, State::Importing); // the step before
        row(true, Status::PreImportFailed, State::Importing);
    }
    void polledStatus()
    {
        QFETCH(const bool, finalStep);
        QFETCH(const ImportStatus, status);
        QFETCH(const State, expected);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.registry.setPollsToComplete(-1);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::json(202, {}));
        const qint64 id = f.add(u"group/app"_s);
        f.force(id, Event::StartPreImport);
        if (finalStep) {
            f.force(id, Event::FinishPreImport);
            f.force(id, Event::StartImport);
        }
        const ImportStatusReport report{u"group/app"_s, status, u"the registry's words"_s};
        QVERIFY(f.seeStatus(f.row(id), report).ok());
        QCOMPARE(f.row(id).state, expected);
        if (expected == State::ImportAborted) {
            QCOMPARE(f.history(id).constLast().detail, u"the registry's words"_s);
        }
        if (expected == State::ImportSkipped) {
            QCOMPARE(f.row(id).skippedReason, SkippedReason::MigrationCanceledByRegistry);
        }
        // Said twice, it changes nothing more.
        const ContainerRepository once = f.row(id);
        QVERIFY(f.seeStatus(once, report).ok() || expected == State::Importing);
    }

    void guard_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("age"); // seconds
        QTest::addColumn<int>("retries"); // before
        QTest::addColumn<int>("cancelAnswer"); // 0: not asked
        QTest::addColumn<State>("expected");
        QTest::newRow("runs") << u"pre_import_in_progress"_s << 400 << 0 << 0 << State::PreImporting;
        QTest::newRow("runs too long") << u"pre_import_in_progress"_s << 1900 << 0 << 202 << State::ImportAborted;
        QTest::newRow("runs too long, last retry")
            << u"pre_import_in_progress"_s << 1900 << 2 << 202 << State::ImportSkipped;
        QTest::newRow("runs too long, completed meanwhile")
            << u"pre_import_in_progress"_s << 1900 << 0 << 400 << State::Importing;
        QTest::newRow("runs too long, cancel fails")
            << u"pre_import_in_progress"_s << 1900 << 0 << 500 << State::ImportAborted;
        QTest::newRow("registry is elsewhere") << u"pre_import_failed"_s << 400 << 0 << 0 << State::ImportAborted;
        QTest::newRow("registry knows nothing") << QString() << 400 << 0 << 0 << State::ImportAborted;
        QTest::newRow("registry is down") << u"down"_s << 400 << 0 << 0 << State::PreImporting;
    }
    void guard()
    {
        QFETCH(const QString, status);
        QFETCH(const int, age);
        QFETCH(const int, retries);
        QFETCH(const int, cancelAnswer);
        QFETCH(const State, expected);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.registry.setPollsToComplete(-1);
        const qint64 id = f.add(u"group/app"_s);
        f.force(id, Event::StartPreImport);
        for (int i = 0; i < retries; ++i) {
            f.force(id, Event::AbortImport);
            f.force(id, Event::RetryPreImport);
        }
        f.clock.advance(std::chrono::seconds(age));
        if (status == u"down") {
            f.registry.stopListening();
        } else {
            f.registry.setImportStatus(u"group/app"_s, status);
        }
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::json(202, {}));
        if (cancelAnswer == 400) {
            f.registry.script("DELETE", u"/import/"_s,
                FakeAnswer::json(400,
                    QJsonObject{{u"name"_s, u"app"_s}, {u"path"_s, u"group/app"_s},
                        {u"status"_s, u"pre_import_complete"_s}, {u"detail"_s, QString()}}));
        } else if (cancelAnswer == 500) {
            f.registry.script("DELETE", u"/import/"_s, FakeAnswer::error(500, u"UNKNOWN"_s));
        }
        const auto guarded = await(f.engine.guardStep(f.row(id), {u"guard"_s, Origin::Guard}));
        QCOMPARE(guarded.ok(), status != u"down");
        QCOMPARE(f.row(id).state, expected);
        QCOMPARE(f.registry.count("DELETE"), cancelAnswer == 0 ? 0 : 1);
        if (expected == State::ImportSkipped) {
            QCOMPARE(f.row(id).skippedReason, SkippedReason::MigrationCanceled);
        }
    }

    void cancelByAnOperator_data()
    {
        QTest::addColumn<bool>("force");
        QTest::addColumn<SkippedReason>("reason");
        QTest::newRow("cancel") << false << SkippedReason::MigrationCanceled;
        QTest::newRow("force cancel") << true << SkippedReason::MigrationForcedCanceled;
    }
    void cancelByAnOperator()
    {
        QFETCH(const bool, force);
        QFETCH(const SkippedReason, reason);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.registry.setPollsToComplete(-1);
        const qint64 id = f.add(u"group/app"_s);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        const auto action = force ? OperatorAction::ForceCancel : OperatorAction::Cancel;
        const auto canceled = await(f.engine.act(id, action, f.actor, {}));
        QVERIFY2(canceled.ok(), canceled ? "" : qPrintable(canceled.error().toString()));
        QCOMPARE(f.row(id).state, State::ImportSkipped);
        QCOMPARE(f.row(id).skippedReason, reason);
        QCOMPARE(f.registry.requestLines().constLast(),
            force ? u"DELETE /gitlab/v1/import/group/app/?force=true"_s : u"DELETE /gitlab/v1/import/group/app/"_s);
    }

    /// The registry's own notice of it may come before its answer.
    void cancelThatIsToldBeforeItIsAnswered()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.registry.setPollsToComplete(-1);
        const qint64 id = f.add(u"group/app"_s);
        QVERIFY(f.fire(id, Event::StartPreImport).ok());
        FakeAnswer later = FakeAnswer::json(202, {});
        later.held = true;
        f.registry.script("DELETE", u"/import/"_s, later, 1);
        Eventual<Result<FireOutcome>> canceled(f.engine.act(id, OperatorAction::Cancel, f.actor, {}));
        QTRY_COMPARE(f.registry.heldCount(), 1);
        QVERIFY(f.seeStatus(f.row(id), {u"group/app"_s, ImportStatus::PreImportCanceled, {}}).ok());
        f.registry.release();
        const Result<FireOutcome>& outcome = canceled.get();
        QVERIFY2(outcome.ok(), outcome ? "" : qPrintable(outcome.error().toString()));
        QCOMPARE(outcome->now.skippedReason, SkippedReason::MigrationCanceledByRegistry);
    }

    void cancelOfWhatTheRegistryDoesNotKnowChangesNothing()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        f.force(id, Event::StartPreImport);
        f.registry.removeRepository(u"group/app"_s);
        const auto canceled = await(f.engine.act(id, OperatorAction::Cancel, f.actor, {}));
        QVERIFY(!canceled.ok());
        QCOMPARE(canceled.error().code, ErrorCode::NotFound);
        QCOMPARE(f.row(id).state, State::PreImporting);
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestEngineStatus)
#include "tst_enginestatus.moc"
