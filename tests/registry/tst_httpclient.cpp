// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registry/httptools.h"
#include "tests/support/eventual.h"
#include "tests/support/fakehttpserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeHttpServer;
using testing::get;
using testing::Response;

/// What is sent and answered, in which order, and how many at a time.
class HttpClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStatusIsAResponse_data();
    void everyStatusIsAResponse();
    void aChallengeIsHandedOverWithItsBody_data();
    void aChallengeIsHandedOverWithItsBody();
    void sendsVerbHeadersAndBody_data();
    void sendsVerbHeadersAndBody();
    void neverFollowsARedirect_data();
    void neverFollowsARedirect();
    void doesNotGunzip();
    void keepsNoCookies();
    void queueDoesNotEatTheDeadline();
    void atMostSixOnTheWire();
    void tooLongBodyIsRefused_data();
    void tooLongBodyIsRefused();
    void headOfAHugeResourceIsFine();
    void destructionAnswersEachOnce();
    void clientMayBeDestroyedByItsAnswer();
};

void HttpClientTest::everyStatusIsAResponse_data()
{
    QTest::addColumn<int>("status");
    // Not 407: Qt takes it for a proxy's, whoever says it; tst_transport has real ones.
    for (const int status : {200, 201, 202, 206, 304, 400, 401, 403, 404, 405, 408, 409, 410, 416, 418, 424, 425, 429,
             500, 501, 502, 503, 504, 507}) {
        QTest::addRow("%d", status) << status;
    }
}

void HttpClientTest::everyStatusIsAResponse()
{
    QFETCH(const int, status);
    FakeHttpServer server;
    const bool hasBody = status != 304;
    server.script("*", u"."_s,
        {.status = status, .body = hasBody ? "the words" : "", .headers = {{"Retry-After", "7"}, {"X-Two", "a"}}});
    HttpClient client;
    const Response response = Eventual(client.send(get(server.url(u"/x"_s)))).get();
    QVERIFY2(response.ok(), qPrintable(response.ok() ? QString() : response.error().toString()));
    QCOMPARE(response->status, status);
    QCOMPARE(response->body, hasBody ? QByteArray("the words") : QByteArray());
    QCOMPARE(response->header("retry-after"), "7");
    QCOMPARE(response->header("absent"), QByteArray());
    QCOMPARE(server.count(), 1);
}

void HttpClientTest::aChallengeIsHandedOverWithItsBody_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("bearer") << QByteArray("Bearer realm=\"http://127.0.0.1/token\",service=\"s\"");
    QTest::newRow("basic") << QByteArray("Basic realm=\"registry\"");
    QTest::newRow("digest") << QByteArray("Digest realm=\"r\", nonce=\"abc\", qop=\"auth\"");
}

void HttpClientTest::aChallengeIsHandedOverWithItsBody()
{
    QFETCH(const QByteArray, challenge);
    FakeHttpServer server;
    FakeAnswer answer = FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"who are you"_s);
    answer.headers.emplaceBack("WWW-Authenticate", challenge);
    server.script("*", u"."_s, answer);
    QUrl url = server.url(u"/v2/"_s);
    url.setUserName(u"user"_s);
    url.setPassword(u"password"_s);
    HttpClient client;
    const Response response = Eventual(client.send(get(url))).get();
    QVERIFY2(response.ok(), qPrintable(response.ok() ? QString() : response.error().toString()));
    QCOMPARE(response->status, 401);
    QCOMPARE(response->header("WWW-Authenticate"), challenge);
    QVERIFY(response->body.contains("who are you"));
    QCOMPARE(server.count(), 1);
    QCOMPARE(server.requests().first().header("Authorization"), QByteArray());
}

void HttpClientTest::sendsVerbHeadersAndBody_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("get") << QByteArray("GET") << QByteArray();
    QTest::newRow("head") << QByteArray("HEAD") << QByteArray();
    QTest::newRow("put") << QByteArray("PUT") << QByteArray("content");
    QTest::newRow("put without body") << QByteArray("PUT") << QByteArray();
    QTest::newRow("post without body") << QByteArray("POST") << QByteArray();
    QTest::newRow("patch") << QByteArray("PATCH") << QByteArray("piece");
    QTest::newRow("delete") << QByteArray("DELETE") << QByteArray();
}

