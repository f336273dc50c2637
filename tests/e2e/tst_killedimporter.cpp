// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryverifier.h"
#include "tests/ctl/ctlserver.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeociregistry.h"
#include "tests/support/imagebuilder.h"
#include "tests/support/rawhttp.h"
#include "tests/support/testdatabases.h"
#include "tests/support/testseed.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <csignal>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 240'000;
constexpr int tagsEach = 3;

/// Kills a process at a request of its to one of the registries, or after a while; each at random.
class Executioner {
public:
    Executioner(FakeHttpServer& source, FakeHttpServer& target, QRandomGenerator& random)
        : m_random(random)
    {
        const auto count = [this](const FakeRequest&) {
            if (m_requestsLeft > 0 && --m_requestsLeft == 0) {
                ::kill(m_pid, SIGKILL);
            }
        };
        source.onRequest(count);
        target.onRequest(count);
    }

    void take(qint64 process)
    {
        m_pid = static_cast<pid_t>(process);
        m_requestsLeft = m_random.bounded(3) != 0 ? m_random.bounded(1, 60) : 0;
        QObject::connect(&m_after, &QTimer::timeout, &m_after, [this] { ::kill(m_pid, SIGKILL); });
        m_after.setSingleShot(true);
        // The request may never come when nothing is left to do.
        m_after.start(m_requestsLeft > 0 ? 2000 : m_random.bounded(20, 300));
    }
    void rest()
    {
        m_after.stop();
        m_requestsLeft = 0;
    }

private:
    QRandomGenerator& m_random;
    QTimer m_after;
    std::atomic<pid_t> m_pid = 0;
    std::atomic<int> m_requestsLeft = 0;
};

OciClient clientOf(const QUrl& url)
{
    RegistryConnection::Options options;
    options.url = url;
    options.name = url.toString();
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(16), std::make_shared<Cancellation>()));
}

Verification compared(const QUrl& source, const QUrl& target, const QString& path)
{
    RepositoryVerifier verifier(clientOf(source), clientOf(target), path, nullptr, {});
    return await(verifier.run());
}

/// Asks an importer for whatever is the next step of these repositories, as a console does.
class Driver {
public:
    explicit Driver(QStringList paths)
        : m_open(std::move(paths))
    {
    }

    bool isDone() const { return m_open.isEmpty(); }
    const QStringList& failures() const { return m_failures; }

    /// One round. False: the importer does not answer.
    bool step(const QUrl& importer)
    {
        const QStringList paths = m_open;
        for (const QString& path : paths) {
            const QUrl url = importer.resolved(QUrl(u"/gitlab/v1/import/%1/"_s.arg(path)));
            const RawAnswer answer = m_http.send("GET", url);
            if (answer.status == 0) {
                return false;
            }
            const QString status = answer.object().value(u"status").toString();
            if (status == u"import_complete") {
                m_open.removeOne(path);
                continue;
            }
            if (status.endsWith(u"_failed")) {
                m_failures.append(path + u": "_s + answer.object().value(u"detail").toString());
            }
            const bool pre = status == u"pre_import_complete" || status == u"import_failed";
            if (status.endsWith(u"_in_progress")
                || m_http.send("PUT", url.resolved(QUrl(pre ? u"?import_type=final"_s : u"?import_type=pre"_s))).status
                    == 429) {
                if (++m_busy >= 5) {
                    break; // all slots are taken
                }
            }
        }
        m_busy = 0;
        return true;
    }

    bool run(const QUrl& importer)
    {
        return QTest::qWaitFor([&] { return step(importer) && isDone(); }, patienceMs);
    }

private:
    QStringList m_open;
    QStringList m_failures;
    RawHttp m_http;
    int m_busy = 0;
};

QStringList serveArguments(const QUrl& source, const QUrl& target)
{
    return {u"importer"_s, u"serve"_s, u"--source"_s, source.toString(), u"--target"_s, target.toString()};
}

} // namespace

