// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/operatoraction.h"
#include "models/domain/transition.h"
#include "models/domain/transitiontable.h"

#include <QTest>

using namespace transship;

namespace {

QDateTime now()
{
    return QDateTime::fromString(QStringLiteral("2026-03-04T05:06:07.008Z"), Qt::ISODateWithMs);
}

QDateTime earlier(int day)
{
    return QDateTime(QDate(2026, 1, day), QTime(1, 2, 3), Qt::UTC);
}

/// A record with every migration column set, so that whatever an event leaves or clears shows.
ContainerRepository busy(MigrationState state)
{
    ContainerRepository record;
    record.id = 7;
    record.projectId = 3;
    record.name = QStringLiteral("c");
    record.path = QStringLiteral("a/b/c");
    record.rootNamespaceId = 2;
    record.createdAt = earlier(1);
    record.updatedAt = earlier(2);
    record.state = state;
    record.preImportStartedAt = earlier(3);
    record.preImportDoneAt = earlier(4);
    record.importStartedAt = earlier(5);
    record.importDoneAt = earlier(6);
    record.abortedAt = earlier(7);
    record.skippedAt = earlier(8);
    record.stepAcceptedAt = earlier(9);
    record.retriesCount = 2;
    record.skippedReason = SkippedReason::NotInPlan;
    record.abortedInState = MigrationState::Importing;
    record.plan = QStringLiteral("free");
    record.tagsCount = 11;
    return record;
}

} // namespace

/// The table of docs/domain.md, section 2, written down a second time on purpose.
class TestTransitions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPair_data();
    void everyPair();
    void entryEffects_data();
    void entryEffects();
    void skipKeepsTheReason();
    void finishMayCarryAReason();
    void resetClearsTheMigrationOnly();
    void refusalSaysWhereFrom();
    void namesRoundTrip();
    void unknownNamesAreErrors();
    void actionsFollowTheTable_data();
    void actionsFollowTheTable();
};

void TestTransitions::everyPair_data()
{
    QTest::addColumn<MigrationState>("state");
    QTest::addColumn<MigrationEvent>("event");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("refusedWhenDisabled");
    // Rows: events. Columns: default, pre_importing, pre_import_done, importing, import_done, aborted, skipped.
    struct Line {
        const char* event;
        bool refusedWhenDisabled;
        std::array<const char*, 7> to;
    };
    const std::array<Line, 10> lines{{
        {"start_pre_import", true, {"pre_importing", "pre_importing", "", "pre_importing", "", "pre_importing", ""}},
        {"finish_pre_import", false, {"", "pre_import_done", "", "pre_import_done", "", "pre_import_done", ""}},
        {"start_import", false, {"", "importing", "importing", "importing", "", "importing", ""}},
        {"finish_import", false, {"import_done", "import_done", "", "import_done", "", "import_done", ""}},
        {"already_migrated", false, {"import_done", "", "", "", "", "", ""}},
        {"abort_import", false, {"import_aborted", "import_aborted", "import_aborted", "import_aborted", "", "", ""}},
        {"skip_import", false,
            {"import_skipped", "import_skipped", "import_skipped", "import_skipped", "", "import_skipped", ""}},
        {"retry_pre_import", true, {"", "pre_importing", "", "pre_importing", "", "pre_importing", ""}},
        {"retry_import", true, {"", "importing", "", "importing", "", "importing", ""}},
        {"reset", false, {"", "", "", "", "", "default", "default"}},
    }};
    const std::array<const char*, 7> states{
        "default", "pre_importing", "pre_import_done", "importing", "import_done", "import_aborted", "import_skipped"};
    for (const Line& line : lines) {
        for (std::size_t i = 0; i < states.size(); ++i) {
            QTest::addRow("%s from %s", line.event, states[i])
                << *migrationStateFromName(QString::fromLatin1(states[i]))
                << *migrationEventFromName(QString::fromLatin1(line.event)) << QString::fromLatin1(line.to[i])
                << line.refusedWhenDisabled;
        }
    }
}

void TestTransitions::everyPair()
{
    QFETCH(MigrationState, state);
    QFETCH(MigrationEvent, event);
    QFETCH(QString, expected);
    QFETCH(bool, refusedWhenDisabled);
    for (const bool enabled : {true, false}) {
        const auto result = applyEvent(busy(state), event, {now(), enabled, {}});
        if (expected.isEmpty()) {
            QVERIFY(!result.ok());
            QCOMPARE(result.error().code, ErrorCode::Refused);
            QVERIFY(result.error().message.contains(toName(event)));
            QVERIFY(result.error().message.contains(toName(state)));
        } else if (!enabled && refusedWhenDisabled) {
            QVERIFY(!result.ok());
            QCOMPARE(result.error().code, ErrorCode::Disabled);
        } else {
            QVERIFY(result.ok());
            QCOMPARE(toName(result->state), expected);
        }
    }
    QCOMPARE(allowedEvents(state).contains(event), !expected.isEmpty());
    QCOMPARE(sourceStates(event).contains(state), !expected.isEmpty());
}