void HttpClientTest::sendsVerbHeadersAndBody()
{
    QFETCH(const QByteArray, verb);
    QFETCH(const QByteArray, body);
    FakeHttpServer server;
    server.script("*", u"."_s, {.status = 202});
    HttpClient client;
    HttpRequest request{.verb = verb, .url = server.url(u"/a%2Fb/c/?x=1%202"_s), .body = body};
    request.headers.emplaceBack("X-Mine", "yes");
    const Response response = Eventual(client.send(request)).get();
    QVERIFY(response.ok());
    QCOMPARE(response->status, 202);
    const auto seen = server.requests().value(0);
    QCOMPARE(seen.verb, verb);
    QCOMPARE(seen.path, u"/a%2Fb/c/"_s);
    QCOMPARE(seen.body, body);
    QCOMPARE(seen.header("X-Mine"), "yes");
    QCOMPARE(seen.header("Accept-Encoding"), "identity");
    QVERIFY(seen.header("User-Agent").startsWith("transship/"));
    if (verb == "PUT" || verb == "POST") {
        QCOMPARE(seen.header("Content-Length"), QByteArray::number(body.size()));
    }
}

void HttpClientTest::neverFollowsARedirect_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<int>("status");
    for (const char* verb : {"GET", "PUT", "DELETE"}) {
        for (const int status : {301, 302, 303, 307, 308}) {
            QTest::addRow("%s %d", verb, status) << QByteArray(verb) << status;
        }
    }
}

void HttpClientTest::neverFollowsARedirect()
{
    QFETCH(const QByteArray, verb);
    QFETCH(const int, status);
    FakeHttpServer server;
    server.script("*", u"/from$"_s, FakeAnswer::redirect(status, "/to"));
    server.script("*", u"/to$"_s, {.status = 200, .body = "{}"});
    HttpClient client;
    const Response response = Eventual(client.send({.verb = verb, .url = server.url(u"/from"_s)})).get();
    QVERIFY(response.ok());
    QCOMPARE(response->status, status);
    QCOMPARE(response->header("Location"), "/to");
    QCOMPARE(server.requestLines(), QStringList{QString::fromLatin1(verb) + u" /from"});
}

void HttpClientTest::doesNotGunzip()
{
    const QByteArray zipped = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c907008610360505000000");
    FakeHttpServer server;
    server.script("*", u"."_s, {.body = zipped, .headers = {{"Content-Encoding", "gzip"}}});
    HttpClient client;
    const Response response = Eventual(client.send(get(server.url(u"/blob"_s)))).get();
    QVERIFY(response.ok());
    QCOMPARE(response->body, zipped);
}

void HttpClientTest::keepsNoCookies()
{
    FakeHttpServer server;
    server.script("*", u"."_s, {.body = "x", .headers = {{"Set-Cookie", "a=b; Path=/"}}});
    HttpClient client;
    QVERIFY(Eventual(client.send(get(server.url(u"/1"_s)))).get().ok());
    QVERIFY(Eventual(client.send(get(server.url(u"/2"_s)))).get().ok());
    QCOMPARE(server.requests().at(1).header("Cookie"), QByteArray());
}

void HttpClientTest::queueDoesNotEatTheDeadline()
{
    FakeHttpServer server;
    server.script("*", u"."_s, {.body = "done", .delay = 200ms});
    HttpClient client;
    std::vector<Eventual<Response>> all;
    for (int i = 0; i < 60; ++i) { // two seconds of work, six at a time
        HttpRequest request = get(server.url(u"/%1"_s.arg(i)));
        request.deadline = 700ms;
        all.emplace_back(client.send(request));
    }
    for (Eventual<Response>& one : all) {
        const Response& response = one.get();
        QVERIFY2(response.ok(), qPrintable(response.ok() ? QString() : response.error().toString()));
    }
    QCOMPARE(server.count(), 60);
}

