// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/servertools.h"
#include "tests/support/testdatabases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 30000;

void sendSignal(const QProcess& process, int signal)
{
    ::kill(static_cast<pid_t>(process.processId()), signal);
}

bool hasEnded(const QProcess& process)
{
    return process.state() == QProcess::NotRunning;
}

/// Reads on until the program has written this to stderr.
bool writes(QProcess& process, QByteArray& soFar, const QByteArray& text)
{
    return QTest::qWaitFor(
               [&] {
                   soFar += process.readAllStandardError();
                   return soFar.contains(text) || hasEnded(process);
               },
               patienceMs)
        && soFar.contains(text);
}

} // namespace

/// Commands that talk to a registry or go on until a signal.
class TestCtlServers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void registryThatIsNone_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");
        QTest::newRow("down") << u"down"_s << 6 << u"127.0.0.1"_s;
        QTest::newRow("another service") << u"html"_s << 1 << u"does not implement the import API"_s;
        QTest::newRow("no such API") << u"404"_s << 1 << u"does not implement the import API"_s;
        QTest::newRow("switched off") << u"off"_s << 1 << u"switched off"_s;
        QTest::newRow("wants a token") << u"token"_s << 5 << u"TRANSSHIP_REGISTRY_TOKEN"_s;
        QTest::newRow("closes the connection") << u"closes"_s << 6 << u"127.0.0.1"_s;
    }

    /// One-shot commands say so before they change anything.
    void registryThatIsNone()
    {
        QFETCH(QString, kind);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        FakeRegistry registry;
        makeBad(registry, kind);
        CtlProcess ctl = prepared(registry, {u"group/app"_s});
        for (const QStringList& command : {QStringList{u"repo"_s, u"start"_s, u"group/app"_s},
                 QStringList{u"enqueue"_s}, QStringList{u"repo"_s, u"fire"_s, u"start_pre_import"_s, u"group/app"_s}}) {
            const CtlResult result = ctl.run(command);
            QVERIFY2(result.exitCode == exitCode, qPrintable(command.join(u' ') + u'\n' + result.toString()));
            QVERIFY2(result.err.contains(says), qPrintable(result.err));
        }
        QCOMPARE(stateOf(ctl, u"group/app"_s), u"default"_s);
        QVERIFY(registry.requestLines().filter(u"PUT "_s).isEmpty());
    }

    void startsAndRetries()
    {
        FakeRegistry registry;
        registry.addRepository(u"group/app"_s);
        CtlProcess ctl = prepared(registry, {u"group/app"_s, u"group/full"_s});
        const CtlResult started = ctl.run({u"repo"_s, u"start"_s, u"group/app"_s, u"--json"_s});
        QVERIFY2(started.exitCode == 0, qPrintable(started.toString()));
        QCOMPARE(started.json()[u"results"_s][0][u"to"_s].toString(), u"pre_importing"_s);
        QCOMPARE(stateOf(ctl, u"group/app"_s), u"pre_importing"_s);

        registry.addRepository(u"group/full"_s);
        registry.script(
            "PUT", u"import/group/full/"_s, FakeAnswer::error(424, u"PRE_IMPORT_FAILED"_s, u"disk is full"_s));
        const CtlResult refused = ctl.run({u"repo"_s, u"start"_s, u"group/full"_s});
        QVERIFY2(refused.exitCode == 1, qPrintable(refused.toString()));
        QVERIFY2(refused.err.contains(u"disk is full"), qPrintable(refused.err));
        QCOMPARE(stateOf(ctl, u"group/full"_s), u"import_aborted"_s);
    }

    void enqueues()
    {
        FakeRegistry registry;
        registry.addRepository(u"group/app"_s);
        CtlProcess ctl = prepared(registry, {u"group/app"_s});
        const CtlResult dry = ctl.run({u"enqueue"_s, u"--dry-run"_s, u"--json"_s});
        QVERIFY2(dry.exitCode == 0 && dry.json()[u"stopped_by"_s].toString() == u"worked", qPrintable(dry.toString()));
        QCOMPARE(stateOf(ctl, u"group/app"_s), u"default"_s);
        const CtlResult result = ctl.run({u"enqueue"_s, u"--json"_s});
        QVERIFY2(result.exitCode == 0, qPrintable(result.toString()));
        QCOMPARE(result.json()[u"stopped_by"_s].toString(), u"worked"_s);
        QCOMPARE(stateOf(ctl, u"group/app"_s), u"pre_importing"_s);
    }

    void scansACatalog()
    {
        FakeRegistry registry;
        registry.script("GET", u"/v2/_catalog"_s,
            FakeAnswer::json(200, QJsonObject{{u"repositories"_s, QJsonArray{u"a/b"_s, u"a/c"_s, u"d/e"_s}}}));
        CtlProcess ctl;
        ctl.setDatabase(m_databases.create(u"sqlite"_s).toDisplayString());
        const QStringList scan{u"inventory"_s, u"scan"_s, u"--source"_s, registry.url().toString(), u"--json"_s};
        const CtlResult some = ctl.run(scan + QStringList{u"--prefix"_s, u"a/"_s});
        QVERIFY2(some.exitCode == 0, qPrintable(some.toString()));
        QCOMPARE(some.json()[u"added"_s].toInt(), 2);
        const CtlResult all = ctl.run(scan);
        QCOMPARE(all.json()[u"added"_s].toInt(), 1);
        QCOMPARE(all.json()[u"already_there"_s].toInt(), 2);

        registry.stopListening();
        QCOMPARE(ctl.run(scan).exitCode, 6);
    }

    void workerDoesTheWorkAndStops_data() { TestDatabases::addRows(); }
    void workerDoesTheWorkAndStops()
    {
        FakeRegistry registry;
        const QStringList paths{u"group/one"_s, u"group/two"_s, u"group/three"_s};
        for (const QString& path : paths) {
            registry.addRepository(path);
        }
        CtlProcess ctl = prepared(registry, paths, TestDatabases::backend());
        const auto worker = ctl.start({u"worker"_s});
        QTRY_VERIFY_WITH_TIMEOUT(countOf(ctl, u"import_done"_s) == 3 || hasEnded(*worker), patienceMs);
        sendSignal(*worker, SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*worker), patienceMs);
        const QByteArray log = worker->readAllStandardError();
        QVERIFY2(worker->exitStatus() == QProcess::NormalExit && worker->exitCode() == 0, log.constData());
        for (const QByteArray& line : log.split('\n')) {
            QVERIFY2(line.isEmpty() || QJsonDocument::fromJson(line).isObject(), line.constData());
        }
        QVERIFY(log.contains("\"stopped\""));
        QCOMPARE(worker->readAllStandardOutput(), QByteArray());
    }

    void workerWaitsForItsRegistry()
    {
        FakeRegistry later;
        CtlProcess ctl = prepared(later, {u"group/app"_s});
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, u"http://127.0.0.1:%1"_s.arg(freePort()));
        const auto worker = ctl.start({u"worker"_s});
        QByteArray log;
        QVERIFY2(writes(*worker, log, "trying again"), log.constData());
        QVERIFY(!hasEnded(*worker));
        sendSignal(*worker, SIGINT);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*worker), patienceMs);
        QCOMPARE(worker->exitCode(), 0);
        QCOMPARE(stateOf(ctl, u"group/app"_s), u"default"_s);
    }

    void workerRefusesWhatIsNoRegistry()
    {
        FakeRegistry registry;
        makeBad(registry, u"html"_s);
        const CtlResult result = prepared(registry, {u"group/app"_s}).run({u"worker"_s});
        QVERIFY2(result.exitCode == 1, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(u"does not implement the import API"), qPrintable(result.err));
    }

    /// The first waits for the registry's answer, the second does not.
    void secondSignalEndsAtOnce()
    {
        FakeRegistry registry;
        registry.addRepository(u"group/app"_s);
        FakeAnswer held = FakeAnswer::json(202, QJsonObject());
        held.held = true;
        registry.script("PUT", u"import/group/app/"_s, held);
        CtlProcess ctl = prepared(registry, {u"group/app"_s});
        const auto worker = ctl.start({u"worker"_s});
        QTRY_VERIFY_WITH_TIMEOUT(registry.heldCount() == 1 || hasEnded(*worker), patienceMs);
        QByteArray log;
        sendSignal(*worker, SIGTERM);
        QVERIFY2(writes(*worker, log, "stopping"), log.constData());
        sendSignal(*worker, SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*worker), patienceMs);
        QCOMPARE(worker->exitStatus(), QProcess::NormalExit);
        QCOMPARE(worker->exitCode(), 130);
        QCOMPARE(stateOf(ctl, u"group/app"_s), u"pre_importing"_s);
    }

    void twoFastSignals()
    {
        FakeRegistry registry;
        CtlProcess ctl = prepared(registry, {});
        const auto worker = ctl.start({u"worker"_s});
        QByteArray log;
        QVERIFY2(writes(*worker, log, "\"started\""), log.constData());
        sendSignal(*worker, SIGTERM);
        sendSignal(*worker, SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*worker), patienceMs);
        QCOMPARE(worker->exitStatus(), QProcess::NormalExit); // ended in order (both merged into one) or at once
        QVERIFY(worker->exitCode() == 0 || worker->exitCode() == 130);
    }

    void watchedStatus()
    {
        FakeRegistry registry;
        const CtlProcess ctl = prepared(registry, {u"group/app"_s});
        const auto watch = ctl.start({u"status"_s, u"--watch"_s, u"--interval"_s, u"0.1"_s, u"--json"_s});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += watch->readAllStandardOutput()).count('\n') >= 2, patienceMs);
        sendSignal(*watch, SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*watch), patienceMs);
        QCOMPARE(watch->exitCode(), 0);
        const QJsonObject first = QJsonDocument::fromJson(out.split('\n').first()).object();
        QCOMPARE(first[u"states"_s][u"default"_s].toInt(), 1);
    }

    void importerServesAndDrains()
    {
        FakeRegistry source;
        FakeRegistry target;
        const CtlProcess ctl;
        const auto importer = ctl.start({u"importer"_s, u"serve"_s, u"--source"_s, source.url().toString(),
            u"--target"_s, target.url().toString(), u"--database"_s, ctl.home() + u"/importer.sqlite"_s});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT(
            (out += importer->readAllStandardOutput()).contains('\n') || hasEnded(*importer), patienceMs);
        const QUrl url(QString::fromUtf8(out.split('\n').first()));
        QVERIFY2(url.isValid() && url.port() > 0 && url.host() == u"127.0.0.1", out.constData());

        CtlProcess client = prepared(source, {u"group/app"_s});
        client.setVariable(u"TRANSSHIP_REGISTRY"_s, url.toString());
        const CtlResult enqueued = client.run({u"enqueue"_s, u"--json"_s}); // it answers as the import API does
        QVERIFY2(enqueued.exitCode == 0, qPrintable(enqueued.toString()));

        sendSignal(*importer, SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*importer), patienceMs);
        QVERIFY2(importer->exitCode() == 0, importer->readAllStandardError().constData());
        QTcpSocket socket;
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(!socket.waitForConnected(2000));
    }

    void importerWithoutTokenStaysOnLoopback()
    {
        const CtlResult result = CtlProcess().run({u"importer"_s, u"serve"_s, u"--source"_s, u"http://127.0.0.1:1"_s,
            u"--target"_s, u"http://127.0.0.1:2"_s, u"--listen"_s, u"0.0.0.0:0"_s});
        QVERIFY2(result.exitCode == 2, qPrintable(result.toString()));
    }