void TestTransitions::entryEffects_data()
{
    QTest::addColumn<MigrationState>("from");
    QTest::addColumn<MigrationEvent>("event");
    QTest::addColumn<ContainerRepository>("expected");
    const auto changed = [](MigrationState from, auto change) {
        ContainerRepository record = busy(from);
        record.updatedAt = now();
        record.stepAcceptedAt = {};
        change(record);
        return record;
    };
    using S = MigrationState;
    using E = MigrationEvent;
    QTest::newRow("pre_importing") << S::Default << E::StartPreImport << changed(S::Default, [](auto& r) {
        r.state = S::PreImporting;
        r.preImportStartedAt = now();
        r.preImportDoneAt = {};
    });
    QTest::newRow("pre_import_done") << S::PreImporting << E::FinishPreImport << changed(S::PreImporting, [](auto& r) {
        r.state = S::PreImportDone;
        r.preImportDoneAt = now();
    });
    QTest::newRow("importing") << S::PreImportDone << E::StartImport << changed(S::PreImportDone, [](auto& r) {
        r.state = S::Importing;
        r.importStartedAt = now();
        r.importDoneAt = {};
    });
    QTest::newRow("import_done") << S::Importing << E::FinishImport << changed(S::Importing, [](auto& r) {
        r.state = S::ImportDone;
        r.importDoneAt = now();
    });
    QTest::newRow("already migrated") << S::Default << E::AlreadyMigrated << changed(S::Default, [](auto& r) {
        r.state = S::ImportDone;
        r.importDoneAt = now();
    });
    QTest::newRow("import_aborted") << S::PreImportDone << E::AbortImport << changed(S::PreImportDone, [](auto& r) {
        r.state = S::ImportAborted;
        r.abortedInState = S::PreImportDone;
        r.abortedAt = now();
        r.retriesCount = 3;
    });
    QTest::newRow("import_skipped") << S::Importing << E::SkipImport << changed(S::Importing, [](auto& r) {
        r.state = S::ImportSkipped;
        r.skippedAt = now();
        r.skippedReason = SkippedReason::NotSpecified;
    });
    QTest::newRow("leaving import_aborted")
        << S::ImportAborted << E::RetryImport << changed(S::ImportAborted, [](auto& r) {
               r.state = S::Importing;
               r.importStartedAt = now();
               r.importDoneAt = {};
               r.abortedAt = {};
               r.abortedInState = {};
           });
    QTest::newRow("skipping an aborted one")
        << S::ImportAborted << E::SkipImport << changed(S::ImportAborted, [](auto& r) {
               r.state = S::ImportSkipped;
               r.skippedAt = now();
               r.skippedReason = SkippedReason::NotSpecified;
               r.abortedAt = {};
               r.abortedInState = {};
           });
}

void TestTransitions::entryEffects()
{
    QFETCH(MigrationState, from);
    QFETCH(MigrationEvent, event);
    QFETCH(ContainerRepository, expected);
    const auto result = applyEvent(busy(from), event, {now(), true, {}});
    QVERIFY(result.ok());
    QVERIFY(*result == expected);
}

void TestTransitions::skipKeepsTheReason()
{
    for (const SkippedReason reason : allSkippedReasons) {
        const auto result
            = applyEvent(busy(MigrationState::Default), MigrationEvent::SkipImport, {now(), true, reason});
        QVERIFY(result.ok());
        QCOMPARE(result->skippedReason, std::optional(reason));
    }
}

void TestTransitions::finishMayCarryAReason()
{
    ContainerRepository record = busy(MigrationState::Importing);
    record.skippedReason.reset();
    QVERIFY(!applyEvent(record, MigrationEvent::FinishImport, {now(), true, {}})->skippedReason);
    QCOMPARE(
        applyEvent(record, MigrationEvent::FinishImport, {now(), true, SkippedReason::NativeImport})->skippedReason,
        std::optional(SkippedReason::NativeImport));
    // Only the end carries one.
    QVERIFY(!applyEvent(record, MigrationEvent::StartImport, {now(), true, SkippedReason::NotFound})->skippedReason);
}

