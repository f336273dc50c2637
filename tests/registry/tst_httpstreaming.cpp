// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registry/httptools.h"
#include "tests/support/eventual.h"
#include "tests/support/fakehttpserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace transship {

using testing::CuttingServer;
using testing::Eventual;
using testing::FakeHttpServer;
using testing::get;
using testing::Response;

namespace {

/// Pieces of `size` bytes in all, the last one cut to fit.
HttpBodySource source(qint64 size, qint64 pieceBytes, std::shared_ptr<qint64> given)
{
    return [size, pieceBytes, given]() -> QCoro::Task<Result<QByteArray>> {
        const qint64 bytes = std::min(pieceBytes, size - *given);
        *given += bytes;
        co_return QByteArray(static_cast<qsizetype>(bytes), 'u');
    };
}

} // namespace

/// Bodies that go piece by piece, both ways.
class HttpStreamingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
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

void HttpStreamingTest::downloadArrivesInPieces()
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

void HttpStreamingTest::downloadWaitsForItsReader()
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
    // Until nothing moves any more, while the same client and its thread have other work to do.
    FakeHttpServer other;
    qint64 before = -1;
    while (before != accepted) {
        before = accepted;
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(Eventual(client.send(get(other.url(u"/x"_s)))).get()->status, 404);
        }
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

void HttpStreamingTest::downloadCutShortIsAnError_data()
{
    CuttingServer::addRows();
}

void HttpStreamingTest::downloadCutShortIsAnError()
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

void HttpStreamingTest::silentDownloadEndsAtTheDeadline()
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

void HttpStreamingTest::droppedDownloadsFreeTheirPlaces()
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

void HttpStreamingTest::downloadOutlivesItsClient()
{
    FakeHttpServer server;
    server.script("*", u"/blob"_s, {.body = QByteArray(8'000'000, 'x')});
    auto client = std::make_unique<HttpClient>();
    const auto download = Eventual(client->download(get(server.url(u"/blob"_s)))).get();
    QVERIFY(download.ok());
    client.reset();
    QCOMPARE(Eventual((*download)->read()).get().error().code, ErrorCode::Canceled);
}

void HttpStreamingTest::uploadSendsWhatTheSourceGives()
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

void HttpStreamingTest::uploadOfWrongLengthIsBrokenOff_data()
{
    QTest::addColumn<qint64>("announced");
    QTest::newRow("source gives fewer") << qint64(1'000'001);
    QTest::newRow("source gives more") << qint64(999'999);
}

void HttpStreamingTest::uploadOfWrongLengthIsBrokenOff()
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

void HttpStreamingTest::uploadEndsWithTheSourcesError()
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

void HttpStreamingTest::copyFromDownloadToUpload()
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

QTEST_GUILESS_MAIN(transship::HttpStreamingTest)
#include "tst_httpstreaming.moc"
