// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpclient.h"
#include "tests/support/eventual.h"
#include "tests/support/fakehttpserver.h"
#include "tests/support/servertools.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::Eventual;
using testing::FakeAnswer;
using testing::FakeHttpServer;

namespace {

using Response = Result<HttpResponse>;

HttpRequest get(const QUrl& url)
{
    return {.url = url};
}

/// Pieces of `size` bytes in all, the last one cut to fit.
HttpBodySource source(qint64 size, qint64 pieceBytes, std::shared_ptr<qint64> given)
{
    return [size, pieceBytes, given]() -> QCoro::Task<Result<QByteArray>> {
        const qint64 bytes = std::min(pieceBytes, size - *given);
        *given += bytes;
        co_return QByteArray(static_cast<qsizetype>(bytes), 'u');
    };
}

/// Announces 1000 bytes, sends 400 and closes: at once, or in a second packet.
class CuttingServer {
public:
    CuttingServer(int status, bool separately)
    {
        m_tcp.listen(QHostAddress::LocalHost);
        QObject::connect(&m_tcp, &QTcpServer::newConnection, &m_tcp, [=, this] {
            QTcpSocket* socket = m_tcp.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [=] {
                socket->write("HTTP/1.1 " + QByteArray::number(status) + " Cut\r\nContent-Length: 1000\r\n\r\n");
                socket->write(QByteArray(400, 'x'));
                if (separately) {
                    QTimer::singleShot(50, socket, &QTcpSocket::disconnectFromHost);
                } else {
                    socket->disconnectFromHost();
                }
            });
        });
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/x"_s.arg(m_tcp.serverPort())); }

private:
    QTcpServer m_tcp;
};

} // namespace

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
    void silenceEndsAtTheDeadline();
    void slowDripEndsAtTheDeadline();
    void tooLongBodyIsRefused_data();
    void tooLongBodyIsRefused();
    void headOfAHugeResourceIsFine();
    void cutBodyIsAnError_data();
    void cutBodyIsAnError();
    void refusedConnectionIsUnreachable();
    void unknownHostIsUnreachable();
    void anotherProtocolIsNamed();
    void tlsToAPlainServerIsATlsError();
    void badAddressIsRefused_data();
    void badAddressIsRefused();
    void errorsKeepTheSecret();
    void destructionAnswersEachOnce();
    void clientMayBeDestroyedByItsAnswer();
    void downloadArrivesInPieces();
    void downloadWaitsForItsReader();
    void downloadCutShortIsAnError_data();
    void downloadCutShortIsAnError();
    void silentDownloadEndsAtTheDeadline();
    void droppedDownloadsFreeTheirPlaces();
    void downloadOutlivesItsClient();
    void uploadSendsWhatTheSourceGives();
    void uploadOfWrongLengthIsBrokenOff_data();
    void uploadOfWrongLengthIsBrokenOff();
    void uploadEndsWithTheSourcesError();
    void copyFromDownloadToUpload();
};

void HttpClientTest::everyStatusIsAResponse_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 202, 206, 304, 400, 401, 403, 404, 405, 407, 408, 409, 410, 416, 418, 424, 425,
             429, 500, 501, 502, 503, 504, 507}) {
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
    while (!std::all_of(all.begin(), all.end(), [](const auto& answer) { return answer.isReady(); })) {
        QTRY_VERIFY(one.heldCount() > 0 || all.back().isReady());
        one.release();
        QTest::qWait(1);
    }
    QCOMPARE(one.count(), 20);
    QCOMPARE(one.mostAtOnce(), HttpClient::maxInFlightPerHost);
}

void HttpClientTest::silenceEndsAtTheDeadline()
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

void HttpClientTest::slowDripEndsAtTheDeadline()
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

void HttpClientTest::cutBodyIsAnError_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("separately");
    for (const int status : {200, 202, 404, 500}) {
        QTest::addRow("%d, the end comes with the bytes", status) << status << false;
        QTest::addRow("%d, the end comes after the bytes", status) << status << true;
    }
}

void HttpClientTest::cutBodyIsAnError()
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

