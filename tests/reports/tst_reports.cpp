// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/xlsxreport.h"
#include "tests/reports/reporttools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace transship;
using namespace transship::testing;

namespace {

/// RFC 4180, and nothing more: what a strict reader makes of it.
QList<QStringList> parseCsv(const QString& text)
{
    QList<QStringList> lines;
    QStringList line;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != u'"') {
                field += c;
            } else if (text.mid(i + 1, 1) == u"\"") {
                field += c;
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u',' || c == u'\n') {
            if (c == u'\n' && field.endsWith(u'\r')) {
                field.chop(1);
            }
            line << std::exchange(field, {});
            if (c == u'\n') {
                lines << std::exchange(line, {});
            }
        } else {
            field += c;
        }
    }
    return lines;
}

const QStringList plans{QStringLiteral("free"), QStringLiteral("=1+1"), QStringLiteral("say \"hi\", twice"),
    QStringLiteral("one\r\ntwo"), QStringLiteral("größe ✓"), QStringLiteral("-5"), QString()};

} // namespace

/// Reports opened as their readers would: every row is there, and nothing in it is taken for something else.
class TestReports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void csvReadsBack_data() { TestDatabases::addRows(); }
    void csvReadsBack();
    void csvPreambleHoldsNoFormula();
    void everyOrder_data() { TestDatabases::addRows(); }
    void everyOrder();
    void whatIsNotUtf8IsReplaced();
    void csvSaysWhatItIs();
    void jsonReadsBack_data() { TestDatabases::addRows(); }
    void jsonReadsBack();
    void xlsxReadsBack_data() { TestDatabases::addRows(); }
    void xlsxReadsBack();
    void fullSheetsAreFollowedByOthers();
    void pdfSaysTheCounts_data() { TestDatabases::addRows(); }
    void pdfSaysTheCounts();
    void pdfOfManyIsBounded();
    void filterAndSortAreKept();
    void columnsAreNamed();

private:
    TestDatabases m_databases;
};

void TestReports::everyOrder()
{
    ReportFixture f(m_databases.createForRow());
    for (const QString& name : RepositoryOrder::names()) {
        for (const QString& order : QStringList{name, u'-' + name}) {
            const Result<RepositoryOrder> parsed = RepositoryOrder::parse(order);
            QVERIFY(parsed.ok());
            QCOMPARE(parsed->toString(), order);
            ReportRequest request = ReportFixture::request(ReportFormat::Csv);
            request.sort = parsed->sort;
            request.descending = parsed->descending;
            const auto summary = f.write(request);
            QVERIFY2(summary, summary ? "" : qPrintable(summary.error().toString()));
            QVERIFY(f.content().contains(QByteArray("# sort: " + order.toUtf8() + "\r\n")));
        }
    }
}

void TestReports::csvReadsBack()
{
    ReportFixture f(m_databases.createForRow());
    f.addHardOnes();
    ReportRequest request = ReportFixture::request(ReportFormat::Csv);
    request.preamble = false;
    const auto summary = f.write(request);
    QVERIFY2(summary, summary ? "" : qPrintable(summary.error().toString()));
    QCOMPARE(summary->rows, 7);
    const QList<QStringList> lines = parseCsv(QString::fromUtf8(f.content()));
    QCOMPARE(lines.size(), 8);
    QCOMPARE(lines[0].join(u','),
        QStringLiteral("id,path,migration_plan,tags_count,migration_state,since,migration_skipped_reason"));
    const auto rows = f.stores.repositories.list({}, RepositorySort::Path, false, 0);
    QVERIFY(rows);
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const ContainerRepository& row = rows->at(i);
        const QStringList& line = lines[i + 1];
        QCOMPARE(line.size(), 7);
        QCOMPARE(line[0], QString::number(row.id));
        QCOMPARE(line[1], row.path);
        QString plan = line[2];
        if (i == 1 || i == 5) {
            QVERIFY2(plan.startsWith(u'\''), "a spreadsheet would calculate it");
            plan.remove(0, 1);
        }
        QCOMPARE(plan, plans[i]);
        QCOMPARE(plan, row.plan);
        QCOMPARE(line[3], row.tagsCount ? QString::number(*row.tagsCount) : QString());
        QCOMPARE(line[4], toName(row.state));
        QCOMPARE(QDateTime::fromString(line[5], Qt::ISODateWithMs), row.stateSince());
        QCOMPARE(line[6], row.skippedReason ? toName(*row.skippedReason) : QString());
    }
    QCOMPARE(lines[3][5], QStringLiteral("2026-03-29T10:11:12.25Z"));
    QVERIFY(f.content().endsWith("\r\n"));
    QCOMPARE(f.filesInFolder(), QStringList{QStringLiteral("report")});
}

