// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"
#include "tests/importer/importapifixture.h"
#include "tests/support/eventual.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rule 22 of the OCI checklist (docs/importer.md): the source is closed for writing during the last look, by a program
/// of the operator's, and opened again whatever happens.
class TestReadOnlyWindow : public ImportApiFixture {
    Q_OBJECT
private Q_SLOTS:
    void rule22_theLastLookIsTheOneInTheWindow();
    void rule22_aSourceThatCannotBeClosedIsAReason();
    void rule22_closedAndOpenedAroundAFinalImport();
    void rule22_opensAgainAfter_data();
    void rule22_opensAgainAfter();
    void rule22_anotherImporterOpensWhatADeadOneClosed();
    void rule22_aHookThatFailsToOpenIsCalledAgain();
    void rule22_theHookGetsNoSecrets();

private:
    /// Serves with a hook that writes its arguments down, and then does `then` (of a shell).
    void serveWithHook(const QByteArray& then = {});
    QStringList calls() const;
    qsizetype eventsOf(const QString& event) const;
    void preImport();

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestReadOnlyWindow::serveWithHook(const QByteArray& then)
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench->log.clear();
    ImporterOptions options;
    options.freezeHook = m_folder->filePath(u"hook"_s);
    options.freezeHookTimeout = std::chrono::milliseconds(then.contains("sleep") ? 300 : 30'000);
    options.heartbeat = std::chrono::milliseconds(50);
    QFile hook(options.freezeHook);
    QVERIFY(hook.open(QIODevice::WriteOnly));
    hook.write("#!/bin/sh\ncd '" + m_folder->path().toUtf8() + "'\necho \"$@\" >> calls\n" + then + '\n');
    hook.close();
    QVERIFY(hook.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    serve(options);
}

QStringList TestReadOnlyWindow::calls() const
{
    QFile file(m_folder->filePath(u"calls"_s));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                          : QStringList();
}

qsizetype TestReadOnlyWindow::eventsOf(const QString& event) const
{
    return std::count_if(m_bench->log.begin(), m_bench->log.end(),
        [&event](const QJsonObject& line) { return line.value(u"event").toString() == event; });
}

void TestReadOnlyWindow::preImport()
{
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
}

void TestReadOnlyWindow::rule22_theLastLookIsTheOneInTheWindow()
{
    CopyBench bench;
    for (int number = 0; number < 20; ++number) {
        bench.source.addImage(bench.path, u"t%1"_s.arg(number), QByteArray::number(number));
    }
    QVERIFY(bench.run(ImportType::Pre).ok());
    qsizetype thereBefore = 0;
    bench.freeze = [&]() -> QCoro::Task<Result<void>> {
        thereBefore = bench.target.tags(bench.path).size(); // so that the window is short
        bench.source.addImage(bench.path, u"t7"_s, "pushed in the last moment");
        co_return Result<void>();
    };
    const Result<QString> done = bench.run(ImportType::Final);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
    QCOMPARE(thereBefore, 20);
    QVERIFY(bench.tagsAreEqual());
    // Also when there is nothing to write: equal is what is equal while nobody can write.
    const Result<QString> again = bench.run(ImportType::Final);
    QVERIFY2(again.ok(), again ? "" : qPrintable(again.error().toString()));
    QVERIFY(bench.tagsAreEqual());
}

void TestReadOnlyWindow::rule22_aSourceThatCannotBeClosedIsAReason()
{
    serveWithHook("[ $1 = release ] || { echo; echo 'you may not do that'; exit 3; }");
    preImport();
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_failed"_s);
    const QString detail = m_bench->detail(m_path);
    QVERIFY2(detail.contains(u"not closed for writing") && detail.contains(u"exit code 3: you may not do that"),
        qPrintable(detail));
    QCOMPARE(calls(), QStringList({u"freeze "_s + m_path, u"release "_s + m_path + u" failed"})); // who knows how far
}

void TestReadOnlyWindow::rule22_closedAndOpenedAroundAFinalImport()
{
    serveWithHook();
    preImport();
    QCOMPARE(calls(), QStringList());
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QCOMPARE(calls(), QStringList({u"freeze "_s + m_path, u"release "_s + m_path + u" complete"}));
    const QJsonObject answer = m_bench->api("GET", u"import/%1/"_s.arg(m_path)).object();
    QVERIFY(answer.value(u"progress").toObject().contains(u"window_ms"));
    QCOMPARE(eventsOf(u"window_opened"_s), 1);
    QCOMPARE(eventsOf(u"window_closed"_s), 1);
    QCOMPARE(m_bench->log.last().value(u"event").toString(), u"import_ended"_s); // open again before it says so
}

void TestReadOnlyWindow::rule22_opensAgainAfter_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("failure") << u"failure"_s << u"failed"_s;
    QTest::newRow("cancel") << u"cancel"_s << u"interrupted"_s;
    QTest::newRow("drain") << u"drain"_s << u"interrupted"_s;
    QTest::newRow("hang") << u"hang"_s << u"failed"_s;
}

void TestReadOnlyWindow::rule22_opensAgainAfter()
{
    QFETCH(QString, what);
    QFETCH(QString, outcome);
    serveWithHook(what == u"hang" ? "[ $1 = release ] || exec sleep 600" : QByteArray());
    preImport();
    if (what == u"failure") {
        m_source->scriptNth("HEAD", u"/manifests/"_s, 1, FakeAnswer::error(403, u"DENIED"_s)); // in the window
    } else if (what != u"hang") {
        FakeAnswer held = FakeAnswer::error(503, u"UNAVAILABLE"_s);
        held.held = true;
        m_source->script("HEAD", u"/manifests/"_s, held);
    }
    QCOMPARE(m_bench->put(m_path, u"final"_s).status, 202);
    if (what == u"cancel" || what == u"drain") {
        QTRY_VERIFY(m_source->heldCount() > 0);
        QCOMPARE(calls(), QStringList{u"freeze "_s + m_path});
    }
    if (what == u"cancel") {
        QCOMPARE(m_bench->api("DELETE", u"import/%1/"_s.arg(m_path)).status, 202);
    } else if (what == u"drain") {
        await(m_bench->service->drain());
        QCOMPARE(calls().size(), 2); // before it says that it is done
    }
    QTRY_COMPARE(calls(), QStringList({u"freeze "_s + m_path, u"release "_s + m_path + u' ' + outcome}));
    QTRY_COMPARE(m_bench->service->runningImports(), 0);
}

void TestReadOnlyWindow::rule22_anotherImporterOpensWhatADeadOneClosed()
{
    serveWithHook();
    preImport();
    m_bench->stopService();
    const Result<std::shared_ptr<ImportDatabase>> database = ImportDatabase::open(m_bench->completed({}).database);
    QVERIFY(database.ok());
    const auto leaveWindow = [&database, this] {
        return (*database)->run(
            u"INSERT INTO importer_windows (path, owner, lease_until) VALUES (?, 'dead', '2020-01-01')"_s, {m_path});
    };
    // In the middle of a final import: the next importer goes on with that.
    QVERIFY(leaveWindow().ok());
    QVERIFY((*database)
                ->run(u"UPDATE importer_repositories SET status = 'import_in_progress', owner = 'dead', "
                      "lease_until = '2020-01-01' WHERE path = ?"_s,
                    {m_path})
                .ok());
    serveWithHook();
    QTRY_COMPARE(m_bench->status(m_path), u"import_complete"_s);
    QCOMPARE(calls(), QStringList({u"freeze "_s + m_path, u"release "_s + m_path + u" complete"}));
    // After it had ended, or was canceled through another.
    m_bench->stopService();
    QVERIFY(leaveWindow().ok());
    serveWithHook();
    QTRY_COMPARE(calls(), QStringList{u"release "_s + m_path + u" interrupted"});
}

void TestReadOnlyWindow::rule22_aHookThatFailsToOpenIsCalledAgain()
{
    serveWithHook("[ $1 = freeze ] || [ -e works ] || exit 1");
    preImport();
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QTRY_VERIFY(eventsOf(u"window_not_closed"_s) >= 2);
    QFile works(m_folder->filePath(u"works"_s));
    QVERIFY(works.open(QIODevice::WriteOnly));
    QTRY_COMPARE(eventsOf(u"window_closed"_s), 1);
}

void TestReadOnlyWindow::rule22_theHookGetsNoSecrets()
{
    qputenv("TRANSSHIP_SOURCE_PASSWORD", "a secret of ours");
    qputenv("HOOK_TOKEN", "its own");
    serveWithHook("env >> environment");
    preImport();
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QFile file(m_folder->filePath(u"environment"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray environment = file.readAll();
    QVERIFY(environment.contains("HOOK_TOKEN=its own") && !environment.contains("TRANSSHIP"));
    qunsetenv("TRANSSHIP_SOURCE_PASSWORD");
}

QTEST_GUILESS_MAIN(TestReadOnlyWindow)
#include "tst_readonlywindow.moc"