void HttpClientTest::refusedConnectionIsUnreachable()
{
    HttpClient client;
    const QUrl url(u"http://127.0.0.1:%1/x"_s.arg(testing::freePort()));
    const Response response = Eventual(client.send(get(url))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    QVERIFY(response.error().retryable);
    QVERIFY2(response.error().message.contains(u"127.0.0.1:"_s), qPrintable(response.error().message));
}

void HttpClientTest::unknownHostIsUnreachable()
{
    HttpClient client;
    const Response response = Eventual(client.send(get(QUrl(u"http://no-such-host.invalid/x"_s)))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    QVERIFY(response.error().message.contains(u"no-such-host.invalid"_s));
}

void HttpClientTest::anotherProtocolIsNamed()
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

void HttpClientTest::tlsToAPlainServerIsATlsError()
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

void HttpClientTest::badAddressIsRefused_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("empty") << QUrl();
    QTest::newRow("file") << QUrl(u"file:///etc/passwd"_s);
    QTest::newRow("no scheme") << QUrl(u"registry.example.com:5000"_s);
    QTest::newRow("no host") << QUrl(u"http:///x"_s);
}

void HttpClientTest::badAddressIsRefused()
{
    QFETCH(const QUrl, url);
    HttpClient client;
    const Response response = Eventual(client.send(get(url))).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::InvalidArgument);
}

void HttpClientTest::errorsKeepTheSecret()
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
    QTest::qWait(10);
    for (Eventual<Response>& one : all) {
        QCOMPARE(one.answers(), 1);
    }
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

void HttpClientTest::downloadArrivesInPieces()
{
    QByteArray blob(5'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < blob.size(); ++i) {
        blob[i] = static_cast<char>(i * 7 + i / 251);
    }
    FakeHttpServer server;
    server.script("*", u"."_s, {.status = 206, .body = blob, .headers = {{"X-Head", "here"}}});
    HttpClient client;
    const auto download = Eventual(client.download(get(server.url(u"/blob"_s)))).get();
    QVERIFY(download.ok());
    QCOMPARE((*download)->head().status, 206);
    QCOMPARE((*download)->head().header("x-head"), "here");
    QByteArray got;
    int pieces = 0;
    while (true) {
        const Result<QByteArray> piece = Eventual((*download)->read()).get();
        QVERIFY(piece.ok());
        if (piece->isEmpty()) {
            break;
        }
        got += *piece;
        ++pieces;
    }
    QVERIFY(pieces > 5);
    QVERIFY(got == blob);
    QVERIFY(Eventual((*download)->read()).get()->isEmpty()); // the end stays the end
}

void HttpClientTest::downloadWaitsForItsReader()
{
    constexpr qint64 total = 64 * 1024 * 1024;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    qint64 accepted = 0;
    QTcpSocket* socket = nullptr;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        socket = server.nextPendingConnection();
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(total) + "\r\n\r\n");
        const auto feed = [&] {
            if (socket->bytesToWrite() == 0 && accepted < total) {
                accepted += socket->write(QByteArray(256 * 1024, 'z'));
            }
        };
        connect(socket, &QTcpSocket::bytesWritten, this, feed);
        feed();
    });
    HttpClient client;
    const QUrl url(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
    const auto download = Eventual(client.download(get(url))).get();
    QVERIFY(download.ok());
    qint64 before = -1;
    while (before != accepted) { // until nothing moves any more
        before = accepted;
        QTest::qWait(300);
    }
    // What the two kernels' socket buffers and the client hold, far from all of it.
    QVERIFY2(accepted < total / 2, qPrintable(QString::number(accepted)));
    qint64 got = 0;
    while (true) {
        const Result<QByteArray> piece = Eventual((*download)->read()).get();
        QVERIFY2(piece.ok(), qPrintable(piece.ok() ? QString() : piece.error().toString()));
        if (piece->isEmpty()) {
            break;
        }
        got += piece->size();
    }
    QCOMPARE(got, total);
}

void HttpClientTest::downloadCutShortIsAnError_data()
{
    cutBodyIsAnError_data();
}

void HttpClientTest::downloadCutShortIsAnError()
{
    QFETCH(const int, status);
    QFETCH(const bool, separately);
    CuttingServer server(status, separately);
    HttpClient client;
    const auto download = Eventual(client.download(get(server.url()))).get();
    if (!download) { // the whole exchange may already be over
        QCOMPARE(download.error().code, ErrorCode::Unreachable);
        return;
    }
    const Result<QByteArray> all = Eventual((*download)->readAll(1'000'000)).get();
    QVERIFY(!all.ok());
    QCOMPARE(all.error().code, ErrorCode::Unreachable);
}

void HttpClientTest::silentDownloadEndsAtTheDeadline()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this,
        [&] { server.nextPendingConnection()->write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome"); });
    HttpClient client;
    HttpRequest request = get(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort())));
    request.deadline = 300ms;
    const auto download = Eventual(client.download(request)).get();
    QVERIFY(download.ok());
    const Result<QByteArray> all = Eventual((*download)->readAll(1000)).get();
    QVERIFY(!all.ok());
    QCOMPARE(all.error().code, ErrorCode::Timeout);
}

