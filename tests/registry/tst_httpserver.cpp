// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpclient.h"
#include "models/registry/httpserver.h"
#include "models/registry/wakeup.h"
#include "tests/registry/rawclient.h"
#include "tests/support/eventual.h"

#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace transship {

using testing::echo;
using testing::Eventual;
using testing::RawClient;

/// What arrives at a handler, and how its answer goes back.
class HttpServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handsTheRequestOver();
    void answersWithStatusHeadersAndBody_data();
    void answersWithStatusHeadersAndBody();
    void listensOnLoopbackAlone();
    void takenPortIsAnError();
    void headHasNoBody();
    void keepsAConnectionOpen();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void pipelinedAnswersKeepTheirOrder();
    void asynchronousAnswer();
    void exceptionBecomesA500_data();
    void exceptionBecomesA500();
    void clientsMayLeaveDuringAnAnswer();
    void serverMayGoDuringAnAnswer();
};

void HttpServerTest::handsTheRequestOver()
{
    std::optional<HttpServerRequest> seen;
    HttpServer server([&seen](HttpServerRequest request) -> QCoro::Task<HttpAnswer> {
        seen = request;
        co_return HttpAnswer{.status = 202};
    });
    QVERIFY(server.listen({}).ok());
    HttpClient client;
    HttpRequest request{.verb = "PUT",
        .url = QUrl(u"http://127.0.0.1:%1/import/a%2Fb/c/?import_type=pre&x=%26"_s.arg(server.port())),
        .body = "content"};
    request.headers.emplaceBack("Authorization", "Bearer x");
    const auto response = Eventual(client.send(request)).get();
    QVERIFY(response.ok());
    QCOMPARE(response->status, 202);
    QVERIFY(seen.has_value());
    QCOMPARE(seen->method, "PUT");
    QCOMPARE(seen->path, u"/import/a%2Fb/c/"_s);
    QCOMPARE(seen->query.queryItemValue(u"import_type"_s), u"pre"_s);
    QCOMPARE(seen->query.queryItemValue(u"x"_s, QUrl::FullyDecoded), u"&"_s);
    QCOMPARE(seen->header("authorization"), "Bearer x");
    QCOMPARE(seen->body, "content");
    QVERIFY(seen->peer.isLoopback());
}

void HttpServerTest::answersWithStatusHeadersAndBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("200") << 200 << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("202") << 202 << QByteArray("HTTP/1.1 202 Accepted\r\n");
    QTest::newRow("404") << 404 << QByteArray("HTTP/1.1 404 Not Found\r\n");
    QTest::newRow("409") << 409 << QByteArray("HTTP/1.1 409 Conflict\r\n");
    QTest::newRow("424") << 424 << QByteArray("HTTP/1.1 424 Failed Dependency\r\n");
    QTest::newRow("425") << 425 << QByteArray("HTTP/1.1 425 Too Early\r\n");
    QTest::newRow("429") << 429 << QByteArray("HTTP/1.1 429 Too Many Requests\r\n");
    QTest::newRow("500") << 500 << QByteArray("HTTP/1.1 500 Internal Server Error\r\n");
    QTest::newRow("599") << 599 << QByteArray("HTTP/1.1 599 Error\r\n");
}

void HttpServerTest::answersWithStatusHeadersAndBody()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, line);
    HttpServer server([status](HttpServerRequest) -> QCoro::Task<HttpAnswer> {
        co_return HttpAnswer{.status = status, .body = "{\"a\":1}", .headers = {{"Retry-After", "3"}}};
    });
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const QByteArray answer = client.readUntil("{\"a\":1}");
    QVERIFY2(answer.startsWith(line), answer.constData());
    QVERIFY(answer.contains("\r\nContent-Length: 7\r\n"));
    QVERIFY(answer.contains("\r\nContent-Type: application/json\r\n"));
    QVERIFY(answer.contains("\r\nRetry-After: 3\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n{\"a\":1}"));
}

void HttpServerTest::listensOnLoopbackAlone()
{
    HttpServer server(echo);
    QCOMPARE(server.port(), quint16(0));
    QVERIFY(server.listen({}).ok());
    QVERIFY(server.port() != 0);
    // Another address of this machine is still free for the same port: nothing listens on all of them.
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(u"127.0.0.2"_s), server.port()));
}

void HttpServerTest::takenPortIsAnError()
{
    HttpServer first(echo);
    QVERIFY(first.listen({}).ok());
    HttpServer second(echo);
    const Result<void> result = second.listen({.port = first.port()});
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.contains(QString::number(first.port())), qPrintable(result.error().message));
}

