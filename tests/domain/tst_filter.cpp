// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filterparser.h"
#include "models/domain/repositoryfilter.h"
#include "tests/support/filtergenerator.h"

#include <QTest>

using namespace transship;
using namespace transship::testing;

namespace {

const QDateTime noon(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);

} // namespace

class TestFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesAndPrints_data();
    void parsesAndPrints();
    void readsBackWhatItPrints();
    void errorsSayWhere_data();
    void errorsSayWhere();
    void survivesAnyText();
    void matches_data();
    void matches();
    void unknownIsNeitherMoreNorLess();
    void isAskedAtOneMoment();
    void knowsWhenItSpeaksOfStatesOnly_data();
    void knowsWhenItSpeaksOfStatesOnly();
    void exchangesStatesAndNamespace();
};

void TestFilter::parsesAndPrints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* text, const char* printed) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(printed);
    };
    row("", "");
    row("   ", "");
    row("state:default", "state:default");
    row("state:import_done,import_aborted", "state:import_done,import_aborted");
    row("STATE:Default", "state:default");
    row("state=default state!=importing", "state:default -state:importing");
    row("reason:too_many_tags plan:free", "reason:too_many_tags plan:free");
    row("retries>2 tags>=7 retries:0", "retries>2 tags>=7 retries=0");
    row("tags<=5 tags<5 tags!=5,6", "tags<=5 tags<5 -tags=5,6");
    row("tags:none plan:none,free", "tags=none plan:free,none");
    row("plan:\"none\"", "plan:\"none\"");
    row("plan:\"None\"", "plan:\"None\"");
    row("path:Gitlab-Org/*", "path:gitlab-org/*");
    row("namespace:ACME Web", "namespace:acme web");
    row("namespace:\"ACME Web\"", "namespace:\"acme web\"");
    row("since<2h updated>3d", "since<2h updated>3d");
    row("since<120m since>=1h30m since<90s", "since<2h since>=90m since<90s");
    row("since>1w", "since>7d");
    row("created<2024-01-01 created:2024-01-31T12:30", "created<2024-01-01 created:2024-01-31T12:30");
    row("created>=2024-01-01t12:30:05z", "created>=2024-01-01T12:30:05");
    row("a or b c", "a or b c");
    row("(a or b) c", "(a or b) c");
    row("a OR (b OR c)", "a or b or c");
    row("a and b AND (c and d)", "a b c d");
    row("((a))", "a");
    row("-a -(b c) not(d or e)", "-a -(b c) -(d or e)");
    row("--a not -b not not not c", "a b -c");
    row("\"or\" \"-x\" \"a:b\" \"a b\" \"say \\\"hi\\\"\"", "\"or\" \"-x\" \"a:b\" \"a b\" \"say \\\"hi\\\"\"");
    row("name:\"\" note:\"Disk full\"", "name:\"\" note:\"disk full\"");
    row("id:5,5,7 project:3", "id=5,7 project=3");
    row("aborted_in:importing status:delete_scheduled,none", "aborted_in:importing status:delete_scheduled,none");
    row("a,b 50% it's a\\b", "a,b 50% it's a\\b");
}

void TestFilter::parsesAndPrints()
{
    QFETCH(QString, text);
    const auto filter = RepositoryFilter::parse(text);
    QVERIFY2(filter.ok(), filter.ok() ? "" : qPrintable(filter.error().message));
    QTEST(filter->toString(), "printed");
    const auto again = RepositoryFilter::parse(filter->toString());
    QVERIFY(again.ok());
    QVERIFY(*again == *filter);
    QCOMPARE(filter->isEmpty(), filter->toString().isEmpty());
}

void TestFilter::readsBackWhatItPrints()
{
    FilterGenerator generator(1);
    for (int i = 0; i < 5'000; ++i) {
        const QString text = generator.next();
        const auto filter = RepositoryFilter::parse(text);
        QVERIFY2(filter.ok(), filter.ok() ? "" : qPrintable(text + u'\n' + filter.error().message));
        const QString printed = filter->toString();
        const auto again = RepositoryFilter::parse(printed);
        QVERIFY2(again.ok(), qPrintable(text + u'\n' + printed));
        QCOMPARE(again->toString(), printed);
    }
}

