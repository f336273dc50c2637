// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/e2e/chaostools.h"

#include <csignal>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 120'000;
constexpr int repositories = 60;

} // namespace

/// What a worker depends on goes away in the middle of the work and comes back: it goes on by itself, nothing is lost,
/// and nobody's retries are burnt.
class TestOutages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void databaseRestarted()
    {
        Run run(m_databases.create(u"postgresql"_s));
        QVERIFY2(run.reaches(repositories / 3), qPrintable(run.report()));
        m_databases.cluster().stop();
        QVERIFY2(run.says("cannot open the database"), qPrintable(run.report()));
        QVERIFY(m_databases.cluster().start());
        run.connectAgain();
        run.ends();
    }

    void registryDown_data() { TestDatabases::addRows(); }
    void registryDown()
    {
        Run run(m_databases.createForRow());
        QVERIFY2(run.reaches(repositories / 3), qPrintable(run.report()));
        run.registry.stopListening();
        run.registry.script("*", u"."_s, FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce)); // what is still connected
        QVERIFY2(run.says("does not serve us"), qPrintable(run.report()));
        run.registry.clearScripts();
        run.registry.listenAgain();
        QVERIFY2(run.says("the registry answers again"), qPrintable(run.report()));
        run.ends();
        QVERIFY2(run.retries() < repositories / 5, qPrintable(run.report()));
    }

    /// Every third answer of any kind ends in its middle.
    void answersCut_data() { TestDatabases::addRows(); }
    void answersCut()
    {
        Run run(m_databases.createForRow());
        int count = 0;
        run.registry.script("GET", u"/import/"_s, [&count](const FakeRequest& request) -> std::optional<FakeAnswer> {
            if (++count % 3 != 0) {
                return std::nullopt;
            }
            FakeAnswer answer = FakeAnswer::json(200, QJsonObject{{u"path"_s, request.path}});
            answer.fault = FakeAnswer::Fault::CutBody;
            return answer;
        });
        QVERIFY2(run.reaches(repositories), qPrintable(run.report()));
        run.registry.clearScripts();
        run.ends();
    }

private:
    /// A worker process at work on a database and a registry that works.
    struct Run {
        explicit Run(const DatabaseUrl& databaseUrl)
            : registry(FakeRegistry::Where::OwnThread)
            , url(databaseUrl)
            , database(std::make_unique<ChaosDatabase>(url))
        {
            database->prepare(registry, repositories, {.capacity = 25});
            ctl.setDatabase(url.toDisplayString());
            ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, registry.url().toString());
            worker = ctl.start({u"worker"_s});
        }
        ~Run()
        {
            worker->kill();
            worker->waitForFinished();
        }

        bool reaches(int done)
        {
            return QTest::qWaitFor(
                [&] { return database->counts().of(MigrationState::ImportDone) >= done; }, patienceMs);
        }
        bool says(const QByteArray& words)
        {
            return QTest::qWaitFor(
                [&] {
                    log += worker->readAllStandardError();
                    return log.contains(words);
                },
                patienceMs);
        }
        void connectAgain()
        {
            database.reset();
            database = std::make_unique<ChaosDatabase>(url);
        }
        void ends()
        {
            QVERIFY2(reaches(repositories), qPrintable(report()));
            worker->terminate();
            QVERIFY(QTest::qWaitFor([&] { return worker->state() == QProcess::NotRunning; }, patienceMs));
            QVERIFY2(worker->exitStatus() == QProcess::NormalExit && worker->exitCode() == 0, qPrintable(report()));
            QCOMPARE(database->historyProblems(), QStringList());
            QCOMPARE(database->moreStartsThanHistory(startedPaths(registry.requests())), QStringList());
            QCOMPARE(database->entriesAboveCapacity(25), QStringList());
        }
        QString report()
        {
            log += worker->readAllStandardError();
            return database->summary() + QString::fromUtf8(log.right(3000));
        }
        qint64 retries()
        {
            auto query
                = database->connection().exec(u"SELECT sum(migration_retries_count) FROM container_repositories"_s);
            return query && query->next() ? query->value(0).toLongLong() : -1;
        }

        FakeRegistry registry;
        DatabaseUrl url;
        std::unique_ptr<ChaosDatabase> database;
        CtlProcess ctl;
        std::unique_ptr<QProcess> worker;
        QByteArray log;
    };

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestOutages)
#include "tst_outages.moc"