private:
    static void makeBad(FakeRegistry& registry, const QString& kind)
    {
        if (kind == u"down") {
            registry.stopListening();
        } else if (kind == u"html") {
            registry.script("*", u"."_s, FakeAnswer::html(200));
        } else if (kind == u"404") {
            registry.script("*", u"."_s, FakeAnswer::html(404));
        } else if (kind == u"off") {
            registry.setSwitchedOff(true);
        } else if (kind == u"token") {
            registry.setToken("secret");
        } else if (kind == u"closes") {
            registry.script("*", u"."_s, FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce));
        }
    }

    /// A database with these repositories and everything switched on.
    CtlProcess prepared(const FakeRegistry& registry, const QStringList& paths, const QString& backend = u"sqlite"_s)
    {
        CtlProcess ctl;
        ctl.setDatabase(m_databases.create(backend).toDisplayString());
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, registry.url().toString());
        for (const QString& flag :
            {u"container_registry_migration_phase2_enabled"_s, u"capacity_5"_s, u"enqueue_speed_fast"_s}) {
            if (ctl.run({u"flags"_s, u"enable"_s, flag}).exitCode != 0) {
                qFatal("cannot switch on %s", qPrintable(flag));
            }
        }
        const QByteArray inventory = "path\n" + paths.join(u'\n').toUtf8() + '\n';
        if (ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, inventory).exitCode != 0
            || ctl.run({u"settings"_s, u"set"_s, u"poll_interval"_s, u"1"_s}).exitCode != 0) {
            qFatal("cannot prepare the test's database");
        }
        return ctl;
    }

    static QString stateOf(const CtlProcess& ctl, const QString& path)
    {
        return ctl.run({u"repo"_s, u"show"_s, path, u"--json"_s}).json()[u"migration_state"_s].toString();
    }

    static int countOf(const CtlProcess& ctl, const QString& state)
    {
        return ctl.run({u"db"_s, u"status"_s, u"--json"_s}).json()[u"states"_s][state].toInt(-1);
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestCtlServers)
#include "tst_ctlservers.moc"
