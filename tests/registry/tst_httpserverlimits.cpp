// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpclient.h"
#include "models/registry/httpserver.h"
#include "models/registry/wakeup.h"
#include "tests/registry/rawclient.h"
#include "tests/support/eventual.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::echo;
using testing::Eventual;
using testing::RawClient;

/// What the HTTP server does not put up with: too much, too long, too many, and what is no HTTP.
class HttpServerLimitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tooManyPipelinedRequestsAreCutOff();
    void tooLargeARequestIsRefused_data();
    void tooLargeARequestIsRefused();
    void largestRequestFits();
    void aClientSeesThe413();
    void garbageIsAnsweredAndClosed();
    void idleConnectionIsClosed();
    void halfARequestIsClosed();
    void drippingRequestIsClosed();
    void runningHandlerIsNotIdle();
    void connectionsAreLimited();
};

void HttpServerLimitsTest::tooManyPipelinedRequestsAreCutOff()
{
    WakeUp never;
    HttpServer server([&](HttpServerRequest) -> QCoro::Task<HttpAnswer> {
        co_await never.wait();
        co_return HttpAnswer{};
    });
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    client.write(QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n").repeated(1000));
    QVERIFY(client.waitClosed());
    never.ring();
}

void HttpServerLimitsTest::tooLargeARequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("10 MB body") << QByteArray("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n")
            + QByteArray(10'000'000, 'x');
    QTest::newRow("chunked body") << QByteArray("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            + QByteArray("1000\r\n" + QByteArray(0x1000, 'x') + "\r\n").repeated(2000);
    QTest::newRow("endless headers") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n")
            + QByteArray("X-Y: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\r\n").repeated(100000);
    QTest::newRow("endless first line") << QByteArray("GET /") + QByteArray(4'000'000, 'a');
}

void HttpServerLimitsTest::tooLargeARequestIsRefused()
{
    QFETCH(const QByteArray, request);
    int handled = 0;
    HttpServer server([&handled](HttpServerRequest) -> QCoro::Task<HttpAnswer> {
        ++handled;
        co_return HttpAnswer{};
    });
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    QVERIFY(client.connected());
    client.write(request);
    const QByteArray answer = client.readUntil("\r\n\r\n");
    // Qt's parser gives up on too long a line by itself.
    QVERIFY2(
        answer.startsWith("HTTP/1.1 413 Content Too Large\r\n") || answer.startsWith("HTTP/1.1 400 Bad Request\r\n"),
        answer.constData());
    QVERIFY(answer.contains("Connection: close\r\n"));
    QVERIFY(client.waitClosed());
    QCOMPARE(handled, 0);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void HttpServerLimitsTest::largestRequestFits()
{
    HttpServer server([](HttpServerRequest request) -> QCoro::Task<HttpAnswer> {
        co_return HttpAnswer{.body = QByteArray::number(request.body.size())};
    });
    QVERIFY(server.listen({.maxRequestBytes = 2'000'000}).ok());
    RawClient client(server.port());
    for (int i = 0; i < 3; ++i) { // counted per request, not per connection
        client.write("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1900000\r\n\r\n" + QByteArray(1'900'000, 'x'));
        const QByteArray seen = QByteArray("1900000").repeated(1);
        QTRY_COMPARE_WITH_TIMEOUT(client.readUntil(seen).count("\r\n\r\n1900000"), i + 1, 10000);
    }
}

void HttpServerLimitsTest::aClientSeesThe413()
{
    HttpServer server(echo);
    QVERIFY(server.listen({.maxRequestBytes = 100'000}).ok());
    HttpClient client;
    const HttpRequest request{
        .verb = "PUT", .url = QUrl(u"http://127.0.0.1:%1/"_s.arg(server.port())), .body = QByteArray(3'000'000, 'x')};
    const auto response = Eventual(client.send(request)).get();
    QVERIFY2(response.ok(), qPrintable(response.ok() ? QString() : response.error().toString()));
    QCOMPARE(response->status, 413);
}

void HttpServerLimitsTest::garbageIsAnsweredAndClosed()
{
    HttpServer server(echo);
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    client.write("\x16\x03\x01 this is no HTTP\r\n\r\n");
    QVERIFY(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 400 Bad Request\r\n"));
    QVERIFY(client.waitClosed());
    QTRY_COMPARE(server.connectionCount(), 0);
}

void HttpServerLimitsTest::idleConnectionIsClosed()
{
    HttpServer server(echo);
    QVERIFY(server.listen({.idleTimeout = 100ms}).ok());
    RawClient silent(server.port());
    RawClient answered(server.port());
    answered.write("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(answered.readUntil("GET /a").endsWith("GET /a"));
    QVERIFY(silent.waitClosed());
    QVERIFY(answered.waitClosed());
    QTRY_COMPARE(server.connectionCount(), 0);
}

void HttpServerLimitsTest::halfARequestIsClosed()
{
    HttpServer server(echo);
    QVERIFY(server.listen({.idleTimeout = 100ms}).ok());
    RawClient client(server.port());
    client.write("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this");
    QVERIFY(client.waitClosed());
    QTRY_COMPARE(server.connectionCount(), 0);
}

void HttpServerLimitsTest::drippingRequestIsClosed()
{
    HttpServer server(echo);
    QVERIFY(server.listen({.idleTimeout = 200ms}).ok());
    RawClient client(server.port());
    client.write("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&client] { client.write("x"); });
    drip.start(20); // never silent, never done
    QVERIFY(client.waitClosed());
}

void HttpServerLimitsTest::runningHandlerIsNotIdle()
{
    WakeUp later;
    HttpServer server([&](HttpServerRequest) -> QCoro::Task<HttpAnswer> {
        co_await later.wait();
        co_return HttpAnswer{.body = "slow but sure"};
    });
    QVERIFY(server.listen({.idleTimeout = 50ms}).ok());
    RawClient client(server.port());
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QTimer::singleShot(400, this, [&later] { later.ring(); });
    QVERIFY(client.readUntil("slow but sure").contains("slow but sure"));
}

void HttpServerLimitsTest::connectionsAreLimited()
{
    HttpServer server(echo);
    QVERIFY(server.listen({.maxConnections = 3}).ok());
    std::vector<std::unique_ptr<RawClient>> inside;
    for (int i = 0; i < 3; ++i) {
        inside.push_back(std::make_unique<RawClient>(server.port()));
        QTRY_COMPARE(server.connectionCount(), i + 1);
    }
    RawClient excess(server.port());
    QVERIFY(excess.waitClosed());
    inside.back()->write("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(inside.back()->readUntil("GET /a").endsWith("GET /a"));
    inside.front()->abort();
    QTRY_COMPARE(server.connectionCount(), 2);
    RawClient next(server.port());
    next.write("GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(next.readUntil("GET /b").endsWith("GET /b"));
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::HttpServerLimitsTest)
#include "tst_httpserverlimits.moc"
