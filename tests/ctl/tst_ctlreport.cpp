// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/databaseurl.h"
#include "tests/ctl/preparedctl.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace transship;
using namespace transship::testing;

namespace {

QStringList words(const QString& text)
{
    return text.split(u' ');
}

} // namespace

/// `transshipctl report` as a script uses it: files, standard output, exit codes, and what is left when it fails.
class TestCtlReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFormat_data();
    void everyFormat();
    void standardOutput();
    void queriesSortsAndColumns();
    void wrongArguments_data();
    void wrongArguments();
    void nothingMatches();
    void fullDisk();
    void fullOutput();
    void interrupted();

private:
    int load(int count);
    QString file(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    std::unique_ptr<CtlProcess> m_ctl;
};

void TestCtlReport::initTestCase()
{
    const DatabaseUrl url = DatabaseUrl::sqlite(file(QStringLiteral("migration.sqlite")));
    QStringList paths;
    for (int i = 0; i < 40; ++i) {
        paths << QStringLiteral("group/project-%1").arg(i, 2, 10, QLatin1Char('0'));
    }
    m_ctl = std::make_unique<CtlProcess>(preparedCtl(url, QUrl(QStringLiteral("http://127.0.0.1:1")), paths));
    QCOMPARE(
        m_ctl->run(words(QStringLiteral("repo fire skip_import group/project-07 --reason too_many_tags"))).exitCode, 0);
}

void TestCtlReport::everyFormat_data()
{
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("csv") << QByteArray("# database: sqlite:");
    QTest::newRow("json") << QByteArray("{\"report\": ");
    QTest::newRow("xlsx") << QByteArray("PK\x03\x04");
    QTest::newRow("pdf") << QByteArray("%PDF-1.");
}

void TestCtlReport::everyFormat()
{
    QFETCH(QByteArray, begins);
    const QString format = QString::fromLatin1(QTest::currentDataTag());
    const QString name = file(QStringLiteral("report.") + format);
    const CtlResult result = m_ctl->run({QStringLiteral("report"), QStringLiteral("--format"), format,
        QStringLiteral("--output"), name, QStringLiteral("--json")});
    QVERIFY2(result.exitCode == 0, qPrintable(result.toString()));
    QCOMPARE(result.json()[u"repositories"].toInt(), 40);
    QCOMPARE(result.json()[u"file"].toString(), name);
    QFile report(name);
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(report.readAll().startsWith(begins));
    // The same to a pipe.
    const auto piped = m_ctl->start(words(QStringLiteral("report --output - --format ") + format));
    QTRY_COMPARE(piped->state(), QProcess::NotRunning);
    QCOMPARE(piped->exitCode(), 0);
    QVERIFY(piped->readAllStandardOutput().startsWith(begins));
}

void TestCtlReport::standardOutput()
{
    const CtlResult result
        = m_ctl->run(words(QStringLiteral("report --format csv --output - --plain --columns path,migration_state")));
    QVERIFY2(result.exitCode == 0, qPrintable(result.toString()));
    const QStringList lines = result.out.split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 42); // a header, the end of the last line
    QCOMPARE(lines[0], QStringLiteral("path,migration_state"));
    QCOMPARE(lines[8], QStringLiteral("group/project-07,import_skipped"));
    QCOMPARE(result.err, QString());
}

void TestCtlReport::queriesSortsAndColumns()
{
    const CtlResult result = m_ctl->run(
        {QStringLiteral("report"), QStringLiteral("--format"), QStringLiteral("json"), QStringLiteral("--output"),
            QStringLiteral("-"), QStringLiteral("--query"), QStringLiteral("state:default path:group/project-0*"),
            QStringLiteral("--sort"), QStringLiteral("-path"), QStringLiteral("--columns"), QStringLiteral("path")});
    QVERIFY2(result.exitCode == 0, qPrintable(result.toString()));
    QCOMPARE(result.json()[u"report"].toObject()[u"repositories"].toInt(), 9);
    const QJsonArray rows = result.json()[u"repositories"].toArray();
    QCOMPARE(rows.size(), 9);
    QCOMPARE(rows[0].toObject()[u"path"].toString(), QStringLiteral("group/project-09"));
    QCOMPARE(rows[0].toObject().size(), 1);
}

