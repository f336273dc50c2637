// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakehttplistener.h"

#include <QTimer>

namespace transship::testing {

namespace {

/// Takes one whole request off the front of the buffer; nothing while it is incomplete, though its beginning may be in
/// `begun`, whose body is the buffer's.
std::optional<FakeRequest> takeRequest(QByteArray& buffer, FakeRequest& begun)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return std::nullopt;
    }
    FakeRequest request;
    QList<QByteArray> lines = buffer.first(end).split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers.emplaceBack(line.first(std::max<qsizetype>(colon, 0)).trimmed(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    request.verb = words.value(0);
    const QString target = QString::fromLatin1(words.value(1));
    request.path = target.section(u'?', 0, 0);
    request.query = QUrlQuery(target.section(u'?', 1));
    if (buffer.size() < end + 4 + length) {
        begun = request;
        begun.body = QByteArray::fromRawData(buffer.constData() + end + 4, buffer.size() - end - 4);
        return std::nullopt;
    }
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    return request;
}

QByteArray headOf(const FakeAnswer& answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Fake\r\n";
    if (!answer.body.isEmpty() || answer.announcedBytes) {
        head += "Content-Type: " + answer.contentType + "\r\n";
    }
    head += answer.chunked
        ? QByteArray("Transfer-Encoding: chunked\r\n")
        : "Content-Length: " + QByteArray::number(answer.announcedBytes.value_or(answer.body.size())) + "\r\n";
    for (const auto& [name, value] : answer.headers) {
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

FakeHttpListener::FakeHttpListener(FakeHttpServer* server)
    : q(server)
{
    m_tcp.listen(QHostAddress::LocalHost, 0);
    connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = m_tcp.nextPendingConnection()) {
            accept(socket);
        }
    });
}

void FakeHttpListener::accept(QTcpSocket* socket)
{
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_buffers.remove(socket);
        socket->deleteLater();
    });
}

void FakeHttpListener::release()
{
    const auto held = std::exchange(m_held, {});
    {
        QMutexLocker lock(&q->m_mutex);
        q->m_held = 0;
    }
    for (const auto& [socket, request, answer] : held) {
        send(socket, request, answer);
    }
}

void FakeHttpListener::read(QTcpSocket* socket)
{
    m_buffers[socket] += socket->readAll();
    while (m_buffers.contains(socket)) {
        FakeRequest begun;
        const auto request = takeRequest(m_buffers[socket], begun);
        if (!request) {
            if (!begun.verb.isEmpty() && q->cutsNow(begun)) {
                q->takePart(begun);
                m_buffers.remove(socket);
                socket->abort();
            }
            return;
        }
        respond(socket, *request);
    }
}

void FakeHttpListener::respond(QTcpSocket* socket, const FakeRequest& request)
{
    FakeAnswer answer = q->answerTo(request);
    if (answer.held) {
        m_held.append({socket, request, answer});
        QMutexLocker lock(&q->m_mutex);
        q->m_held = static_cast<int>(m_held.size());
    } else if (answer.delay.count() > 0) {
        QTimer::singleShot(answer.delay, this,
            [this, target = QPointer<QTcpSocket>(socket), request, answer] { send(target, request, answer); });
    } else {
        send(socket, request, answer);
    }
}

void FakeHttpListener::send(const QPointer<QTcpSocket>& socket, const FakeRequest& request, const FakeAnswer& answer)
{
    if (answer.fault == FakeAnswer::Fault::NeverAnswer) {
        return;
    }
    {
        QMutexLocker lock(&q->m_mutex);
        --q->m_open;
    }
    if (!socket || socket->state() != QAbstractSocket::ConnectedState) {
        return;
    }
    if (answer.fault == FakeAnswer::Fault::CloseAtOnce) {
        socket->disconnectFromHost();
        return;
    }
    const bool cut = answer.fault == FakeAnswer::Fault::CutBody;
    const qsizetype kept = answer.cutAfter >= 0 ? answer.cutAfter : answer.body.size() / 2;
    const QByteArray body = cut ? answer.body.first(kept) : answer.body;
    socket->write(headOf(answer));
    if (request.verb != "HEAD" && answer.pieceBytes > 0) {
        sendSlowly(socket, body, answer);
        return;
    }
    if (request.verb != "HEAD") {
        socket->write(answer.chunked ? chunk(body) : body);
        if (answer.chunked && !cut && !body.isEmpty()) {
            socket->write(chunk({}));
        }
    }
    if (cut) {
        socket->disconnectFromHost();
    }
}

void FakeHttpListener::sendSlowly(const QPointer<QTcpSocket>& socket, const QByteArray& body, const FakeAnswer& answer)
{
    if (!socket) {
        return;
    }
    socket->write(body.first(std::min(answer.pieceBytes, body.size())));
    const QByteArray rest = body.mid(answer.pieceBytes);
    if (!rest.isEmpty()) {
        QTimer::singleShot(answer.pieceEvery, this, [this, socket, rest, answer] { sendSlowly(socket, rest, answer); });
    } else if (answer.fault == FakeAnswer::Fault::CutBody) {
        socket->disconnectFromHost();
    }
}

} // namespace transship::testing
