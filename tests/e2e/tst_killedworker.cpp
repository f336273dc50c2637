// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/e2e/chaostools.h"
#include "tests/support/testseed.h"

#include <QTimer>

#include <atomic>
#include <csignal>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 240'000;

/// Kills the process at a request to the registry (before it is answered), or after a while; each at random.
class Executioner {
public:
    Executioner(FakeRegistry& registry, QRandomGenerator& random)
        : m_registry(registry)
        , m_random(random)
    {
        registry.onRequest([this](const FakeRequest&) {
            if (m_requestsLeft > 0 && --m_requestsLeft == 0) {
                ::kill(m_pid, SIGKILL);
            }
        });
    }
    ~Executioner() { m_registry.onRequest({}); }
    Q_DISABLE_COPY_MOVE(Executioner)

    /// Done when the process is dead.
    bool attend(QProcess& process)
    {
        m_pid = static_cast<pid_t>(process.processId());
        QTimer after;
        after.setSingleShot(true);
        QObject::connect(&after, &QTimer::timeout, &process, [this] { ::kill(m_pid, SIGKILL); });
        const bool byRequest = m_random.bounded(3) != 0;
        m_requestsLeft = byRequest ? m_random.bounded(1, 9) : 0;
        // The request may never come when nothing is left to do.
        after.start(byRequest ? 1500 : m_random.bounded(40, 250));
        const bool dead = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patienceMs);
        m_requestsLeft = 0;
        byRequestCount += byRequest ? 1 : 0;
        return dead && process.exitStatus() == QProcess::CrashExit;
    }

    int byRequestCount = 0;

private:
    FakeRegistry& m_registry;
    QRandomGenerator& m_random;
    std::atomic<pid_t> m_pid = 0;
    std::atomic<int> m_requestsLeft = 0;
};

} // namespace

/// kill -9 at any moment loses nothing and doubles nothing.
class TestKilledWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void atAnyMoment_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("kills");
        // 200 moments in all, unless told otherwise.
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("TRANSSHIP_TEST_KILLS", &given);
        const int kills = given ? wanted : 100;
        QTest::newRow("sqlite") << u"sqlite"_s << kills;
        QTest::newRow("postgresql") << u"postgresql"_s << kills;
    }
    void atAnyMoment()
    {
        QFETCH(const int, kills);
        const quint32 seed = seedOfThisRun();
        QRandomGenerator random(seed);
        const auto hint = [seed](const QString& what) { return u"TRANSSHIP_TEST_SEED=%1: %2"_s.arg(seed).arg(what); };
        FakeRegistry registry(FakeRegistry::Where::OwnThread);
        const DatabaseUrl url = m_databases.createForRow();
        ChaosDatabase database(url);
        const int repositories = 5 * kills;
        database.prepare(registry, repositories, {.capacity = 10});
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, registry.url().toString());
        {
            Executioner executioner(registry, random);
            for (int killed = 0; killed < kills; ++killed) {
                const auto worker = ctl.start({u"worker"_s});
                QVERIFY(worker->waitForStarted());
                QVERIFY2(executioner.attend(*worker),
                    qPrintable(hint(QString::fromUtf8(worker->readAllStandardError()).right(2000))));
            }
            QVERIFY(executioner.byRequestCount > kills / 3);
        }
        const StateCounts left = database.counts();
        QVERIFY2(left.of(MigrationState::Default) > 0, "all was done before the last kill: the test shows too little");

        QCOMPARE(ctl.run({u"flags"_s, u"enable"_s, u"capacity_40"_s}).exitCode, 0);
        const auto worker = ctl.start({u"worker"_s});
        QVERIFY2(QTest::qWaitFor(
                     [&] { return database.counts().of(MigrationState::ImportDone) == repositories; }, patienceMs),
            qPrintable(hint(database.summary() + QString::fromUtf8(worker->readAllStandardError()).right(2000))));
        worker->terminate();
        QVERIFY(QTest::qWaitFor([&] { return worker->state() == QProcess::NotRunning; }, patienceMs));
        QCOMPARE(worker->exitCode(), 0);
        QVERIFY2(database.historyProblems().isEmpty(), qPrintable(hint(database.historyProblems().join(u'\n'))));
        const QStringList doubled = database.moreStartsThanHistory(startedPaths(registry.requests()));
        QVERIFY2(doubled.isEmpty(), qPrintable(hint(doubled.join(u'\n'))));
        QVERIFY2(database.entriesAboveCapacity(40).isEmpty(), qPrintable(hint(database.summary())));
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestKilledWorker)
#include "tst_killedworker.moc"