void TestCtlReport::wrongArguments_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("no format") << QStringLiteral("--output x") << 2 << QStringLiteral("--format");
    QTest::newRow("another format") << QStringLiteral("--format doc --output x") << 2 << QStringLiteral("doc");
    QTest::newRow("another order") << QStringLiteral("--format csv --output x --sort size") << 2
                                   << QStringLiteral("unknown order \"size\"; known: id, path");
    QTest::newRow("query") << QStringLiteral("--format csv --output x --query state:gone") << 2
                           << QStringLiteral("gone");
    QTest::newRow("column") << QStringLiteral("--format csv --output x --columns paht") << 2 << QStringLiteral("paht");
    QTest::newRow("folder") << QStringLiteral("--format csv --output /nowhere/at/all.csv") << 1
                            << QStringLiteral("there is no folder /nowhere/at");
    QTest::newRow("no file") << QStringLiteral("--format csv --output /dev/null") << 1
                             << QStringLiteral("is not a file");
}

void TestCtlReport::wrongArguments()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const CtlResult result = m_ctl->run(words(QStringLiteral("report ") + arguments));
    QTEST(result.exitCode, "exitCode");
    QVERIFY2(QString(result.out + result.err).contains(says), qPrintable(result.toString()));
}

void TestCtlReport::nothingMatches()
{
    const CtlResult result = m_ctl->run(
        {QStringLiteral("report"), QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--output"),
            file(QStringLiteral("empty.csv")), QStringLiteral("--query"), QStringLiteral("state:importing")});
    QVERIFY2(result.exitCode == 4, qPrintable(result.toString()));
    QVERIFY(QFile::exists(file(QStringLiteral("empty.csv"))));
}

/// The exit code of loading so many repositories.
int TestCtlReport::load(int count)
{
    QByteArray csv = "path\n";
    for (int i = 0; i < count; ++i) {
        csv += "many/" + QByteArray::number(i) + "\n";
    }
    return m_ctl->run(words(QStringLiteral("inventory load -")), csv).exitCode;
}

void TestCtlReport::fullDisk()
{
    const QDir folder(m_folder.path());
    QVERIFY(folder.mkdir(QStringLiteral("full")));
    QCOMPARE(load(5'000), 0);
    // No file beyond 200 blocks of 512 bytes or 1 KiB, which is more than SQLite needs to read, and less than the
    // report.
    const auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
        QStringLiteral("TRANSSHIP_DATABASE"), QStringLiteral("sqlite:") + file(QStringLiteral("migration.sqlite")));
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral("sh"),
        {QStringLiteral("-c"),
            QStringLiteral(
                "trap '' XFSZ; ulimit -f 200; exec \"$0\" report --format csv --output \"$1\" --columns all"),
            QStringLiteral(TRANSSHIPCTL), file(QStringLiteral("full/report.csv"))});
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
    const QString said = QString::fromUtf8(process->readAllStandardError());
    QVERIFY2(process->exitCode() == 1, qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("the report cannot be written")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("File too large")), qPrintable(said));
    QCOMPARE(QDir(file(QStringLiteral("full"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList());
}

void TestCtlReport::fullOutput()
{
    const auto process = m_ctl->start({QStringLiteral("--version")});
    QTRY_COMPARE(process->state(), QProcess::NotRunning);
    process->setStandardOutputFile(QStringLiteral("/dev/full"));
    process->start(QStringLiteral(TRANSSHIPCTL), words(QStringLiteral("report --format json --output -")));
    QTRY_COMPARE(process->state(), QProcess::NotRunning);
    QCOMPARE(process->exitCode(), 1);
    QVERIFY(process->readAllStandardError().contains("No space left on device"));
}

void TestCtlReport::interrupted()
{
    QCOMPARE(load(20'000), 0);
    const QString name = file(QStringLiteral("interrupted.xlsx"));
    const auto process = m_ctl->start({QStringLiteral("report"), QStringLiteral("--format"), QStringLiteral("xlsx"),
        QStringLiteral("--output"), name});
    const QDir folder(m_folder.path());
    const auto underWay = [&] {
        return !folder.entryList({QStringLiteral(".interrupted.xlsx.*")}, QDir::Files | QDir::Hidden).isEmpty();
    };
    QVERIFY(QTest::qWaitFor(underWay, 30'000));
    ::kill(static_cast<pid_t>(process->processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
    QCOMPARE(process->exitCode(), 130);
    QVERIFY(!underWay());
    QVERIFY(!QFile::exists(name));
}

QTEST_GUILESS_MAIN(TestCtlReport)
#include "tst_ctlreport.moc"
