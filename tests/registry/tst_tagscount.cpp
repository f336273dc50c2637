// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registry/importapitools.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeregistry.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace transship {

using testing::app;
using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeRegistry;
using testing::optionsFor;
using testing::plain;

namespace {

QStringList numberedTags(int count)
{
    QStringList tags;
    for (int i = 0; i < count; ++i) {
        tags << QStringLiteral("v%1").arg(i, 6, 10, QChar(u'0'));
    }
    return tags;
}

/// A list of tags with a Link header of the test's own.
FakeAnswer page(const QByteArray& link)
{
    FakeAnswer answer = FakeAnswer::json(200, QJsonArray{QJsonObject{{u"name"_s, u"a"_s}}});
    if (!link.isEmpty()) {
        answer.headers.emplaceBack("Link", link);
    }
    return answer;
}

} // namespace

/// Counting the tags of a repository, page by page.
class TagsCountTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsAllTags_data();
    void countsAllTags();
    void tagsOfAnUnknownRepository();
    void tagsOfWhatIsOnlyInTheStorage();
    void followsLinks_data();
    void followsLinks();
    void neverLeavesTheRegistry();
    void repeatedCursorIsAnError();
    void tagsRubbish_data();
    void tagsRubbish();
};

void TagsCountTest::countsAllTags_data()
{
    QTest::addColumn<int>("tags");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("counted");
    QTest::addColumn<bool>("exceeds");
    QTest::addColumn<int>("requests");
    QTest::newRow("none") << 0 << qint64(100) << qint64(0) << false << 1;
    QTest::newRow("at the limit") << 100 << qint64(100) << qint64(100) << false << 1;
    QTest::newRow("one over") << 101 << qint64(100) << qint64(101) << true << 1;
    QTest::newRow("far over a small limit") << 5000 << qint64(5) << qint64(6) << true << 1;
    QTest::newRow("far over a large limit") << 5000 << qint64(2500) << qint64(2501) << true << 3;
    QTest::newRow("at a large limit") << 2500 << qint64(2500) << qint64(2500) << false << 3;
    QTest::newRow("no limit") << 3500 << qint64(0) << qint64(3500) << false << 4;
}

void TagsCountTest::countsAllTags()
{
    QFETCH(const int, tags);
    QFETCH(const qint64, limit);
    QFETCH(const qint64, counted);
    QFETCH(const bool, exceeds);
    QFETCH(const int, requests);
    FakeRegistry registry;
    registry.addRepository(app, numberedTags(tags));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, limit)).get();
    QVERIFY2(count.ok(), qPrintable(count.ok() ? QString() : count.error().toString()));
    QCOMPARE(count->counted, counted);
    QCOMPARE(count->exceedsLimit, exceeds);
    QCOMPARE(registry.count("GET", u"/tags/list/\\?"_s), requests);
}

void TagsCountTest::tagsOfAnUnknownRepository()
{
    FakeRegistry registry;
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::NotFound);
}

/// The registry's database does not know what is still to be migrated.
void TagsCountTest::tagsOfWhatIsOnlyInTheStorage()
{
    FakeRegistry registry;
    registry.addRepository(app, numberedTags(3));
    registry.script("GET", u"/gitlab/v1/repositories/"_s, FakeAnswer::error(404, u"NAME_UNKNOWN"_s));
    ImportApiClient client(optionsFor(registry));
    QCOMPARE(Eventual(client.countTags(app, 10)).get()->counted, 3);
    const auto few = Eventual(client.countTags(app, 2)).get();
    QVERIFY(few.ok() && few->exceedsLimit);
    QVERIFY(*Eventual(client.hasTags(app)).get());
    registry.setTags(app, {});
    QVERIFY(!*Eventual(client.hasTags(app)).get());
    registry.removeRepository(app);
    QCOMPARE(Eventual(client.hasTags(app)).get().error().code, ErrorCode::NotFound);
}

void TagsCountTest::followsLinks_data()
{
    QTest::addColumn<QString>("link");
    const QString list = u"/gitlab/v1/repositories/group/project/app/tags/list/"_s;
    QTest::newRow("path") << u"<%1?n=100&last=a>; rel=\"next\""_s.arg(list);
    QTest::newRow("query alone") << u"<?n=100&last=a>; rel=\"next\""_s;
    QTest::newRow("absolute") << u"<BASE%1?n=100&last=a>; rel=\"next\""_s.arg(list);
    QTest::newRow("absolute, inner port of a proxy")
        << u"<http://127.0.0.1:1%1?n=100&last=a>; rel=\"next\""_s.arg(list);
    QTest::newRow("unquoted, several") << u"<%1?n=100>; rel=first, <%1?n=100&last=a>; title=\"x\"; rel=next"_s.arg(
        list);
}

void TagsCountTest::followsLinks()
{
    QFETCH(QString, link);
    FakeRegistry registry;
    link.replace(u"BASE"_s, registry.url().toString());
    registry.script("GET", u"last=a"_s, page({}));
    registry.script("GET", u"tags/list"_s, page(link.toLatin1()));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY2(count.ok(), qPrintable(count.ok() ? QString() : count.error().toString()));
    QCOMPARE(count->counted, 2);
    QCOMPARE(
        registry.requestLines().last(), u"GET /gitlab/v1/repositories/group/project/app/tags/list/?n=100&last=a"_s);
}

void TagsCountTest::neverLeavesTheRegistry()
{
    FakeRegistry registry;
    FakeRegistry stranger;
    QByteArray link = "<http://localhost:" + QByteArray::number(stranger.port()) + "/x>; rel=\"next\"";
    registry.script("GET", u"."_s, page(link));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::Protocol);
    QCOMPARE(registry.count(), 1);
    QCOMPARE(stranger.count(), 0);
}

void TagsCountTest::repeatedCursorIsAnError()
{
    FakeRegistry registry;
    registry.script("GET", u"last=a"_s, page("<?n=100&last=b>; rel=\"next\""));
    registry.script("GET", u"last=b"_s, page("<?n=100&last=a>; rel=\"next\""));
    registry.script("GET", u"tags/list"_s, page("<?n=100&last=a>; rel=\"next\""));
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 1000000)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::Protocol);
    QCOMPARE(registry.count(), 3);
}

void TagsCountTest::tagsRubbish_data()
{
    QTest::addColumn<FakeAnswer>("answer");
    QTest::newRow("html") << FakeAnswer::html(200);
    QTest::newRow("object") << FakeAnswer::json(200, QJsonObject{{u"tags"_s, QJsonArray()}});
    QTest::newRow("half") << plain(200, "[{\"name\":");
    QTest::newRow("empty") << plain(200, "");
    QTest::newRow("302") << FakeAnswer::redirect(302, "/login");
}

void TagsCountTest::tagsRubbish()
{
    QFETCH(const FakeAnswer, answer);
    FakeRegistry registry;
    registry.script("GET", u"."_s, answer);
    ImportApiClient client(optionsFor(registry));
    const auto count = Eventual(client.countTags(app, 10)).get();
    QVERIFY(!count.ok());
    QVERIFY(count.error().code == ErrorCode::Protocol);
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::TagsCountTest)
#include "tst_tagscount.moc"