void HttpServerTest::headHasNoBody()
{
    HttpServer server(echo);
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    client.write("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    const QByteArray answer = client.readUntil("GET /b");
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(answer.contains("Content-Length: 7\r\n")); // of "HEAD /a"
    QVERIFY(!answer.contains("HEAD /a"));
}

void HttpServerTest::keepsAConnectionOpen()
{
    HttpServer server(echo);
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    for (int i = 0; i < 20; ++i) {
        const QByteArray answer = "GET /" + QByteArray::number(i);
        client.write(answer + " HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(client.readUntil(answer).endsWith(answer));
    }
    QCOMPARE(server.connectionCount(), 1);
}

void HttpServerTest::closesWhenAsked_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("Connection: close") << QByteArray("GET /a HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /a HTTP/1.0\r\n\r\n");
}

void HttpServerTest::closesWhenAsked()
{
    QFETCH(const QByteArray, request);
    HttpServer server(echo);
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    client.write(request);
    QVERIFY(client.waitClosed());
    const QByteArray answer = client.readUntil("GET /a");
    QVERIFY(answer.contains("Connection: close\r\n"));
    QVERIFY(answer.endsWith("GET /a"));
    QTRY_COMPARE(server.connectionCount(), 0);
}

void HttpServerTest::pipelinedAnswersKeepTheirOrder()
{
    WakeUp slow;
    QStringList arrived;
    HttpServer server([&](HttpServerRequest request) -> QCoro::Task<HttpAnswer> {
        arrived << request.path;
        if (request.path == u"/slow") {
            co_await slow.wait();
        }
        co_return HttpAnswer{.body = request.path.toUtf8()};
    });
    QVERIFY(server.listen({}).ok());
    RawClient client(server.port());
    client.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /fast HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(arrived, QStringList{u"/slow"_s});
    // Both came with the same bytes; another connection's request, which came after them, is answered before the
    // second.
    RawClient other(server.port());
    other.write("GET /other HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(other.readUntil("/other").endsWith("/other"));
    QCOMPARE(arrived, (QStringList{u"/slow"_s, u"/other"_s})); // the second waits its turn
    slow.ring();
    const QByteArray answer = client.readUntil("/fast");
    QCOMPARE(arrived, (QStringList{u"/slow"_s, u"/other"_s, u"/fast"_s}));
    QVERIFY(answer.indexOf("/slow") > 0);
    QVERIFY(answer.indexOf("/slow") < answer.indexOf("/fast"));
}

void HttpServerTest::asynchronousAnswer()
{
    WakeUp later;
    HttpServer server([&](HttpServerRequest) -> QCoro::Task<HttpAnswer> {
        co_await later.wait();
        co_return HttpAnswer{.body = "at last"};
    });
    QVERIFY(server.listen({}).ok());
    QTimer::singleShot(50, this, [&later] { later.ring(); });
    HttpClient client;
    const auto response = Eventual(client.send({.url = QUrl(u"http://127.0.0.1:%1/"_s.arg(server.port()))})).get();
    QVERIFY(response.ok());
    QCOMPARE(response->body, "at last");
}

void HttpServerTest::exceptionBecomesA500_data()
{
    QTest::addColumn<bool>("standard");
    QTest::newRow("std::exception") << true;
    QTest::newRow("anything") << false;
}

void HttpServerTest::exceptionBecomesA500()
{
    QFETCH(const bool, standard);
    HttpServer server([standard](HttpServerRequest request) -> QCoro::Task<HttpAnswer> {
        if (request.path == u"/throw") {
            if (standard) {
                throw std::runtime_error("secret inside");
            }
            throw 42;
        }
        co_return HttpAnswer{.body = "fine"};
    });
    QVERIFY(server.listen({}).ok());
    if (standard) {
        QTest::ignoreMessage(QtWarningMsg, "A request handler threw: secret inside");
    }
    HttpClient client;
    const QString base = u"http://127.0.0.1:%1"_s.arg(server.port());
    const auto response = Eventual(client.send({.url = QUrl(base + u"/throw")})).get();
    QVERIFY(response.ok());
    QCOMPARE(response->status, 500);
    QVERIFY(!response->body.contains("secret"));
    QCOMPARE(Eventual(client.send({.url = QUrl(base + u"/fine")})).get()->body, "fine");
}

void HttpServerTest::clientsMayLeaveDuringAnAnswer()
{
    std::vector<std::unique_ptr<WakeUp>> pending;
    HttpServer server([&](HttpServerRequest request) -> QCoro::Task<HttpAnswer> {
        if (request.path == u"/wait") {
            pending.push_back(std::make_unique<WakeUp>());
            co_await pending.back()->wait();
        }
        co_return HttpAnswer{.body = "answer"};
    });
    QVERIFY(server.listen({}).ok());
    int handled = 0;
    for (int round = 0; round < 25; ++round) {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port()));
            clients.back()->write("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        QTRY_COMPARE(pending.size(), size_t(20));
        for (size_t i = 0; i < clients.size(); ++i) {
            clients[i]->abort();
            if (i % 2 == 0) {
                pending[i]->ring(); // before the server has noticed
            }
        }
        QTRY_COMPARE(server.connectionCount(), 0);
        for (size_t i = 1; i < pending.size(); i += 2) {
            pending[i]->ring(); // long after it has
        }
        handled += static_cast<int>(pending.size());
        pending.clear();
    }
    QCOMPARE(handled, 500);
    RawClient client(server.port());
    client.write("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(client.readUntil("answer").endsWith("answer"));
}

void HttpServerTest::serverMayGoDuringAnAnswer()
{
    WakeUp later;
    bool reached = false;
    auto server = std::make_unique<HttpServer>([&](HttpServerRequest) -> QCoro::Task<HttpAnswer> {
        reached = true;
        co_await later.wait();
        reached = false; // the handler object is still there
        co_return HttpAnswer{};
    });
    QVERIFY(server->listen({}).ok());
    RawClient client(server->port());
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_VERIFY(reached);
    server.reset();
    QVERIFY(client.waitClosed());
    later.ring();
    QVERIFY(!reached);
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::HttpServerTest)
#include "tst_httpserver.moc"