void TestTransitions::resetClearsTheMigrationOnly()
{
    for (const MigrationState state : {MigrationState::ImportSkipped, MigrationState::ImportAborted}) {
        const ContainerRepository before = busy(state);
        const auto result = applyEvent(before, MigrationEvent::Reset, {now(), false, {}});
        QVERIFY(result.ok());
        ContainerRepository expected;
        expected.id = before.id;
        expected.projectId = before.projectId;
        expected.name = before.name;
        expected.path = before.path;
        expected.rootNamespaceId = before.rootNamespaceId;
        expected.createdAt = before.createdAt;
        expected.updatedAt = now();
        expected.plan = before.plan;
        expected.tagsCount = before.tagsCount;
        QVERIFY(*result == expected);
    }
}

void TestTransitions::refusalSaysWhereFrom()
{
    QCOMPARE(refusal(MigrationState::ImportDone, MigrationEvent::AlreadyMigrated).message,
        QStringLiteral("already_migrated is not allowed in state import_done (allowed from: default)"));
}

void TestTransitions::namesRoundTrip()
{
    for (const MigrationState state : allMigrationStates) {
        QCOMPARE(*migrationStateFromName(toName(state)), state);
    }
    for (const MigrationEvent event : allMigrationEvents) {
        QCOMPARE(*migrationEventFromName(toName(event)), event);
    }
    int number = 0;
    for (const char* name : {"not_in_plan", "too_many_retries", "too_many_tags", "root_namespace_in_deny_list",
             "migration_canceled", "not_found", "native_import", "migration_forced_canceled",
             "migration_canceled_by_registry", "not_specified"}) {
        QCOMPARE(toName(*skippedReasonFromNumber(number)), QString::fromLatin1(name));
        QCOMPARE(static_cast<int>(*skippedReasonFromName(QString::fromLatin1(name))), number++);
    }
    for (const char* name : {"console", "ctl", "enqueuer", "guard", "notification", "background", "polling"}) {
        QCOMPARE(toName(*originFromName(QString::fromLatin1(name))), QString::fromLatin1(name));
    }
}

void TestTransitions::unknownNamesAreErrors()
{
    for (const QString& name :
        {QString(), QStringLiteral("Default"), QStringLiteral(" default"), QStringLiteral("done")}) {
        const auto state = migrationStateFromName(name);
        QVERIFY(!state.ok());
        QCOMPARE(state.error().code, ErrorCode::InvalidArgument);
        QVERIFY(state.error().message.contains(u'"' + name + u'"'));
        QVERIFY(!migrationEventFromName(name).ok());
        QVERIFY(!originFromName(name).ok());
    }
    QVERIFY(!skippedReasonFromNumber(-1).ok());
    QVERIFY(!skippedReasonFromNumber(10).ok());
    QVERIFY(!repositoryStatusFromNumber(3).ok());
}

void TestTransitions::actionsFollowTheTable_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QStringList>("states");
    QTest::newRow("start") << QStringLiteral("start")
                           << QStringList{QStringLiteral("default"), QStringLiteral("pre_importing"),
                                  QStringLiteral("importing"), QStringLiteral("import_aborted")};
    QTest::newRow("retry") << QStringLiteral("retry")
                           << QStringList{QStringLiteral("pre_importing"), QStringLiteral("importing"),
                                  QStringLiteral("import_aborted")};
    QTest::newRow("skip") << QStringLiteral("skip")
                          << QStringList{QStringLiteral("default"), QStringLiteral("pre_importing"),
                                 QStringLiteral("pre_import_done"), QStringLiteral("importing"),
                                 QStringLiteral("import_aborted")};
    QTest::newRow("abort") << QStringLiteral("abort")
                           << QStringList{QStringLiteral("default"), QStringLiteral("pre_importing"),
                                  QStringLiteral("pre_import_done"), QStringLiteral("importing")};
    QTest::newRow("cancel") << QStringLiteral("cancel")
                            << QStringList{QStringLiteral("pre_importing"), QStringLiteral("importing")};
    QTest::newRow("force_cancel") << QStringLiteral("force_cancel")
                                  << QStringList{QStringLiteral("pre_importing"), QStringLiteral("importing")};
    QTest::newRow("reset") << QStringLiteral("reset")
                           << QStringList{QStringLiteral("import_aborted"), QStringLiteral("import_skipped")};
}

void TestTransitions::actionsFollowTheTable()
{
    QFETCH(QString, action);
    const auto parsed = operatorActionFromName(action);
    QVERIFY(parsed.ok());
    QCOMPARE(toName(*parsed), action);
    QStringList states;
    for (const MigrationState state : allowedStates(*parsed)) {
        states << toName(state);
    }
    QTEST(states, "states");
}

QTEST_GUILESS_MAIN(TestTransitions)
#include "tst_transitions.moc"
