// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importrecords.h"
#include "models/importer/readonlywindows.h"
#include "tests/importer/copybench.h"
#include "tests/importer/importapifixture.h"
#include "tests/support/eventual.h"
#include "tests/support/testdatabases.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {

/// Says when it begins to allow writes, and does so once the test lets it.
const QByteArray slowToRelease
    = "[ $1 = freeze ] || { until [ -e go ]; do sleep 0.02; done; echo released $2 >> calls; }";

ImporterOptions withHook(const QString& hook, int limit = 30'000)
{
    ImporterOptions options;
    options.freezeHook = hook;
    options.freezeHookTimeout = std::chrono::milliseconds(limit);
    options.heartbeat = std::chrono::milliseconds(50);
    return options;
}

/// The windows of one importer among several that share a database.
struct Importer {
    Importer(const DatabaseUrl& url, const QString& name, const QString& hook)
        : database(*ImportDatabase::open(url))
    {
        const std::chrono::seconds limit(30);
        const ReadOnlyWindows::Options options{
            FreezeHook(hook, limit), name, std::chrono::milliseconds(100), std::chrono::seconds(30), limit};
        windows = std::make_shared<ReadOnlyWindows>(options, database, [](const QJsonObject&) {});
    }
    auto open(const QString& path) { return windows->open(path, std::make_shared<Cancellation>()); }
    QCoro::Task<bool> close(const QString& path) { return doneAfter(windows->close(path, u"complete"_s)); }
    QCoro::Task<bool> closeLeft() { return doneAfter(windows->closeLeft()); }
    void runOutLeases() { change(u"UPDATE importer_windows SET lease_until = '2000-01-01'"_s); }
    void leave(const QString& path)
    {
        change(u"INSERT INTO importer_windows (path, owner, lease_until) VALUES (?, 'dead', '2000-01-01')"_s, {path});
    }
    void change(const QString& sql, const QVariantList& values = {}) { QVERIFY(database->run(sql, values).ok()); }
    QString ownerOf(const QString& path)
    {
        QString owner = u"nobody"_s;
        const auto keep = [&owner](const Row& row) {
            owner = row.value(0).toString();
            return Result<void>();
        };
        (void)database->read(u"SELECT owner FROM importer_windows WHERE path = ?"_s, {path}, keep);
        return owner;
    }

    std::shared_ptr<ImportDatabase> database;
    std::shared_ptr<ReadOnlyWindows> windows;
};

} // namespace

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
    void rule22_nobodyClosesBeforeAnotherHasOpened_data() { TestDatabases::addRows(); }
    void rule22_nobodyClosesBeforeAnotherHasOpened();
    void rule22_nobodyOpensWhatIsAnothersByNow_data() { TestDatabases::addRows(); }
    void rule22_nobodyOpensWhatIsAnothersByNow();
    void rule22_whatIsLeftIsLookedAtAgainBeforeItIsOpened_data() { TestDatabases::addRows(); }
    void rule22_whatIsLeftIsLookedAtAgainBeforeItIsOpened();
    void rule22_anImportWaitsForWhatIsBeingOpened_data() { TestDatabases::addRows(); }
    void rule22_anImportWaitsForWhatIsBeingOpened();
    void rule22_drainedImportsAreGivenBackWhenTheSourceIsOpen();

private:
    /// A hook that writes its arguments down, and then does `then` (of a shell).
    QString writeHook(const QByteArray& then = {});
    void serveWithHook(const QByteArray& then = {}, int limit = 30'000);
    void tell(const QString& name); ///< to the hook, by a file of that name
    DatabaseUrl emptyDatabase() { return m_databases.createEmpty(TestDatabases::backend()); }
    QStringList calls() const;
    qsizetype eventsOf(const QString& event) const;
    void preImport();

    std::unique_ptr<QTemporaryDir> m_folder;
    TestDatabases m_databases;
};

QString TestReadOnlyWindow::writeHook(const QByteArray& then)
{
    m_folder = std::make_unique<QTemporaryDir>();
    QFile hook(m_folder->filePath(u"hook"_s));
    if (!hook.open(QIODevice::WriteOnly)) {
        qFatal("cannot write %s", qPrintable(hook.fileName()));
    }
    hook.write("#!/bin/sh\ncd '" + m_folder->path().toUtf8() + "'\necho \"$@\" >> calls\n" + then + '\n');
    hook.close();
    hook.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return hook.fileName();
}