/// The lines before the header are for people and for programs that look for the "#"; a spreadsheet reads them as well.
void TestReports::csvPreambleHoldsNoFormula()
{
    ReportFixture f(m_databases.create(QStringLiteral("sqlite")));
    f.addHardOnes();
    ReportRequest request = ReportFixture::request(ReportFormat::Csv);
    request.filter = *RepositoryFilter::parse(QStringLiteral("state:default,import_done"));
    QVERIFY(f.write(request));
    QVERIFY2(f.content().contains("\r\n# filter: state:default,import_done\r\n"), f.content().left(600).constData());
    request.filter = *RepositoryFilter::parse(QStringLiteral("plan:free,=1+1"));
    QVERIFY(f.write(request));
    QVERIFY2(f.content().contains("\r\n\"# filter: plan:free,=1+1\"\r\n"), f.content().left(600).constData());
}

/// SQLite takes any bytes for a text; other programs read the file.
void TestReports::whatIsNotUtf8IsReplaced()
{
    ReportFixture f(m_databases.create(QStringLiteral("sqlite")));
    f.add(QStringLiteral("g/app"), QStringLiteral("gold"));
    QVERIFY(f.connection->exec(
        QStringLiteral("UPDATE container_repositories SET migration_plan = CAST(X'676FFF6C64' AS text)")));
    for (const ReportFormat format : {ReportFormat::Csv, ReportFormat::Json}) {
        QVERIFY(f.write(ReportFixture::request(format)));
        QVERIFY2(f.content().contains(QStringLiteral("go\uFFFDld").toUtf8()), f.content().constData());
        QVERIFY(!f.content().contains('\xFF'));
    }
}

void TestReports::csvSaysWhatItIs()
{
    ReportFixture f(m_databases.create(QStringLiteral("sqlite")));
    f.addHardOnes();
    ReportRequest request = ReportFixture::request(ReportFormat::Csv);
    request.filter = *RepositoryFilter::parse(QStringLiteral("state:default"));
    QVERIFY(f.write(request));
    const QString text = QString::fromUtf8(f.content());
    for (const char* line : {"# database: sqlite:test\r\n", "# time: 2026-03-29T12:00:00Z\r\n",
             "# filter: state:default\r\n", "# repositories: 6\r\n", "# default: 6\r\n", "# transship: "}) {
        QVERIFY2(text.contains(QString::fromLatin1(line)), line);
    }
    QVERIFY(text.indexOf(QStringLiteral("\r\nid,path,")) > text.lastIndexOf(QStringLiteral("\r\n# ")));
}

void TestReports::jsonReadsBack()
{
    ReportFixture f(m_databases.createForRow());
    f.addHardOnes();
    QVERIFY(f.write(ReportFixture::request(ReportFormat::Json)));
    QJsonParseError error;
    const QJsonObject document = QJsonDocument::fromJson(f.content(), &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    const QJsonObject report = document[u"report"].toObject();
    QCOMPARE(report[u"repositories"].toInt(), 7);
    QCOMPARE(report[u"states"].toObject()[u"import_skipped"].toInt(), 1);
    QCOMPARE(report[u"database"].toString(), QStringLiteral("sqlite:test"));
    const QJsonArray rows = document[u"repositories"].toArray();
    QCOMPARE(rows.size(), 7);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].toObject()[u"migration_plan"].toString(), plans[i]);
        QVERIFY(rows[i].toObject()[u"id"].isDouble());
    }
    QCOMPARE(rows[0].toObject()[u"tags_count"].toInt(), 12);
    QVERIFY(rows[1].toObject()[u"tags_count"].isNull());
    QVERIFY(rows[0].toObject()[u"migration_skipped_reason"].isNull());
    QCOMPARE(rows[2].toObject()[u"migration_skipped_reason"].toString(), QStringLiteral("too_many_tags"));
    QCOMPARE(rows[2].toObject()[u"since"].toString(), QStringLiteral("2026-03-29T10:11:12.25Z"));
}

void TestReports::xlsxReadsBack()
{
    ReportFixture f(m_databases.createForRow());
    f.addHardOnes();
    const auto summary = f.write(ReportFixture::request(ReportFormat::Xlsx));
    QVERIFY2(summary, summary ? "" : qPrintable(summary.error().toString()));
    const QJsonObject sheets
        = QJsonDocument::fromJson(outputOf(QStringLiteral(PYTHON), {QStringLiteral(READ_XLSX), f.file()})).object();
    const QJsonArray about = sheets[u"About"].toArray();
    QCOMPARE(about.size(), 13);
    QCOMPARE(about[0].toArray()[1].toString(), QStringLiteral("sqlite:test"));
    QCOMPARE(about[4].toArray()[1].toInt(), 7);
    const QJsonArray rows = sheets[u"Repositories"].toArray();
    QCOMPARE(rows.size(), 8);
    QCOMPARE(rows[0].toArray()[1].toString(), QStringLiteral("path"));
    for (qsizetype i = 1; i < rows.size(); ++i) {
        const QJsonArray row = rows[i].toArray();
        QVERIFY2(!row[2].isObject(), "a formula");
        // XML keeps no carriage return: workbooks have a word for it.
        QCOMPARE(row[2].toString().replace(QStringLiteral("_x000D_"), QStringLiteral("\r")), plans[i - 1]);
        QVERIFY(row[0].isDouble());
    }
    QCOMPARE(rows[3].toArray()[5].toString().left(19), QStringLiteral("2026-03-29T10:11:12"));
    QCOMPARE(f.filesInFolder(), QStringList{QStringLiteral("report")});
}