void TestFilter::errorsSayWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position"); // from 0
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("word"); // of the message
    const auto row = [](const char* text, int position, int length, const char* word) {
        QTest::newRow(text) << QString::fromLatin1(text) << position << length << QString::fromLatin1(word);
    };
    row("state:done", 6, 4, "import_done");
    row("  state:done", 8, 4, "known");
    row("web state:default,nope", 18, 4, "nope");
    row("state:", 0, 6, "missing");
    row("state:default,", 0, 14, "missing");
    row("a b color:red", 4, 5, "unknown key");
    row("foo:latest", 0, 3, "quotes");
    row("retries>=x", 9, 1, "whole number");
    row("retries>", 0, 8, "missing");
    row("tags>=-1", 6, 2, "whole number");
    row("tags>=99999999999999999999", 6, 20, "whole number");
    row("plan:free reason:because", 17, 7, "because");
    row("plan>free", 0, 9, "plan:free");
    row("since:2h", 0, 8, "since<2h");
    row("since<2x", 6, 2, "3d");
    row("since<99999w", 6, 6, "hundred years");
    row("created<2024-02-30", 8, 10, "2024-01-31");
    row("created<2h,3h", 0, 13, "or");
    row("(a b", 0, 1, "never closed");
    row("a b)", 3, 1, "never opened");
    row("()", 1, 1, "missing");
    row("a or", 4, 0, "at the end");
    row("or a", 0, 2, "quotes");
    row("a or or b", 5, 2, "missing");
    row("not", 3, 0, "at the end");
    row("- a", 0, 1, "minus");
    row("a \"b", 2, 2, "closing quote");
    row("\"a\"b", 3, 1, "space");
    row("path:a\"b\"", 6, 1, "whole value");
    row("\"\"", 0, 2, "nothing");
    row(">5", 0, 1, "before");
    row("state:importing color:red (", 16, 5, "unknown key"); // the first one counts
}

void TestFilter::errorsSayWhere()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QString, word);
    const FilterParse parsed = parseFilter(text);
    QVERIFY(parsed.problem.has_value());
    QCOMPARE(int(parsed.problem->position), position);
    QCOMPARE(int(parsed.problem->length), length);
    QVERIFY2(parsed.problem->message.contains(word), qPrintable(parsed.problem->message));
    const auto filter = RepositoryFilter::parse(text);
    QVERIFY(!filter.ok());
    QCOMPARE(filter.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(filter.error().message.contains(QStringLiteral("character %1,").arg(position + 1)),
        qPrintable(filter.error().message));
}