void TestReadOnlyWindow::serveWithHook(const QByteArray& then, int limit)
{
    m_bench->log.clear();
    serve(withHook(writeHook(then), limit));
}

void TestReadOnlyWindow::tell(const QString& name)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
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
    const bool hangs = what == u"hang";
    serveWithHook(hangs ? "[ $1 = release ] || exec sleep 600" : QByteArray(), hangs ? 300 : 30'000);
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
    Importer dead(m_bench->completed({}).database, u"dead"_s, {});
    // In the middle of a final import: the next importer goes on with that.
    dead.leave(m_path);
    dead.change(u"UPDATE importer_repositories SET status = 'import_in_progress', owner = 'dead', "
                "lease_until = '2000-01-01' WHERE path = ?"_s,
        {m_path});
    serveWithHook();
    QTRY_COMPARE(m_bench->status(m_path), u"import_complete"_s);
    QCOMPARE(calls(), QStringList({u"freeze "_s + m_path, u"release "_s + m_path + u" complete"}));
    // After it had ended, or was canceled through another.
    m_bench->stopService();
    dead.leave(m_path);
    serveWithHook();
    QTRY_COMPARE(calls(), QStringList{u"release "_s + m_path + u" interrupted"});
}

void TestReadOnlyWindow::rule22_aHookThatFailsToOpenIsCalledAgain()
{
    serveWithHook("[ $1 = freeze ] || [ -e works ] || exit 1");
    preImport();
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QTRY_VERIFY(eventsOf(u"window_not_closed"_s) >= 2);
    tell(u"works"_s);
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

/// One stops and is slow to allow writes again; the next must not close the source before that has ended, however long
/// it takes.
void TestReadOnlyWindow::rule22_nobodyClosesBeforeAnotherHasOpened()
{
    const DatabaseUrl url = emptyDatabase();
    const QString hook = writeHook(slowToRelease);
    Importer one(url, u"one"_s, hook);
    Importer two(url, u"two"_s, hook);
    QVERIFY(await(one.open(m_path)).ok());
    one.runOutLeases();
    Eventual<bool> closed(one.close(m_path));
    QTRY_COMPARE(calls().size(), 2); // the hook is at it
    Eventual<Result<void>> opened(two.open(m_path));
    QVERIFY(await(two.open(u"another"_s)).ok()); // which comes second, if the first did not wait
    QCOMPARE(calls().filter(u"freeze "_s + m_path).size(), 1);
    tell(u"go"_s);
    QVERIFY(closed.get() && opened.get().ok());
    QCOMPARE(calls().mid(3), QStringList({u"released "_s + m_path, u"freeze "_s + m_path}));
    QCOMPARE(two.ownerOf(m_path), u"two"_s);
}

/// One was suspended for longer than its lease; when it comes back, the other is in its deciding look.
void TestReadOnlyWindow::rule22_nobodyOpensWhatIsAnothersByNow()
{
    const DatabaseUrl url = emptyDatabase();
    const QString hook = writeHook();
    Importer one(url, u"one"_s, hook);
    Importer two(url, u"two"_s, hook);
    QVERIFY(await(one.open(m_path)).ok());
    one.runOutLeases();
    QVERIFY(await(two.open(m_path)).ok());
    await(one.close(m_path));
    QCOMPARE(calls(), QStringList({u"freeze "_s + m_path, u"freeze "_s + m_path}));
    // A look may take longer than the window's lease, which nobody renews: the import's counts.
    two.change(u"INSERT INTO importer_repositories (path, status, owner, lease_until) "
               "VALUES (?, 'import_in_progress', 'two', '2999-01-01')"_s,
        {m_path});
    two.runOutLeases();
    const auto gone = std::make_shared<Cancellation>();
    Eventual<Result<void>> again(one.windows->open(m_path, gone));
    QCOMPARE(two.ownerOf(m_path), u"two"_s);
    gone->cancel();
    QVERIFY(!again.get().ok());
    await(one.close(m_path));
    await(one.closeLeft());
    QCOMPARE(calls().size(), 2);
    await(two.close(m_path));
    QCOMPARE(calls().mid(2), QStringList{u"release "_s + m_path + u" complete"});
    QCOMPARE(two.ownerOf(m_path), u"nobody"_s);
}

void TestReadOnlyWindow::rule22_whatIsLeftIsLookedAtAgainBeforeItIsOpened()
{
    const DatabaseUrl url = emptyDatabase();
    const QString hook = writeHook(slowToRelease);
    Importer one(url, u"one"_s, hook);
    Importer two(url, u"two"_s, hook);
    one.leave(u"a"_s);
    one.leave(u"b"_s);
    Eventual<bool> closed(one.closeLeft());
    QTRY_COMPARE(calls(), QStringList{u"release a interrupted"_s});
    QVERIFY(await(two.open(u"b"_s)).ok()); // meanwhile
    tell(u"go"_s);
    QVERIFY(closed.get());
    QCOMPARE(calls(), QStringList({u"release a interrupted"_s, u"freeze b"_s, u"released a"_s}));
    QCOMPARE(two.ownerOf(u"b"_s), u"two"_s);
    QCOMPARE(two.ownerOf(u"a"_s), u"nobody"_s);
}

/// The importer itself opens what a dead one left, and begins an import of the same repository.
void TestReadOnlyWindow::rule22_anImportWaitsForWhatIsBeingOpened()
{
    Importer one(emptyDatabase(), u"one"_s, writeHook(slowToRelease));
    one.leave(m_path);
    Eventual<bool> closed(one.closeLeft());
    QTRY_COMPARE(calls().size(), 1);
    Eventual<Result<void>> opened(one.open(m_path));
    QVERIFY(await(one.open(u"another"_s)).ok()); // which comes second, if the first did not wait
    tell(u"go"_s);
    QVERIFY(closed.get() && opened.get().ok());
    QCOMPARE(calls(),
        QStringList({u"release "_s + m_path + u" interrupted", u"freeze another"_s, u"released "_s + m_path,
            u"freeze "_s + m_path}));
    QCOMPARE(one.ownerOf(m_path), u"one"_s);
}

/// A rolling restart: the next importer has the import when the one that stops has allowed writes again.
void TestReadOnlyWindow::rule22_drainedImportsAreGivenBackWhenTheSourceIsOpen()
{
    serveWithHook(slowToRelease);
    preImport();
    FakeAnswer held = FakeAnswer::error(503, u"UNAVAILABLE"_s);
    held.held = true;
    m_source->script("HEAD", u"/manifests/"_s, held);
    QCOMPARE(m_bench->put(m_path, u"final"_s).status, 202);
    QTRY_VERIFY(m_source->heldCount() > 0);
    ImporterOptions options = m_bench->completed(withHook(m_folder->filePath(u"hook"_s)));
    options.source.url = m_source->url();
    Importer anybody(options.database, u"anybody"_s, {});
    ImportRecords records(anybody.database, u"anybody"_s, std::chrono::seconds(30));
    Eventual<bool> drained(doneAfter(m_bench->service->drain()));
    QVERIFY(!records.inProgress()->first().lapsed);
    QTRY_COMPARE(calls().size(), 2); // the hook is at it
    anybody.change(u"UPDATE importer_repositories SET lease_until = '2000-01-01'"_s);
    QTRY_VERIFY(!records.inProgress()->first().lapsed); // who stops still says that it lives
    ImportService next(options);
    QVERIFY(next.listen().ok()); // with a first look for what is nobody's
    QCOMPARE(next.runningImports(), 0);

    m_source->clearScripts();
    m_source->release();
    tell(u"go"_s);
    QVERIFY(drained.get());
    QTRY_COMPARE(m_bench->status(m_path), u"import_complete"_s);
    QCOMPARE(calls(),
        QStringList({u"freeze "_s + m_path, u"release "_s + m_path + u" interrupted", u"released "_s + m_path,
            u"freeze "_s + m_path, u"release "_s + m_path + u" complete", u"released "_s + m_path}));
}

QTEST_GUILESS_MAIN(TestReadOnlyWindow)
#include "tst_readonlywindow.moc"