void TestReports::fullSheetsAreFollowedByOthers()
{
    ReportFixture f(m_databases.create(QStringLiteral("sqlite")));
    XlsxReport book(f.file(), 4);
    QVERIFY(book.begin({ReportFixture::request(ReportFormat::Xlsx), {}, QStringLiteral("1")}));
    for (int i = 1; i <= 7; ++i) {
        const QByteArray id = QByteArray::number(i);
        QVERIFY(book.row({id, "p", "", "", "default", "", ""}));
    }
    QVERIFY(book.end());
    const QJsonObject sheets
        = QJsonDocument::fromJson(outputOf(QStringLiteral(PYTHON), {QStringLiteral(READ_XLSX), f.file()})).object();
    QCOMPARE(sheets[u"Repositories"].toArray().size(), 4);
    QCOMPARE(sheets[u"Repositories 2"].toArray().size(), 4);
    QCOMPARE(sheets[u"Repositories 3"].toArray().size(), 2);
    QCOMPARE(sheets[u"Repositories 3"].toArray()[0].toArray()[0].toString(), QStringLiteral("id"));
    QCOMPARE(sheets[u"Repositories 3"].toArray()[1].toArray()[0].toInt(), 7);
}

void TestReports::pdfSaysTheCounts()
{
    ReportFixture f(m_databases.createForRow());
    f.addHardOnes();
    const auto summary = f.write(ReportFixture::request(ReportFormat::Pdf));
    QVERIFY2(summary, summary ? "" : qPrintable(summary.error().toString()));
    const QString text = QString::fromUtf8(
        outputOf(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), f.file(), QStringLiteral("-")}));
    for (const char* words : {"Container registry migration", "sqlite:test", "29 March 2026, 12:00:00 UTC",
             "none: the whole migration", "States over time", "c/quotes", "too_many_tags", "page 1 of 3"}) {
        QVERIFY2(text.contains(QString::fromLatin1(words)), words);
    }
    static const QRegularExpression skipped(QStringLiteral("import_skipped +1 +14.3 %"));
    static const QRegularExpression waiting(QStringLiteral("default +6 +85.7 %"));
    QVERIFY2(text.contains(skipped) && text.contains(waiting), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("größe ?")));
}

void TestReports::pdfOfManyIsBounded()
{
    ReportFixture f(m_databases.create(QStringLiteral("sqlite")));
    f.addMany(2500);
    const auto summary = f.write(ReportFixture::request(ReportFormat::Pdf));
    QVERIFY(summary);
    QCOMPARE(summary->rows, 2000);
    QCOMPARE(summary->matching, 2500);
    const QString text = QString::fromUtf8(
        outputOf(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), f.file(), QStringLiteral("-")}));
    QVERIFY(text.contains(QStringLiteral("the first 2,000 of 2,500")));
    QCOMPARE(text.count(QStringLiteral("many/root")), 2000);
}

void TestReports::filterAndSortAreKept()
{
    ReportFixture f(m_databases.create(QStringLiteral("sqlite")));
    f.addHardOnes();
    ReportRequest request = ReportFixture::request(ReportFormat::Csv);
    request.preamble = false;
    request.filter = *RepositoryFilter::parse(QStringLiteral("path:a/* or path:e/* or path:g/*"));
    request.descending = true;
    request.columns = {RepositoryColumn::Path};
    QVERIFY(f.write(request));
    QCOMPARE(f.content(), QByteArray("path\r\ng/none\r\ne/words\r\na/plain\r\n"));
    request.columns = allReportColumns();
    QVERIFY(f.write(request));
    QCOMPARE(parseCsv(QString::fromUtf8(f.content())).constLast().size(), allReportColumns().size());
}

void TestReports::columnsAreNamed()
{
    QCOMPARE(*parseReportColumns(QStringLiteral("path, since")),
        (QList<RepositoryColumn>{RepositoryColumn::Path, RepositoryColumn::Since}));
    QCOMPARE(*parseReportColumns(QStringLiteral("default")), defaultReportColumns());
    QVERIFY(parseReportColumns(QStringLiteral("path,paht")).error().message.contains(QStringLiteral("\"paht\"")));
    QVERIFY(!parseReportColumns(QStringLiteral("path,path")));
    QVERIFY(!parseReportColumns({}));
}

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"