void HttpClientTest::droppedDownloadsFreeTheirPlaces()
{
    FakeHttpServer server;
    server.script("*", u"/blob"_s, {.body = QByteArray(8'000'000, 'x')});
    HttpClient client;
    for (int i = 0; i < 3 * HttpClient::maxInFlightPerHost; ++i) {
        const auto download = Eventual(client.download(get(server.url(u"/blob"_s)))).get();
        QVERIFY(download.ok());
        QVERIFY(!Eventual((*download)->read()).get()->isEmpty());
    }
    QCOMPARE(Eventual(client.send(get(server.url(u"/other"_s)))).get()->status, 404);
}

void HttpClientTest::downloadOutlivesItsClient()
{
    FakeHttpServer server;
    server.script("*", u"/blob"_s, {.body = QByteArray(8'000'000, 'x')});
    auto client = std::make_unique<HttpClient>();
    const auto download = Eventual(client->download(get(server.url(u"/blob"_s)))).get();
    QVERIFY(download.ok());
    client.reset();
    QCOMPARE(Eventual((*download)->read()).get().error().code, ErrorCode::Canceled);
}

void HttpClientTest::uploadSendsWhatTheSourceGives()
{
    FakeHttpServer server;
    server.script("PATCH", u"."_s, {.status = 202});
    HttpClient client;
    const qint64 size = 3'000'001;
    const auto given = std::make_shared<qint64>(0);
    const Response response
        = Eventual(client.upload({.verb = "PATCH", .url = server.url(u"/up"_s)}, size, source(size, 256 * 1024, given)))
              .get();
    QVERIFY2(response.ok(), qPrintable(response.ok() ? QString() : response.error().toString()));
    QCOMPARE(response->status, 202);
    QCOMPARE(*given, size);
    QCOMPARE(server.requests().first().header("Content-Length"), QByteArray::number(size));
    QVERIFY(server.requests().first().body == QByteArray(static_cast<qsizetype>(size), 'u'));
    // Nothing to send is fine, too.
    const Response empty = Eventual(
        client.upload({.verb = "PATCH", .url = server.url(u"/empty"_s)}, 0, source(0, 1, std::make_shared<qint64>(0))))
                               .get();
    QVERIFY(empty.ok());
    QCOMPARE(server.requests().last().body, QByteArray());
}

void HttpClientTest::uploadOfWrongLengthIsBrokenOff_data()
{
    QTest::addColumn<qint64>("announced");
    QTest::newRow("source gives fewer") << qint64(1'000'001);
    QTest::newRow("source gives more") << qint64(999'999);
}

void HttpClientTest::uploadOfWrongLengthIsBrokenOff()
{
    QFETCH(const qint64, announced);
    FakeHttpServer server;
    HttpClient client;
    const auto given = std::make_shared<qint64>(0);
    const Response response = Eventual(
        client.upload({.verb = "PUT", .url = server.url(u"/up"_s)}, announced, source(1'000'000, 400'000, given)))
                                  .get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(server.count(), 0); // never complete at the server
}

void HttpClientTest::uploadEndsWithTheSourcesError()
{
    FakeHttpServer server;
    HttpClient client;
    const HttpBodySource failing = []() -> QCoro::Task<Result<QByteArray>> {
        co_return Error{.code = ErrorCode::DigestMismatch, .message = u"the source is damaged"_s};
    };
    const Response response
        = Eventual(client.upload({.verb = "PUT", .url = server.url(u"/up"_s)}, 1000, failing)).get();
    QVERIFY(!response.ok());
    QCOMPARE(response.error().code, ErrorCode::DigestMismatch);
    QCOMPARE(server.count(), 0);
}

void HttpClientTest::copyFromDownloadToUpload()
{
    const QByteArray blob = QByteArray(4'000'000, 'a') + QByteArray(4'000'000, 'b');
    FakeHttpServer from;
    from.script("*", u"."_s, {.body = blob});
    FakeHttpServer to;
    to.script("*", u"."_s, {.status = 201});
    HttpClient source;
    HttpClient target;
    const auto download = Eventual(source.download(get(from.url(u"/blob"_s)))).get();
    QVERIFY(download.ok());
    const Response response
        = Eventual(target.upload({.verb = "PUT", .url = to.url(u"/blob"_s)}, blob.size(), [reader = *download] {
              return reader->read();
          })).get();
    QVERIFY2(response.ok(), qPrintable(response.ok() ? QString() : response.error().toString()));
    QVERIFY(to.requests().first().body == blob);
}

} // namespace transship

QTEST_GUILESS_MAIN(transship::HttpClientTest)
#include "tst_httpclient.moc"
