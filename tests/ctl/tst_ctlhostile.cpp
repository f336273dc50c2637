// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlserver.h"
#include "tests/ctl/preparedctl.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/hostilerequests.h"
#include "tests/support/rawhttp.h"
#include "tests/support/testdatabases.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray secret = "only for this test";
constexpr qint64 mostMemoryKiB = 64 * 1024; // on top of what it had before

/// One of our services with what it needs, both under the same list.
struct Service {
    std::unique_ptr<FakeRegistry> registry = std::make_unique<FakeRegistry>();
    std::unique_ptr<CtlServer> server;
    HostileTarget target;
    std::function<QString()> fact; ///< that nothing of this may change
};

} // namespace

/// Services that answer strangers stay up, small, and ready for the next good request.
class TestCtlHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &limit), 0);
    }

    void everyRequest_data() { addServices(); }
    void everyRequest()
    {
        QFETCH(const QString, service);
        const Service tested = started(service);
        const QUrl url = tested.server->url();
        QVERIFY2(url.isValid(), tested.server->written().constData());
        QVERIFY(isHealthy(url));
        const qint64 before = tested.server->peakMemory();
        const QString fact = tested.fact();
        for (const HostileRequest& request : hostileRequests(tested.target)) {
            const int status = statusAfter(url, request);
            const QByteArray what = request.name + QByteArray(": ") + QByteArray::number(status);
            QVERIFY2(request.leaves || request.answers.contains(status), what.constData());
            QVERIFY2(isHealthy(url), what.constData());
        }
        QCOMPARE(tested.fact(), fact);
        const qint64 grown = tested.server->peakMemory() - before;
        QVERIFY2(before > 0 && grown < mostMemoryKiB, QByteArray::number(grown).constData());
        QVERIFY2(!tested.server->written().contains(secret), tested.server->written().constData());
        QCOMPARE(tested.server->stop(), 0);
    }

    /// What only notifications have: bodies that are read.
    void bodies()
    {
        const Service tested = started(u"worker"_s);
        const QUrl url = tested.server->url();
        const QUrl address = url.resolved(QUrl(QString::fromLatin1(tested.target.address("group/app"))));
        RawHttp http;
        http.setAuthorization(secret);
        const QList<QByteArray> bodies{"", "no JSON", "[]", "{}", QByteArray(100'000, '['),
            QByteArray("{\"path\":").repeated(10'000), QByteArray("\0\0\0", 3),
            "{\"path\":\"group/app\",\"status\":\"import_complete\",\"detail\":\"\xff\xfe\"}",
            R"({"path":"group/app","status":"import_finished"})",
            R"({"path":"group/other","status":"import_complete"})", R"({"path":7,"status":{}})"};
        for (const QByteArray& body : bodies) {
            QVERIFY2(http.send("PUT", address, body).status == 400, body.left(60).constData());
            QVERIFY(isHealthy(url));
        }
        QCOMPARE(tested.fact(), u"pre_importing"_s);
        const QByteArray good = R"({"name":"app","path":"group/app","status":"pre_import_canceled","detail":"full"})";
        QCOMPARE(http.send("PUT", address, good).status, 200);
        QCOMPARE(tested.fact(), u"import_skipped"_s);
    }

    /// Connections that say nothing, or say it a byte at a time, are closed when their time is over.
    void idleConnections()
    {
        const Service tested = started(u"worker"_s);
        const QUrl url = tested.server->url();
        const qint64 before = tested.server->peakMemory();
        QTcpSocket dripping;
        dripping.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(dripping.waitForConnected(5000));
        dripping.write("GET /healthz HTTP/1.1\r\nX-Y: ");
        QTimer drip;
        connect(&drip, &QTimer::timeout, &dripping, [&dripping] { dripping.write("x"); });
        drip.start(100);
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int i = 0; i < 2000; ++i) {
            idle.push_back(std::make_unique<QTcpSocket>());
            idle.back()->connectToHost(url.host(), static_cast<quint16>(url.port()));
        }
        QTRY_VERIFY(tested.server->openFiles() > 256); // all that are let in
        QVERIFY(tested.server->openFiles() < 256 + 50);
        QTRY_VERIFY_WITH_TIMEOUT(isHealthy(url), 25'000);
        QTRY_COMPARE_WITH_TIMEOUT(dripping.state(), QAbstractSocket::UnconnectedState, 25'000);
        QTRY_VERIFY_WITH_TIMEOUT(tested.server->openFiles() < 50, 25'000);
        QVERIFY(!tested.server->hasEnded());
        QVERIFY(tested.server->peakMemory() - before < mostMemoryKiB);
        QCOMPARE(tested.server->stop(), 0);
    }

private:
    static void addServices()
    {
        QTest::addColumn<QString>("service");
        QTest::newRow("worker") << u"worker"_s;
        QTest::newRow("importer") << u"importer"_s;
    }

    static bool isHealthy(const QUrl& url)
    {
        RawHttp http;
        return http.send("GET", url.resolved(QUrl(u"/healthz"_s))).status == 200;
    }

    Service started(const QString& name) { return name == u"worker" ? startedWorker() : startedImporter(); }

    /// One repository is being pre imported for ever.
    Service startedWorker()
    {
        Service service;
        service.registry->setPollsToComplete(-1);
        service.registry->addRepository(u"group/app"_s);
        auto ctl = std::make_shared<CtlProcess>(
            preparedCtl(DatabaseUrl::sqlite(m_folder.filePath(u"%1.sqlite"_s.arg(++m_files))), service.registry->url(),
                {u"group/app"_s}));
        ctl->setVariable(u"TRANSSHIP_NOTIFICATION_SECRET"_s, QString::fromLatin1(secret));
        service.server = std::make_unique<CtlServer>(*ctl, QStringList{u"worker"_s, u"--listen"_s, u"0"_s});
        service.fact = [ctl] { return stateOf(*ctl, u"group/app"_s); };
        service.target = {[](const QByteArray& repository) -> QByteArray {
                              return "/api/v4/internal/registry/repositories/" + repository + "/migration/status";
                          },
            secret};
        if (!QTest::qWaitFor([&] { return service.fact() == u"pre_importing"; }, 20'000)) {
            qFatal("the worker starts nothing");
        }
        return service;
    }

    Service startedImporter()
    {
        Service service;
        auto ctl = std::make_shared<CtlProcess>();
        ctl->setVariable(u"TRANSSHIP_IMPORTER_TOKEN"_s, QString::fromLatin1(secret));
        service.server = std::make_unique<CtlServer>(*ctl,
            QStringList{u"importer"_s, u"serve"_s, u"--source"_s, service.registry->url().toString(), u"--target"_s,
                u"http://127.0.0.1:9"_s, u"--database"_s, ctl->home() + u"/importer.sqlite"_s});
        service.fact = [ctl, registry = service.registry.get()] { // it never asked for anything of a repository
            return QString::number(registry->count("*", u"."_s));
        };
        service.target
            = {[](const QByteArray& repository) -> QByteArray { return "/gitlab/v1/import/" + repository + "/"; },
                "Bearer " + secret};
        return service;
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(TestCtlHostile)
#include "tst_ctlhostile.moc"
