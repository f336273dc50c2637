// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlserver.h"
#include "tests/ctl/preparedctl.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/imagebuilder.h"
#include "tests/support/rawhttp.h"
#include "tests/support/servertools.h"
#include "tests/support/testdatabases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString secret = u"only for this test"_s;

QString addressOf(const QString& path)
{
    return u"/api/v4/internal/registry/repositories/%1/migration/status"_s.arg(path);
}

} // namespace

/// A worker that listens.
class TestCtlNotifications : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    /// The worker asks once an hour; what happens before, the importer told it.
    void importerAloneMovesEverything_data() { TestDatabases::addRows(); }
    void importerAloneMovesEverything()
    {
        DockerRegistry source;
        DockerRegistry target;
        const QString problem = source.start() + target.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QStringList paths;
        ImageBuilder images(source.url());
        for (int i = 0; i < 6; ++i) {
            paths << u"group/app%1"_s.arg(i);
            images.image(paths.last(), u"latest"_s, {paths.last().toUtf8()});
        }
        const QString workerAddress = u"127.0.0.1:%1"_s.arg(freePort());
        CtlProcess importing;
        importing.setVariable(u"TRANSSHIP_NOTIFICATION_SECRET"_s, secret);
        CtlServer importer(importing,
            {u"importer"_s, u"serve"_s, u"--source"_s, source.url().toString(), u"--target"_s, target.url().toString(),
                u"--database"_s, importing.home() + u"/importer.sqlite"_s, u"--notification-url"_s,
                u"http://"_s + workerAddress + addressOf(u"{path}"_s)});
        const QUrl api = importer.url();
        QVERIFY2(api.isValid(), importer.written().constData());

        CtlProcess ctl = preparedCtl(m_databases.createForRow(), api, paths);
        ctl.setVariable(u"TRANSSHIP_NOTIFICATION_SECRET"_s, secret);
        for (const QString& interval : {u"poll_interval"_s, u"guard_interval"_s}) {
            QCOMPARE(ctl.run({u"settings"_s, u"set"_s, interval, u"3600"_s}).exitCode, 0);
        }
        CtlServer worker(ctl, {u"worker"_s, u"--listen"_s, workerAddress});
        QVERIFY2(worker.url().isValid(), worker.written().constData());
        QTRY_VERIFY_WITH_TIMEOUT(countOf(ctl, u"import_done"_s) == paths.size() || worker.hasEnded(), 60'000);
        for (const QString& path : paths) {
            QCOMPARE(ImageBuilder(target.url()).tags(path), QStringList{u"latest"_s});
            const QJsonArray events
                = ctl.run({u"repo"_s, u"history"_s, path, u"--json"_s}).json()[u"events"_s].toArray();
            QStringList origins;
            for (const QJsonValue& event : events) {
                origins << event[u"event"].toString() + u'/' + event[u"origin"].toString();
            }
            QCOMPARE(origins,
                (QStringList{u"start_pre_import/enqueuer"_s, u"finish_pre_import/notification"_s,
                    u"start_import/notification"_s, u"finish_import/notification"_s}));
        }
        QCOMPARE(worker.stop(), 0);
        QCOMPARE(importer.stop(), 0);
        QVERIFY(!worker.written().contains(secret.toUtf8()) && !importer.written().contains(secret.toUtf8()));
    }

    void healthAndMetrics()
    {
        FakeRegistry registry;
        registry.setPollsToComplete(-1);
        registry.addRepository(u"group/app"_s);
        CtlProcess ctl = preparedCtl(m_databases.create(u"sqlite"_s), registry.url(), {u"group/app"_s});
        ctl.setVariable(u"TRANSSHIP_NOTIFICATION_SECRET"_s, secret);
        CtlServer worker(ctl, {u"worker"_s, u"--listen"_s, u"0"_s});
        const QUrl url = worker.url();
        QCOMPARE(url.host(), u"127.0.0.1"_s);
        QTRY_COMPARE(stateOf(ctl, u"group/app"_s), u"pre_importing"_s);
        RawHttp http;
        const RawAnswer health = http.send("GET", url.resolved(QUrl(u"/healthz"_s)));
        QCOMPARE(health.status, 200);
        QCOMPARE(health.object()[u"database"].toString(), u"up"_s);
        QCOMPARE(http.send("PUT", url.resolved(QUrl(u"/healthz"_s))).status, 405);
        QCOMPARE(http.send("GET", url.resolved(QUrl(u"/elsewhere"_s))).status, 404);
        QCOMPARE(http.send("PUT", url.resolved(QUrl(addressOf(u"group/app"_s))), "{}").status, 401);
        http.setAuthorization(secret.toLatin1());
        QCOMPARE(http.send("PUT", url.resolved(QUrl(addressOf(u"group/app"_s))), "{}").status, 400);
        QCOMPARE(http.send("GET", url.resolved(QUrl(addressOf(u"group/app"_s)))).status, 405);

        const RawAnswer metrics = http.send("GET", url.resolved(QUrl(u"/metrics"_s)));
        QCOMPARE(metrics.status, 200);
        QCOMPARE(metrics.header("Content-Type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
        for (const QByteArray& line : {QByteArray("transship_repositories{state=\"pre_importing\"} 1"),
                 QByteArray("transship_in_process 1"), QByteArray("transship_capacity 5"),
                 QByteArray("transship_registry_up 1"), QByteArray("transship_database_up 1"),
                 QByteArray("transship_transitions_total{event=\"start_pre_import\"} 1"),
                 QByteArray("transship_notifications_total{status=\"401\"} 1"),
                 QByteArray("transship_notifications_total{status=\"400\"} 1"),
                 QByteArray("transship_enqueuer_last_stop{check=\"")}) {
            QVERIFY2(metrics.body.contains(QByteArray('\n' + line)), metrics.body.constData());
        }
        QCOMPARE(malformedLines(metrics.body), QStringList());
        QVERIFY(!metrics.body.contains("group/app"));
        QCOMPARE(worker.stop(), 0);
    }

    void unhealthyWhileTheDatabaseIsGone()
    {
        FakeRegistry registry;
        const CtlProcess ctl = preparedCtl(m_databases.create(u"postgresql"_s), registry.url(), {});
        CtlServer worker(ctl, {u"worker"_s, u"--listen"_s, u"0"_s});
        const QUrl health = worker.url().resolved(QUrl(u"/healthz"_s));
        RawHttp http;
        QCOMPARE(http.send("GET", health).status, 200);
        m_databases.cluster().stop();
        QTRY_COMPARE_WITH_TIMEOUT(http.send("GET", health).status, 503, 20'000);
        QVERIFY(
            http.send("GET", worker.url().resolved(QUrl(u"/metrics"_s))).body.contains("\ntransship_database_up 0\n"));
        m_databases.cluster().start();
        QTRY_COMPARE_WITH_TIMEOUT(http.send("GET", health).status, 200, 20'000);
        QCOMPARE(worker.stop(), 0);
    }

    void badAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("nonsense") << u"here"_s << 2;
        QTest::newRow("no such port") << u"127.0.0.1:70000"_s << 2;
        QTest::newRow("not ours") << u"192.0.2.1:0"_s << 1;
    }
    void badAddresses()
    {
        QFETCH(const QString, address);
        FakeRegistry registry;
        const CtlProcess ctl = preparedCtl(m_databases.create(u"sqlite"_s), registry.url(), {});
        const CtlResult result = ctl.run({u"worker"_s, u"--listen"_s, address});
        QVERIFY2(!result.err.isEmpty(), qPrintable(result.toString()));
        QTEST(result.exitCode, "exitCode");
    }

private:
    /// What is neither a comment nor `name{label="value"} number`.
    static QStringList malformedLines(const QByteArray& text)
    {
        static const QRegularExpression sample(u"^[a-z_]+(\\{[a-z]+=\"[^\"]*\"\\})? [-+0-9.e]+$"_s);
        QStringList wrong;
        for (const QByteArray& line : text.split('\n')) {
            if (!line.isEmpty() && !line.startsWith("# ") && !sample.match(QString::fromUtf8(line)).hasMatch()) {
                wrong << QString::fromUtf8(line);
            }
        }
        return wrong;
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestCtlNotifications)
#include "tst_ctlnotifications.moc"
