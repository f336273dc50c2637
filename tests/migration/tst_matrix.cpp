// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/migrationfixture.h"
#include "tests/migration/referencemodel.h"

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How a row comes into each state, by forced events alone.
const QMap<QString, QStringList> waysInto{
    {u"default"_s, {}},
    {u"pre_importing"_s, {u"start_pre_import"_s}},
    {u"pre_import_done"_s, {u"start_pre_import"_s, u"finish_pre_import"_s}},
    {u"importing"_s, {u"start_pre_import"_s, u"finish_pre_import"_s, u"start_import"_s}},
    {u"import_done"_s, {u"start_pre_import"_s, u"finish_import"_s}},
    {u"import_aborted"_s, {u"start_pre_import"_s, u"abort_import"_s}},
    {u"import_skipped"_s, {u"skip_import"_s}},
};

FakeAnswer garbage(int status)
{
    return {.status = status,
        .body = "{\"status\": \"native\", ",
        .headers = {{"Gitlab-Container-Registry-Version", "3.60.0-fake"}}};
}

} // namespace

/// Every pair of state and event, forced or not, and the ways a registry can fail to answer, through the engine.
class TestMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void everyStateAndEvent_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<bool>("forced");
        QTest::addColumn<bool>("enabled");
        for (const QString& backend : {u"sqlite"_s, u"postgresql"_s}) {
            for (const bool forced : {false, true}) {
                for (const bool enabled : {true, false}) {
                    QTest::addRow("%s, %s, %s", qPrintable(backend), forced ? "forced" : "not forced",
                        enabled ? "enabled" : "paused")
                        << backend << forced << enabled;
                }
            }
        }
    }
    void everyStateAndEvent()
    {
        QFETCH(const bool, forced);
        QFETCH(const bool, enabled);
        MigrationFixture f(m_databases.createForRow());
        f.registry.setPollsToComplete(-1);
        int pairs = 0;
        for (auto way = waysInto.begin(); way != waysInto.end(); ++way) {
            for (const MigrationEvent event : allMigrationEvents) {
                const QString name = toName(event);
                const QString path = u"group/app%1"_s.arg(++pairs);
                ReferenceModel::enabled = true;
                ReferenceModel model;
                const qint64 id = f.add(path);
                for (const QString& step : way.value()) {
                    f.force(id, *migrationEventFromName(step));
                    model.fire(step);
                }
                QCOMPARE(toName(f.row(id).state), way.key());
                // So that a final start is no surprise to the registry.
                f.registry.setImportStatus(path, u"pre_import_complete"_s);
                f.setFlag(flags::enabled, enabled);
                ReferenceModel::enabled = enabled;
                f.registry.clearLog();

                FireOptions options;
                options.forced = forced;
                const qint64 eventsBefore = f.history(id).size();
                const auto fired = f.fire(id, event, options);
                const bool wanted = model.act(name, forced, {}, {u"202"_s, {}, {}});
                f.setFlag(flags::enabled, true);

                const QByteArray pair = (way.key() + u" + " + name).toUtf8();
                QVERIFY2(fired.ok() == wanted, pair.constData());
                QVERIFY2(model.differenceFrom(f.row(id)).isEmpty(),
                    qPrintable(QString::fromUtf8(pair) + u": "_s + model.differenceFrom(f.row(id))));
                QCOMPARE(f.history(id).size() - eventsBefore, qint64(model.transitions) - eventsBefore);
                const int calls = wanted && model.isActive() && !forced ? 1 : 0;
                QVERIFY2(f.registry.count("PUT") == calls, pair.constData());
                if (!wanted) {
                    const QString refusal = fired.error().message;
                    QVERIFY2(refusal.contains(name), qPrintable(refusal));
                    const bool disabled = fired.error().code == ErrorCode::Disabled;
                    QVERIFY2(disabled || refusal.contains(way.key()), qPrintable(refusal));
                }
            }
        }
        QCOMPARE(pairs, 70);
    }

    void registryThatFailsToAnswer_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<bool>("finalStep");
        QTest::addColumn<QString>("how");
        QTest::addColumn<MigrationState>("expected");
        QTest::addColumn<QString>("words");
        using S = MigrationState;
        for (const QString& backend : {u"sqlite"_s, u"postgresql"_s}) {
            for (const bool finalStep : {false, true}) {
                const S running = finalStep ? S::Importing : S::PreImporting;
                const auto add = [&](const char* how, S expected, const QString& words) {
                    QTest::addRow("%s, %s, %s", how, finalStep ? "final" : "pre", qPrintable(backend))
                        << backend << finalStep << QString::fromLatin1(how) << expected << words;
                };
                add("timeout", S::ImportAborted, u"timeout"_s);
                add("refused", S::ImportAborted, u"unreachable"_s);
                add("error in broken JSON", S::ImportAborted, u"HTTP 400"_s);
                add("200 in broken JSON", S::ImportAborted, u"not_this_api"_s);
                add("200, its status in broken JSON", S::ImportAborted, u"unconfirmed"_s);
                add("200, native", S::ImportDone, u"native_import"_s);
                add("429, then 202", running, {});
                add("429 for ever", S::ImportAborted, u"rate_limited"_s);
            }
        }
    }
    void registryThatFailsToAnswer()
    {
        QFETCH(const bool, finalStep);
        QFETCH(const QString, how);
        QFETCH(const MigrationState, expected);
        QFETCH(const QString, words);
        MigrationFixture f(m_databases.createForRow());
        f.setSetting(u"start_max_retries"_s, u"4"_s);
        const qint64 id = f.add(u"group/app"_s);
        if (finalStep) {
            f.force(id, MigrationEvent::StartPreImport);
            f.force(id, MigrationEvent::FinishPreImport);
        }
        prepare(f.registry, how);
        ImportApiClient impatient({f.registry.url(), {}, std::chrono::milliseconds(how == u"timeout" ? 200 : 5000)});
        MigrationEngine engine(
            f.storage, &impatient, f.clock, [](std::chrono::milliseconds) -> QCoro::Task<> { co_return; });
        const auto fired = await(
            engine.fire(id, finalStep ? MigrationEvent::StartImport : MigrationEvent::StartPreImport, f.actor, {}));
        QVERIFY2(fired.ok(), fired ? "" : qPrintable(fired.error().toString()));
        const ContainerRepository row = f.row(id);
        QCOMPARE(row.state, expected);
        QCOMPARE(row.retriesCount, expected == MigrationState::ImportAborted ? 1 : 0);
        const MigrationEventRow last = f.history(id).constLast();
        const QString said = last.reason + u": "_s + last.detail;
        QVERIFY2(said.contains(words), qPrintable(said));
    }

private:
    static void prepare(FakeRegistry& registry, const QString& how)
    {
        const QString start = u"/import/group/app/"_s;
        if (how == u"timeout") {
            registry.script("PUT", start, FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer));
        } else if (how == u"refused") {
            registry.stopListening();
        } else if (how == u"error in broken JSON") {
            registry.script("PUT", start, garbage(400));
        } else if (how == u"200 in broken JSON") {
            registry.script("PUT", start, garbage(200));
        } else if (how == u"200, its status in broken JSON") {
            FakeAnswer ok = garbage(200);
            ok.body.clear();
            registry.script("PUT", start, ok);
            registry.script("GET", start, garbage(200));
        } else if (how == u"200, native") {
            registry.setImportStatus(u"group/app"_s, u"native"_s);
        } else if (how == u"429, then 202") {
            registry.setImportStatus(u"group/app"_s, u"pre_import_complete"_s);
            registry.script("PUT", start, FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s), 3);
        } else {
            registry.script("PUT", start, FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s));
        }
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestMatrix)
#include "tst_matrix.moc"
