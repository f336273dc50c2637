// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registry/httptools.h"
#include "tests/support/eventual.h"
#include "tests/support/fakehttpserver.h"
#include "tests/support/servertools.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::CuttingServer;
using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeHttpServer;
using testing::get;
using testing::Response;

/// What the HTTP client makes of servers that are silent, slow, gone, or none at all.
class HttpFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void silenceEndsAtTheDeadline();
    void slowDripEndsAtTheDeadline();
    void cutBodyIsAnError_data();
    void cutBodyIsAnError();
    void refusedConnectionIsUnreachable();
    void unknownHostIsUnreachable();
    void anotherProtocolIsNamed();
    void tlsToAPlainServerIsATlsError();
    void badAddressIsRefused_data();
    void badAddressIsRefused();
    void errorsKeepTheSecret();
};

void HttpFaultsTest::silenceEndsAtTheDeadline()
{
    FakeHttpServer server;
    server.script("*", u"."_s, FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer));
    HttpClient client;
    HttpRequest request = get(server.url(u"/x"_s));
    request.deadline = 50ms;
    const Response response = Eventual(client.send(request)).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Timeout);
    QVERIFY(response.error().retryable);
    // Its place is free again.
    server.clearScripts();
    QCOMPARE(Eventual(client.send(get(server.url(u"/y"_s)))).get()->status, 404);
}

void HttpFaultsTest::slowDripEndsAtTheDeadline()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTimer drip;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        connect(&drip, &QTimer::timeout, socket, [socket] { socket->write("x"); });
        drip.start(10);
    });
    HttpClient client;
    HttpRequest request = get(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort())));
    request.deadline = 300ms;
    const Response response = Eventual(client.send(request)).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Timeout);
}

void HttpFaultsTest::cutBodyIsAnError_data()
{
    CuttingServer::addRows();
}

void HttpFaultsTest::cutBodyIsAnError()
{
    QFETCH(const int, status);
    QFETCH(const bool, separately);
    CuttingServer server(status, separately);
    HttpClient client;
    const Response response = Eventual(client.send(get(server.url()))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    QVERIFY(response.error().retryable);
}

void HttpFaultsTest::refusedConnectionIsUnreachable()
{
    HttpClient client;
    const QUrl url(u"http://127.0.0.1:%1/x"_s.arg(testing::freePort()));
    const Response response = Eventual(client.send(get(url))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    QVERIFY(response.error().retryable);
    QVERIFY2(response.error().message.contains(u"127.0.0.1:"_s), qPrintable(response.error().message));
}

void HttpFaultsTest::unknownHostIsUnreachable()
{
    HttpClient client;
    const Response response = Eventual(client.send(get(QUrl(u"http://no-such-host.invalid/x"_s)))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    QVERIFY(response.error().message.contains(u"no-such-host.invalid"_s));
}

void HttpFaultsTest::anotherProtocolIsNamed()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        socket->write("220 mail.example.com ESMTP ready\r\n\r\n");
        socket->disconnectFromHost();
    });
    HttpClient client;
    const QUrl url(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
    const Response response = Eventual(client.send(get(url))).get();
    QVERIFY(!response.ok());
    QVERIFY2(response.error().message.contains(u"HTTP"_s), qPrintable(response.error().toString()));
}

void HttpFaultsTest::tlsToAPlainServerIsATlsError()
{
    FakeHttpServer server;
    QUrl url = server.url(u"/x"_s);
    url.setScheme(u"https"_s);
    HttpClient client;
    HttpRequest request = get(url);
    request.deadline = 5s;
    // A plain server reads the TLS greeting as garbage and waits; it is told to hang up by a second server that talks.
    QTcpServer talker;
    QVERIFY(talker.listen(QHostAddress::LocalHost));
    connect(&talker, &QTcpServer::newConnection, this,
        [&] { talker.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"); });
    request.url.setPort(talker.serverPort());
    const Response response = Eventual(client.send(request)).get();
    QVERIFY(!response.ok());
    QVERIFY2(response.error().code == ErrorCode::Tls, qPrintable(response.error().toString()));
    QVERIFY(response.error().message.contains(u"certificate"_s));
}

void HttpFaultsTest::badAddressIsRefused_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("empty") << QUrl();
    QTest::newRow("file") << QUrl(u"file:///etc/passwd"_s);
    QTest::newRow("no scheme") << QUrl(u"registry.example.com:5000"_s);
    QTest::newRow("no host") << QUrl(u"http:///x"_s);
}

void HttpFaultsTest::badAddressIsRefused()
{
    QFETCH(const QUrl, url);
    HttpClient client;
    const Response response = Eventual(client.send(get(url))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::InvalidArgument);
}

void HttpFaultsTest::errorsKeepTheSecret()
{
    const QByteArray secret = "s3cr3t-token";
    FakeHttpServer server;
    server.script("*", u"/cut"_s, FakeAnswer::broken(FakeAnswer::Fault::CutBody));
    server.script("*", u"/close"_s, FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce));
    server.script("*", u"/never"_s, FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer));
    QUrl dead(u"http://127.0.0.1:%1/x"_s.arg(testing::freePort()));
    HttpClient client;
    for (QUrl url :
        {server.url(u"/cut"_s), server.url(u"/close"_s), server.url(u"/never"_s), dead, QUrl(u"ftp://h/"_s)}) {
        url.setUserInfo(u"me:"_s + QString::fromLatin1(secret));
        url.setQuery(u"token="_s + QString::fromLatin1(secret));
        HttpRequest request = get(url);
        request.deadline = 200ms;
        request.headers.emplaceBack("Authorization", QByteArray("Bearer " + secret));
        const Response response = Eventual(client.send(request)).get();
        QVERIFY(!response.ok());
        QVERIFY2(!response.error().toString().contains(QString::fromLatin1(secret)),
            qPrintable(response.error().toString()));
    }
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::HttpFaultsTest)
#include "tst_httpfaults.moc"
