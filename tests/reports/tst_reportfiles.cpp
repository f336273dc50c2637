// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/reportfile.h"
#include "reports/reportrunner.h"
#include "tests/reports/reporttools.h"

#include <QSignalSpy>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace transship;
using namespace transship::testing;

namespace {

const QList<ReportFormat> formats{ReportFormat::Csv, ReportFormat::Json, ReportFormat::Xlsx, ReportFormat::Pdf};

void addFormats()
{
    QTest::addColumn<int>("format");
    for (const ReportFormat format : formats) {
        QTest::newRow(qPrintable(toName(format))) << static_cast<int>(format);
    }
}

/// While it lives, no file of this process grows beyond so many bytes; as on a full disk, a write fails.
class FileLimit {
public:
    explicit FileLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limited{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limited);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// What a runner says at its ends, in order.
class Ends {
public:
    explicit Ends(const ReportRunner& runner)
    {
        QObject::connect(&runner, &ReportRunner::finished, &m_context,
            [this](const Result<ReportSummary>& summary) { list << summary; });
    }
    QList<Result<ReportSummary>> list;

private:
    QObject m_context;
};

} // namespace

/// A report is there as a whole or not at all.
class TestReportFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canceledLeavesNothing_data() { addFormats(); }
    void canceledLeavesNothing();
    void whatDoesNotFitLeavesNothing_data() { addFormats(); }
    void whatDoesNotFitLeavesNothing();
    void missingFoldersAreSaid();
    void foldersThatRefuseAreSaid();
    void filesKeepTheirMode();
    void linksAreFollowed();
    void runnerTellsProgressAndEnd();
    void runnerCancels();
    void goingAwayCancels();

private:
    std::unique_ptr<ReportFixture> filled(int rows)
    {
        const DatabaseUrl url = DatabaseUrl::sqlite(m_folder.filePath(QStringLiteral("%1.sqlite").arg(++m_files)));
        auto connection = TestDatabases::open(url);
        if (!schema::upgrade(*connection)) {
            qFatal("cannot create the schema");
        }
        connection.reset();
        auto f = std::make_unique<ReportFixture>(url);
        f->addMany(rows);
        return f;
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestReportFiles::canceledLeavesNothing()
{
    QFETCH(int, format);
    const auto f = filled(1500);
    QFile old(f->file());
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("the old one") > 0);
    old.close();
    ReportProgress progress;
    progress.canceled = true;
    const auto summary = writeReport(f->stores, ReportFixture::request(ReportFormat(format)), f->file(), progress);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::Canceled);
    QVERIFY(progress.done > 0); // it was under way
    QCOMPARE(f->content(), QByteArray("the old one"));
    QCOMPARE(f->filesInFolder(), QStringList{QStringLiteral("report")});
}

void TestReportFiles::whatDoesNotFitLeavesNothing()
{
    QFETCH(int, format);
    const auto f = filled(20'000);
    Result<ReportSummary> summary = ReportSummary{};
    {
        // The database's own shared memory is larger than what a PDF needs.
        const FileLimit limit(ReportFormat(format) == ReportFormat::Pdf ? 20'000 : 150'000);
        summary = f->write(ReportFixture::request(ReportFormat(format)));
    }
    QVERIFY2(!summary, "it fitted");
    QCOMPARE(summary.error().code, ErrorCode::Io);
    QVERIFY2(summary.error().message.contains(QStringLiteral("free some room")), qPrintable(summary.error().message));
    QVERIFY2(summary.error().message.contains(QStringLiteral("File too large")), qPrintable(summary.error().message));
    QCOMPARE(f->filesInFolder(), QStringList());
}

void TestReportFiles::missingFoldersAreSaid()
{
    ReportFile file(m_folder.filePath(QStringLiteral("nowhere/report.csv")));
    const auto opened = file.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(QStringLiteral("there is no folder")));
    ReportFile folder(m_folder.path());
    QVERIFY(folder.open().error().message.contains(QStringLiteral("is not a file")));
}

void TestReportFiles::foldersThatRefuseAreSaid()
{
    // Nobody, not even root, makes files there.
    ReportFile file(QStringLiteral("/proc/self/report.csv"));
    const auto opened = file.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Io);
    QVERIFY2(opened.error().message.contains(QStringLiteral("nothing can be written in the folder")),
        qPrintable(opened.error().message));
}

void TestReportFiles::filesKeepTheirMode()
{
    const mode_t before = ::umask(027);
    const QString name = m_folder.filePath(QStringLiteral("mode"));
    const auto write = [&] {
        ReportFile file(name);
        return file.open() && file.commit();
    };
    QVERIFY(write());
    ::umask(before);
    struct stat found = {};
    QCOMPARE(::stat(QFile::encodeName(name).constData(), &found), 0);
    QCOMPARE(found.st_mode & 0777, mode_t(0640));
    QCOMPARE(::chmod(QFile::encodeName(name).constData(), 0604), 0);
    QVERIFY(write());
    QCOMPARE(::stat(QFile::encodeName(name).constData(), &found), 0);
    QCOMPARE(found.st_mode & 0777, mode_t(0604));
}

void TestReportFiles::linksAreFollowed()
{
    const QString target = m_folder.filePath(QStringLiteral("target"));
    const QString link = m_folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(target, link));
    ReportFile file(link);
    QVERIFY(file.open() && file.device().write("x") == 1 && file.commit());
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(QFileInfo(target).size(), 1);
}

void TestReportFiles::runnerTellsProgressAndEnd()
{
    const auto f = filled(3000);
    ReportRunner runner(f->url);
    QSignalSpy progressed(&runner, &ReportRunner::progressed);
    const Ends ends(runner);
    runner.start(ReportFixture::request(ReportFormat::Csv), f->file());
    QVERIFY(runner.isRunning());
    runner.start(ReportFixture::request(ReportFormat::Csv), f->file() + QStringLiteral("2")); // one at a time
    QTRY_COMPARE(ends.list.size(), 1);
    QVERIFY(!runner.isRunning());
    QVERIFY(progressed.count() >= 1);
    QVERIFY(ends.list[0]);
    QCOMPARE(ends.list[0]->rows, 3000);
    QCOMPARE(f->filesInFolder(), QStringList{QStringLiteral("report")});
}

void TestReportFiles::runnerCancels()
{
    const auto f = filled(30'000);
    ReportRunner runner(f->url);
    const Ends ends(runner);
    runner.start(ReportFixture::request(ReportFormat::Xlsx), f->file());
    runner.cancel();
    QTRY_COMPARE(ends.list.size(), 1);
    QCOMPARE(ends.list[0].error().code, ErrorCode::Canceled);
    QCOMPARE(f->filesInFolder(), QStringList());
}

void TestReportFiles::goingAwayCancels()
{
    const auto f = filled(30'000);
    {
        ReportRunner runner(f->url);
        runner.start(ReportFixture::request(ReportFormat::Xlsx), f->file());
    }
    QTRY_COMPARE(f->filesInFolder(), QStringList());
}

QTEST_GUILESS_MAIN(TestReportFiles)
#include "tst_reportfiles.moc"
