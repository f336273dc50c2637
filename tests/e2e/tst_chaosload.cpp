// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/engine.h"
#include "models/storage/storageworker.h"
#include "tests/ctl/ctlprocess.h"
#include "tests/e2e/chaosregistry.h"
#include "tests/e2e/chaostools.h"
#include "tests/support/eventual.h"
#include "tests/support/testseed.h"

#include <QCoroTimer>
#include <QTimer>

#include <csignal>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 600'000;
constexpr int capacity = 40;

/// One operator's console: its own connections, acting on whatever row it likes.
class RestlessConsole {
public:
    RestlessConsole(const DatabaseUrl& url, const FakeRegistry& registry, int number, quint32 seed)
        : m_storage(url, Access::ReadWrite, u"console-test"_s)
        , m_client({registry.url(), {}, std::chrono::seconds(20)})
        , m_engine(m_storage, &m_client, m_clock)
        , m_actor{u"operator%1@desk"_s.arg(number), Origin::Console}
        , m_random(seed)
    {
    }

    QCoro::Task<> work(QList<qint64> ids, int actions)
    {
        for (int i = 0; i < actions; ++i) {
            QTimer pause;
            pause.setSingleShot(true);
            pause.start(m_random.bounded(15, 60));
            co_await pause;
            const qint64 id = ids[m_random.bounded(int(ids.size()))];
            const OperatorAction action = m_actions[m_random.bounded(int(m_actions.size()))];
            FireOptions options;
            options.note = u"restless"_s;
            const Result<FireOutcome> outcome = co_await m_engine.act(id, action, m_actor, options);
            done += outcome ? 1 : 0;
            if (!outcome && !expected(outcome.error().code)) {
                unexpected << outcome.error().toString();
            }
        }
    }

    int done = 0;
    QStringList unexpected;

private:
    /// Refused by the rules, beaten by somebody else, or let down by the registry.
    static bool expected(ErrorCode code)
    {
        static const QList<ErrorCode> codes{ErrorCode::Refused, ErrorCode::Conflict, ErrorCode::NotFound,
            ErrorCode::HttpStatus, ErrorCode::Unreachable, ErrorCode::Timeout, ErrorCode::Protocol,
            ErrorCode::RateLimited};
        return codes.contains(code);
    }

    const QList<OperatorAction> m_actions{OperatorAction::Start, OperatorAction::Retry, OperatorAction::Skip,
        OperatorAction::Abort, OperatorAction::Cancel, OperatorAction::ForceCancel, OperatorAction::Reset};
    SystemClock m_clock;
    StorageWorker m_storage;
    ImportApiClient m_client;
    MigrationEngine m_engine;
    Actor m_actor;
    QRandomGenerator m_random;
};

/// A worker process that listens for notifications.
struct ListeningWorker {
    ListeningWorker(CtlProcess& ctl, const QString& name)
        : process(
            ctl.start({u"--log-format"_s, u"json"_s, u"worker"_s, u"--name"_s, name, u"--listen"_s, u"127.0.0.1:0"_s}))
    {
    }
    ~ListeningWorker()
    {
        process->kill();
        process->waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(ListeningWorker)

    /// Its address, once it has said so; empty when it does not.
    QUrl url()
    {
        static const QRegularExpression address(u"\"url\":\"(http://127[^\"]+)\""_s);
        QRegularExpressionMatch match;
        (void)QTest::qWaitFor(
            [&] {
                log += process->readAllStandardError();
                match = address.match(QString::fromUtf8(log));
                return match.hasMatch();
            },
            30'000);
        return QUrl(match.captured(1));
    }

    bool stops()
    {
        process->terminate();
        const bool stopped = QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, patienceMs);
        return stopped && process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0;
    }

    std::unique_ptr<QProcess> process;
    QByteArray log;
};

/// Looks again and again for transactions that wait for something else than the database.
class TransactionWatch {
public:
    explicit TransactionWatch(const DatabaseUrl& url)
        : m_database(url)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
        m_timer.start(50);
    }