void HttpClientTest::atMostSixOnTheWire()
{
    FakeHttpServer one;
    FakeHttpServer other;
    for (FakeHttpServer* server : {&one, &other}) {
        server->script("*", u"."_s, {.body = "done", .held = true});
    }
    HttpClient client;
    std::vector<Eventual<Response>> all;
    for (int i = 0; i < 20; ++i) {
        all.emplace_back(client.send(get(one.url(u"/%1"_s.arg(i)))));
    }
    all.emplace_back(client.send(get(other.url(u"/x"_s))));
    QTRY_COMPARE(one.heldCount(), HttpClient::maxInFlightPerHost);
    QTRY_COMPARE(other.heldCount(), 1); // another host does not wait for this one
    other.release();
    for (int sent = HttpClient::maxInFlightPerHost; sent < 20;) { // each freed place is taken by the next in the queue
        one.release();
        sent = std::min(sent + HttpClient::maxInFlightPerHost, 20);
        QTRY_COMPARE(one.count(), sent);
    }
    one.release();
    for (Eventual<Response>& answer : all) {
        QVERIFY(answer.get().ok());
    }
    QCOMPARE(one.count(), 20);
    QCOMPARE(one.mostAtOnce(), HttpClient::maxInFlightPerHost);
}

void HttpClientTest::tooLongBodyIsRefused_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("fits");
    QTest::newRow("announced, at the limit") << false << 1000 << true;
    QTest::newRow("announced, over it") << false << 1001 << false;
    QTest::newRow("chunked, at the limit") << true << 1000 << true;
    QTest::newRow("chunked, over it") << true << 1001 << false;
    QTest::newRow("chunked, far over it") << true << 3000000 << false;
}

void HttpClientTest::tooLongBodyIsRefused()
{
    QFETCH(const bool, chunked);
    QFETCH(const int, bytes);
    QFETCH(const bool, fits);
    FakeHttpServer server;
    server.script("*", u"."_s, {.body = QByteArray(bytes, 'x'), .chunked = chunked});
    HttpClient client;
    HttpRequest request = get(server.url(u"/x"_s));
    request.maxBodyBytes = 1000;
    const Response response = Eventual(client.send(request)).get();
    QCOMPARE(response.ok(), fits);
    if (!fits) {
        QCOMPARE(response.error().code, ErrorCode::TooLarge);
    }
}

void HttpClientTest::headOfAHugeResourceIsFine()
{
    FakeHttpServer server;
    server.script("*", u"."_s, {.body = QByteArray(5000, 'x')});
    HttpClient client;
    HttpRequest request{.verb = "HEAD", .url = server.url(u"/x"_s)};
    request.maxBodyBytes = 1000;
    const Response response = Eventual(client.send(request)).get();
    QVERIFY(response.ok());
    QCOMPARE(response->header("Content-Length"), "5000");
    QCOMPARE(response->body, QByteArray());
}

void HttpClientTest::destructionAnswersEachOnce()
{
    FakeHttpServer server;
    server.script("*", u"."_s, FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer));
    auto client = std::make_unique<HttpClient>();
    std::vector<Eventual<Response>> all;
    for (int i = 0; i < 20; ++i) { // six on the wire, the rest queued
        all.emplace_back(client->send(get(server.url(u"/%1"_s.arg(i)))));
    }
    Eventual head(client->download(get(server.url(u"/d"_s))));
    QTRY_COMPARE(server.count(), HttpClient::maxInFlightPerHost);
    client.reset();
    for (Eventual<Response>& one : all) {
        QVERIFY(one.isReady()); // without another turn of the event loop
        QCOMPARE(one.get().error().code, ErrorCode::Canceled);
    }
    QVERIFY(head.isReady());
    // Whatever the client left in the event loop comes before the answer to this.
    server.clearScripts();
    HttpClient other;
    QCOMPARE(Eventual(other.send(get(server.url(u"/after"_s)))).get()->status, 404);
    for (Eventual<Response>& one : all) {
        QCOMPARE(one.answers(), 1);
    }
    QCOMPARE(head.answers(), 1);
    QCOMPARE(server.count(), HttpClient::maxInFlightPerHost + 1); // what was queued was never sent
}

void HttpClientTest::clientMayBeDestroyedByItsAnswer()
{
    FakeHttpServer server;
    server.script("*", u"."_s, {.body = "x"});
    auto client = std::make_unique<HttpClient>();
    int done = 0;
    const auto once = [&](QUrl url) -> QCoro::Task<void> {
        const Response response = co_await client->send(get(url));
        ++done;
        client.reset(); // the first one to come back
    };
    for (int i = 0; i < 10; ++i) {
        once(server.url(u"/%1"_s.arg(i)));
    }
    QTRY_COMPARE(done, 10);
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::HttpClientTest)
#include "tst_httpclient.moc"