void TestFilter::survivesAnyText()
{
    QRandomGenerator random(3);
    const QStringList pieces{QStringLiteral("("), QStringLiteral(")"), QStringLiteral("\""), QStringLiteral("-"),
        QStringLiteral(" "), QStringLiteral(":"), QStringLiteral("<"), QStringLiteral(","), QStringLiteral("\\"),
        QStringLiteral("state"), QStringLiteral("default"), QStringLiteral(" or "), QStringLiteral("not "),
        QStringLiteral("2h"), QStringLiteral("tags"), QString(QChar::Null), QString(QChar(0xD800))};
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (int length = random.bounded(12); length > 0; --length) {
            text += pieces[random.bounded(int(pieces.size()))];
        }
        const FilterParse parsed = parseFilter(text);
        if (parsed.problem) {
            QVERIFY(parsed.problem->position >= 0 && parsed.problem->length >= 0);
            QVERIFY(parsed.problem->position + parsed.problem->length <= text.size());
            QVERIFY(!parsed.problem->message.isEmpty());
        }
    }
    QVERIFY(parseFilter(QString(100'000, u'(')).problem.has_value());
    QVERIFY(parseFilter(QStringLiteral("not ").repeated(100'000)).problem.has_value());
    QVERIFY(parseFilter(QStringLiteral("a ").repeated(100'000)).problem.has_value());
}

void TestFilter::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row
        = [](const char* text, bool expected) { QTest::newRow(text) << QString::fromLatin1(text) << expected; };
    row("", true);
    row("state:import_skipped", true);
    row("state:default", false);
    row("state:default,import_skipped", true);
    row("-state:default", true);
    row("plan:free", true);
    row("plan:gold", false);
    row("plan:none", false);
    row("reason:too_many_tags", true);
    row("reason:not_found,none", false);
    row("aborted_in:none", true);
    row("aborted_in:importing", false);
    row("status:delete_scheduled", true);
    row("path:acme/*", true);
    row("path:acme/web/api", true);
    row("path:acme", false);
    row("path:acme,acme/*", true);
    row("path:acme/w?b/api", true);
    row("path:acme/w?eb/api", false);
    row("path:acme/web/ap.", false);
    row("name:api", true);
    row("name:a*", true);
    row("name:\"\"", false);
    row("namespace:acme", true);
    row("namespace:acm", false);
    row("namespace:web", false);
    row("namespace:other,acme", true);
    row("web", true);
    row("me/we api", true);
    row("me/we nope", false);
    row("me/we or nope", true);
    row("nope or nada", false);
    row("web -(api or nope)", false);
    row("-nope", true);
    row("retries>=2", true);
    row("retries>2", false);
    row("retries=2", true);
    row("retries!=2", false);
    row("tags>100", true);
    row("tags>101", false);
    row("tags<=101", true);
    row("id:4,5", true);
    row("id<5", false);
    row("project=3", true);
    row("since<2h", false);
    row("since<=2h", true);
    row("since>=2h", true);
    row("since>2h", false);
    row("updated<1m", true);
    row("created<2026-03-29", false);
    row("created<=2026-03-29", true);
    row("created:2026-03-29", true);
    row("created>2026-03-29", false);
    row("created>=2026-03-29T08:00", true);
    row("created>2026-03-29T08:00", false);
    row("created<2026-03-29T08:00:07", true);
    row("note:DISK", true);
    row("note:memory", false);
}

void TestFilter::matches()
{
    QFETCH(QString, text);
    ContainerRepository repository;
    repository.id = 5;
    repository.projectId = 3;
    repository.name = QStringLiteral("api");
    repository.path = QStringLiteral("acme/web/api");
    repository.state = MigrationState::ImportSkipped;
    repository.skippedReason = SkippedReason::TooManyTags;
    repository.status = RepositoryStatus::DeleteScheduled;
    repository.plan = QStringLiteral("free");
    repository.retriesCount = 2;
    repository.tagsCount = 101;
    repository.skippedAt = noon.addSecs(-7200);
    repository.updatedAt = noon.addMSecs(-1);
    repository.createdAt = QDateTime(noon.date(), QTime(8, 0, 5), Qt::UTC);
    const auto filter = RepositoryFilter::parse(text);
    QVERIFY(filter.ok());
    QTEST(filter->at(noon).matches(repository, {QStringLiteral("the disk is full")}), "expected");
}

void TestFilter::unknownIsNeitherMoreNorLess()
{
    ContainerRepository repository; // no tags counted, no plan, no reason, no time of its state
    repository.state = MigrationState::Importing;
    const auto matches = [&](const char* text) {
        return RepositoryFilter::parse(QString::fromLatin1(text)).value().at(noon).matches(repository);
    };
    for (const char* text : {"tags>100", "tags<=100", "tags=0", "plan:free", "reason:not_found", "since<2h",
             "since>=2h", "status:delete_failed"}) {
        QVERIFY2(!matches(text), text);
        QVERIFY2(matches(qPrintable(QStringLiteral("-(%1)").arg(QString::fromLatin1(text)))), text);
    }
    for (const char* text : {"tags:none", "plan:none", "reason:none", "aborted_in:none", "status:none"}) {
        QVERIFY2(matches(text), text);
    }
}

void TestFilter::isAskedAtOneMoment()
{
    const RepositoryFilter filter
        = RepositoryFilter::parse(QStringLiteral("state:default or since<2h since<30m")).value();
    QVERIFY(filter.dependsOnTime());
    QCOMPARE(filter.shortestAgeSeconds(), std::optional<qint64>(1800));
    QVERIFY(!RepositoryFilter::parse(QStringLiteral("created<2026-01-01")).value().dependsOnTime());
    QVERIFY(filter.at(noon) == filter);
    QCOMPARE(filter.at(noon).moment(), noon);
    ContainerRepository row;
    row.state = MigrationState::Importing;
    row.importStartedAt = noon;
    QVERIFY(filter.at(noon.addSecs(1799)).matches(row));
    QVERIFY(!filter.at(noon.addSecs(1800)).matches(row));
    QVERIFY(filter.at(noon.addSecs(60)).withStates({}).matches(row));
}

void TestFilter::knowsWhenItSpeaksOfStatesOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("states"); // "-": of other things too
    const auto row = [](const char* text, const char* states) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(states);
    };
    row("", "");
    row("state:importing", "importing");
    row("state:importing,default,importing", "default,importing");
    row("state:importing or state:default", "default,importing");
    row("-state:import_done,import_skipped,default -(state:pre_importing or state:importing)",
        "pre_import_done,import_aborted");
    row("state:importing state:default", "nothing");
    row("state:importing web", "-");
    row("web", "-");
}

void TestFilter::knowsWhenItSpeaksOfStatesOnly()
{
    QFETCH(QString, text);
    QFETCH(QString, states);
    const auto found = RepositoryFilter::parse(text).value().onlyStates();
    QCOMPARE(found.has_value(), states != u"-");
    if (found) {
        QStringList names;
        for (const MigrationState state : *found) {
            names << toName(state);
        }
        // Contradicting itself, it lets no state through; the empty filter lets all through.
        QCOMPARE(names.join(u','), states == u"nothing" ? QString() : states);
    }
}

void TestFilter::exchangesStatesAndNamespace()
{
    const auto parse = [](const char* text) { return RepositoryFilter::parse(QString::fromLatin1(text)).value(); };
    const QList<MigrationState> importing{MigrationState::Importing};
    QCOMPARE(parse("web state:default").withStates(importing).toString(), QStringLiteral("state:importing web"));
    QCOMPARE(parse("web state:default").withStates({}).toString(), QStringLiteral("web"));
    QCOMPARE(parse("-state:default").withStates(importing).toString(), QStringLiteral("state:importing"));
    QCOMPARE(parse("a or state:default").withStates(importing).toString(),
        QStringLiteral("state:importing (a or state:default)"));
    QCOMPARE(parse("web state:default tags>3").states(), QList<MigrationState>{MigrationState::Default});
    QVERIFY(parse("a or state:default").states().isEmpty());
    QCOMPARE(parse("namespace:a web").withRootNamespace(QStringLiteral("b c")).toString(),
        QStringLiteral("namespace:\"b c\" web"));
    QCOMPARE(parse("namespace:a web").rootNamespace(), QStringLiteral("a"));
    QVERIFY(parse("namespace:a,b web").rootNamespace().isEmpty());
    QVERIFY(RepositoryFilter::ofStates({}).isEmpty());
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