    int looks = 0;
    QStringList idle; ///< what waited for longer than any statement of ours lasts

private:
    void look()
    {
        // Shorter than a slow answer of the registry, longer than a starved process needs between two statements.
        auto query = m_database.connection().exec(
            u"SELECT application_name, query FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' "
            "AND state_change < clock_timestamp() - interval '1500 milliseconds'"_s);
        ++looks;
        while (query && query->next()) {
            idle << query->value(0).toString() + u": "_s + query->value(1).toString();
        }
    }

    ChaosDatabase m_database;
    QTimer m_timer;
};

} // namespace

/// A bad night: two workers and three operators on one database, a registry that fails, imports that fail,
/// notifications that get lost or come twice.
class TestChaosLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void everythingEndsAndNothingIsDoubled()
    {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("TRANSSHIP_TEST_REPOSITORIES", &given);
        const int repositories = given ? wanted : 2'000;
        const quint32 seed = seedOfThisRun();
        const QString hint = u"TRANSSHIP_TEST_SEED=%1 "_s.arg(seed);

        ChaosRegistry registry(seed, {});
        const DatabaseUrl url = m_databases.create(u"postgresql"_s);
        ChaosDatabase database(url);
        database.prepare(registry, repositories, {.capacity = capacity, .maxRetries = 5, .pollInterval = 2});
        TransactionWatch transactions(url);

        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, registry.url().toString());
        ctl.setVariable(u"TRANSSHIP_NOTIFICATION_SECRET"_s, u"chaos"_s);
        ListeningWorker first(ctl, u"first"_s);
        ListeningWorker second(ctl, u"second"_s);
        const QList<QUrl> addresses{first.url(), second.url()};
        QVERIFY2(
            addresses[0].isValid() && addresses[1].isValid(), qPrintable(QString::fromUtf8(first.log + second.log)));
        registry.notify(addresses, "chaos");

        std::vector<std::unique_ptr<RestlessConsole>> consoles;
        std::vector<std::unique_ptr<Eventual<bool>>> atWork;
        for (int i = 0; i < 3; ++i) {
            consoles.push_back(std::make_unique<RestlessConsole>(url, registry, i, seed + 10 + i));
            atWork.push_back(
                std::make_unique<Eventual<bool>>(doneAfter(consoles.back()->work(database.ids(), repositories / 8))));
        }
        const bool ended = QTest::qWaitFor(
            [&] {
                const bool consolesRest
                    = std::all_of(atWork.begin(), atWork.end(), [](const auto& one) { return one->isReady(); });
                return consolesRest && database.everythingHasEnded();
            },
            patienceMs);
        QVERIFY2(ended, qPrintable(hint + database.summary()));
        QVERIFY2(first.stops() && second.stops(), qPrintable(hint));

        for (const auto& console : consoles) {
            QVERIFY2(console->unexpected.isEmpty(), qPrintable(hint + console->unexpected.join(u'\n')));
            QVERIFY(console->done > 0);
        }
        QVERIFY2(database.historyProblems().isEmpty(), qPrintable(hint + database.historyProblems().join(u'\n')));
        const QStringList above = database.entriesAboveCapacity(capacity);
        QVERIFY2(above.isEmpty(), qPrintable(hint + above.join(u'\n')));
        const QStringList doubled = database.moreStartsThanHistory(registry.starts());
        QVERIFY2(doubled.isEmpty(), qPrintable(hint + doubled.join(u'\n')));
        QVERIFY2(transactions.idle.isEmpty(), qPrintable(hint + transactions.idle.join(u'\n')));
        QVERIFY(transactions.looks > 50);
        QVERIFY(registry.notificationsSent() > repositories / 2);
        QVERIFY(registry.notificationsLost() > repositories / 10);
        qInfo("%s; %d notifications sent, %d lost; %d looks at transactions", qPrintable(database.summary().trimmed()),
            registry.notificationsSent(), registry.notificationsLost(), transactions.looks);
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestChaosLoad)
#include "tst_chaosload.moc"