/// kill -9 of the importer, the source or the target at any moment: what was in progress goes on, or failed with the
/// true reason; nothing is lost, and nothing travels twice.
class TestKilledImporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void importerAtAnyMoment_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("kills");
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("TRANSSHIP_TEST_KILLS", &given);
        QTest::newRow("sqlite") << u"sqlite"_s << (given ? wanted : 75);
        QTest::newRow("postgresql") << u"postgresql"_s << (given ? wanted : 25);
    }
    void importerAtAnyMoment()
    {
        QFETCH(const QString, backend);
        QFETCH(const int, kills);
        const quint32 seed = seedOfThisRun();
        QRandomGenerator random(seed);
        const auto hint = [seed](const QString& what) { return u"TRANSSHIP_TEST_SEED=%1: %2"_s.arg(seed).arg(what); };
        FakeOciRegistry source(FakeHttpServer::Where::OwnThread);
        FakeOciRegistry target(FakeHttpServer::Where::OwnThread);
        QStringList paths;
        for (int number = 0; number < 2 * kills; ++number) {
            const QString path = u"group/app%1"_s.arg(number);
            for (int tag = 0; tag < tagsEach; ++tag) {
                source.addImage(path, u"v%1"_s.arg(tag), path.toLatin1() + QByteArray::number(tag));
            }
            paths.append(path);
        }
        CtlProcess ctl;
        const DatabaseUrl database = m_databases.createEmpty(backend);
        ctl.setVariable(
            u"TRANSSHIP_IMPORTER_DATABASE"_s, backend == u"sqlite" ? database.name() : database.toDisplayString());
        Driver driver(paths);
        int killedAtWork = 0;
        {
            Executioner executioner(source, target, random);
            for (int killed = 0; killed < kills; ++killed) {
                CtlServer importer(ctl, serveArguments(source.url(), target.url()));
                executioner.take(importer.processId());
                const QUrl url = importer.url();
                if (url.isValid()) {
                    ++killedAtWork;
                    QVERIFY2(QTest::qWaitFor([&] { return importer.hasEnded() || !driver.step(url); }, patienceMs),
                        qPrintable(hint(QString::fromUtf8(importer.written().right(3000)))));
                }
                QVERIFY(QTest::qWaitFor([&] { return importer.hasEnded(); }, patienceMs));
                executioner.rest();
            }
            source.onRequest({});
            target.onRequest({});
        }
        QVERIFY2(killedAtWork > kills / 3, qPrintable(hint(u"most died before they served"_s)));
        QVERIFY2(!driver.isDone(), "all was done before the last kill: the test shows too little");

        CtlServer importer(ctl, serveArguments(source.url(), target.url()));
        QVERIFY2(driver.run(importer.url()), qPrintable(hint(QString::fromUtf8(importer.written().right(3000)))));
        QCOMPARE(importer.stop(), 0);
        QVERIFY2(driver.failures().isEmpty(), qPrintable(hint(driver.failures().join(u'\n'))));
        for (const QString& path : std::as_const(paths)) {
            const Verification found = compared(source.url(), target.url(), path);
            QVERIFY2(found.outcome == Verification::Outcome::Match && found.tags == tagsEach,
                qPrintable(hint(path + u' ' + found.detail)));
        }
        const QHash<QString, int> uploads = target.completedUploads();
        for (auto blob = uploads.begin(); blob != uploads.end(); ++blob) {
            const bool shared = blob.key() == FakeOciRegistry::digestOf(R"({"architecture":"amd64","os":"linux"})");
            QVERIFY2(shared || blob.value() == 1, qPrintable(hint(u"uploaded again: "_s + blob.key())));
        }
    }

    /// One is killed; the other, which shares the database, goes on with what it left, long before the lease ran out.
    void anotherImporterTakesOver()
    {
        FakeOciRegistry source(FakeHttpServer::Where::OwnThread);
        FakeOciRegistry target(FakeHttpServer::Where::OwnThread);
        source.addImage(u"group/app"_s, u"v1"_s, "layer");
        CtlProcess ctl;
        ctl.setVariable(u"TRANSSHIP_IMPORTER_DATABASE"_s, m_databases.createEmpty(u"postgresql"_s).toDisplayString());
        CtlServer one(ctl, serveArguments(source.url(), target.url()));
        CtlServer two(ctl, serveArguments(source.url(), target.url()));
        QVERIFY(one.url().isValid() && two.url().isValid());
        FakeAnswer held = FakeAnswer::error(503, u"UNAVAILABLE"_s);
        held.held = true;
        source.script("GET", u"/manifests/"_s, held);
        RawHttp http;
        const QUrl path(u"/gitlab/v1/import/group/app/?import_type=pre"_s);
        QCOMPARE(http.send("PUT", one.url().resolved(path)).status, 202);
        QTRY_VERIFY_WITH_TIMEOUT(source.heldCount() > 0, patienceMs);
        ::kill(static_cast<pid_t>(one.processId()), SIGKILL);
        source.clearScripts();
        source.release();
        QTRY_VERIFY_WITH_TIMEOUT(one.hasEnded(), patienceMs);
        Driver driver({u"group/app"_s});
        QVERIFY2(driver.run(two.url()), two.written().constData());
        QVERIFY2(two.written().contains("import_resumed"), two.written().constData());
        QCOMPARE(compared(source.url(), target.url(), u"group/app"_s).outcome, Verification::Outcome::Match);
    }

    void registryInTheMiddle_data()
    {
        QTest::addColumn<bool>("killsSource");
        QTest::newRow("source") << true;
        QTest::newRow("target") << false;
    }
    /// Real registries. It goes on when the registry is back, or says which one it was.
    void registryInTheMiddle()
    {
        QFETCH(const bool, killsSource);
        DockerRegistry source;
        DockerRegistry target;
        QCOMPARE(source.start() + target.start(), QString());
        ImageBuilder builder(source.url());
        const QString path = u"group/app"_s;
        for (quint32 tag = 0; tag < 12; ++tag) {
            builder.image(path, u"v%1"_s.arg(tag), {ImageBuilder::randomBytes(400'000, tag)});
        }
        DockerRegistry& killed = killsSource ? source : target;
        CtlProcess ctl;
        ctl.setVariable(u"TRANSSHIP_IMPORTER_DATABASE"_s, ctl.home() + u"/importer.sqlite"_s);
        CtlServer importer(ctl, serveArguments(source.url(), target.url()));
        const QUrl url = importer.url().resolved(QUrl(u"/gitlab/v1/import/%1/"_s.arg(path)));
        RawHttp http;
        QCOMPARE(http.send("PUT", url.resolved(QUrl(u"?import_type=pre"_s))).status, 202);
        const auto copied = [&] {
            return http.send("GET", url).object().value(u"progress").toObject().value(u"blobs_copied").toInt();
        };
        QTRY_VERIFY_WITH_TIMEOUT(copied() > 0, patienceMs);
        killed.kill();
        QVERIFY(QTest::qWaitFor([&] { return importer.written().contains("import_ended") || copied() >= 0; }, 1000));
        QCOMPARE(killed.start(), QString());
        Driver driver({path});
        QVERIFY2(driver.run(importer.url()), importer.written().right(3000).constData());
        for (const QString& failure : driver.failures()) {
            QVERIFY2(failure.contains(killsSource ? u"the source registry"_s : u"the target registry"_s),
                qPrintable(failure));
        }
        const Verification found = compared(source.url(), target.url(), path);
        QVERIFY2(found.outcome == Verification::Outcome::Match && found.tags == 12, qPrintable(found.detail));
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestKilledImporter)
#include "tst_killedimporter.moc"
