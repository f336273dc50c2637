// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakehttpserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace transship::testing {

namespace {

QByteArray valueOf(const QList<QPair<QByteArray, QByteArray>>& headers, const QByteArray& name)
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

/// Takes one whole request off the front of the buffer; nothing while it is incomplete.
std::optional<FakeRequest> takeRequest(QByteArray& buffer)
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
    const qsizetype length = valueOf(request.headers, "Content-Length").toLongLong();
    if (buffer.size() < end + 4 + length) {
        return std::nullopt;
    }
    request.verb = words.value(0);
    const QString target = QString::fromLatin1(words.value(1));
    request.path = target.section(u'?', 0, 0);
    request.query = QUrlQuery(target.section(u'?', 1));
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    return request;
}

QByteArray headOf(const FakeAnswer& answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Fake\r\n";
    if (!answer.body.isEmpty()) {
        head += "Content-Type: " + answer.contentType + "\r\n";
    }
    head += answer.chunked ? QByteArray("Transfer-Encoding: chunked\r\n")
                           : "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    for (const auto& [name, value] : answer.headers) {
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

bool matches(const FakeRequest& request, const QByteArray& verb, const QRegularExpression& pattern)
{
    return (verb == "*" || verb == request.verb) && pattern.match(request.line().section(u' ', 1)).hasMatch();
}

} // namespace

QByteArray FakeRequest::header(const QByteArray& name) const
{
    return valueOf(headers, name);
}

QString FakeRequest::line() const
{
    const QString query_ = query.isEmpty() ? QString() : u'?' + query.toString(QUrl::FullyEncoded);
    return QString::fromLatin1(verb) + u' ' + path + query_;
}

FakeAnswer FakeAnswer::json(int status, const QJsonValue& body)
{
    const QJsonDocument document = body.isArray() ? QJsonDocument(body.toArray()) : QJsonDocument(body.toObject());
    return {.status = status, .body = document.toJson(QJsonDocument::Compact)};
}

FakeAnswer FakeAnswer::error(int status, const QString& code, const QString& message, const QString& detail)
{
    QJsonObject error{{QStringLiteral("code"), code}, {QStringLiteral("message"), message}};
    if (!detail.isEmpty()) {
        error.insert(QStringLiteral("detail"), detail);
    }
    return json(status, QJsonObject{{QStringLiteral("errors"), QJsonArray{error}}});
}

FakeAnswer FakeAnswer::html(int status, const QByteArray& title)
{
    return {.status = status,
        .body = "<!DOCTYPE html><html><head><title>" + title + "</title></head></html>",
        .contentType = "text/html; charset=utf-8"};
}

FakeAnswer FakeAnswer::redirect(int status, const QByteArray& location)
{
    return {.status = status, .headers = {{"Location", location}}};
}

FakeAnswer FakeAnswer::broken(Fault fault)
{
    return {.body = "{\"half\": \"of this will not arrive\"}", .fault = fault};
}

/// The part that lives in the server's thread.
class FakeHttpServer::Listener : public QObject {
public:
    explicit Listener(FakeHttpServer* server)
        : q(server)
    {
        m_tcp.listen(QHostAddress::LocalHost, 0);
        connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_tcp.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_buffers.remove(socket);
                    socket->deleteLater();
                });
            }
        });
    }

    quint16 port() const { return m_tcp.serverPort(); }
    void stopListening() { m_tcp.close(); }
    void listenAgain(quint16 port) { m_tcp.listen(QHostAddress::LocalHost, port); }

    void release()
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

private:
    struct Held {
        QPointer<QTcpSocket> socket;
        FakeRequest request;
        FakeAnswer answer;
    };

    void read(QTcpSocket* socket)
    {
        m_buffers[socket] += socket->readAll();
        while (m_buffers.contains(socket)) {
            const auto request = takeRequest(m_buffers[socket]);
            if (!request) {
                return;
            }
            respond(socket, *request);
        }
    }

    void respond(QTcpSocket* socket, const FakeRequest& request)
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

    void send(const QPointer<QTcpSocket>& socket, const FakeRequest& request, const FakeAnswer& answer)
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
        const QByteArray body = cut ? answer.body.first(answer.body.size() / 2) : answer.body;
        socket->write(headOf(answer));
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

    FakeHttpServer* q;
    QHash<QTcpSocket*, QByteArray> m_buffers;
    QList<Held> m_held;
    QTcpServer m_tcp; ///< the first to go: its sockets still report their end
};

FakeHttpServer::FakeHttpServer(Where where)
{
    if (where == Where::CallersThread) {
        m_listener = new Listener(this);
    } else {
        m_thread = std::make_unique<QThread>();
        auto* starter = new QObject;
        starter->moveToThread(m_thread.get());
        m_thread->start();
        QMetaObject::invokeMethod(
            starter, [this] { m_listener = new Listener(this); }, Qt::BlockingQueuedConnection);
        starter->deleteLater();
    }
    m_port = m_listener->port();
}

FakeHttpServer::~FakeHttpServer()
{
    close();
}

void FakeHttpServer::close()
{
    if (m_thread) {
        if (m_listener) {
            QMetaObject::invokeMethod(
                m_listener, [listener = m_listener] { delete listener; }, Qt::BlockingQueuedConnection);
        }
        m_thread->quit();
        m_thread->wait();
    } else {
        delete m_listener;
    }
    m_listener = nullptr;
}

quint16 FakeHttpServer::port() const
{
    return m_port;
}

QUrl FakeHttpServer::url(const QString& path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port) + path);
}

void FakeHttpServer::stopListening()
{
    QMetaObject::invokeMethod(
        m_listener, [listener = m_listener] { listener->stopListening(); },
        m_thread ? Qt::BlockingQueuedConnection : Qt::DirectConnection);
}

void FakeHttpServer::listenAgain()
{
    QMetaObject::invokeMethod(
        m_listener, [listener = m_listener, port = m_port] { listener->listenAgain(port); },
        m_thread ? Qt::BlockingQueuedConnection : Qt::DirectConnection);
}

void FakeHttpServer::script(const QByteArray& verb, const QString& pattern, const FakeAnswer& answer, int times)
{
    script(verb, pattern, Responder([answer](const FakeRequest&) { return answer; }), times);
}

void FakeHttpServer::script(const QByteArray& verb, const QString& pattern, Responder responder, int times)
{
    QMutexLocker lock(&m_mutex);
    m_scripts.append({verb, QRegularExpression(pattern), std::move(responder), times > 0 ? times : -1});
}

void FakeHttpServer::clearScripts()
{
    QMutexLocker lock(&m_mutex);
    m_scripts.clear();
}

void FakeHttpServer::release()
{
    QMetaObject::invokeMethod(
        m_listener, [listener = m_listener] { listener->release(); }, Qt::QueuedConnection);
}

int FakeHttpServer::heldCount() const
{
    QMutexLocker lock(&m_mutex);
    return m_held;
}

QList<FakeRequest> FakeHttpServer::requests() const
{
    QMutexLocker lock(&m_mutex);
    return m_log;
}

QStringList FakeHttpServer::requestLines() const
{
    QStringList lines;
    const auto log = requests();
    for (const FakeRequest& request : log) {
        lines << request.line();
    }
    return lines;
}

int FakeHttpServer::count(const QByteArray& verb, const QString& pattern) const
{
    const QRegularExpression expression(pattern);
    const auto log = requests();
    return static_cast<int>(std::count_if(
        log.begin(), log.end(), [&](const FakeRequest& request) { return matches(request, verb, expression); }));
}

int FakeHttpServer::mostAtOnce() const
{
    QMutexLocker lock(&m_mutex);
    return m_mostAtOnce;
}

void FakeHttpServer::clearLog()
{
    QMutexLocker lock(&m_mutex);
    m_log.clear();
    m_mostAtOnce = m_open;
}

void FakeHttpServer::onRequest(std::function<void(const FakeRequest&)> hook)
{
    QMutexLocker lock(&m_mutex);
    m_hook = std::move(hook);
}

FakeAnswer FakeHttpServer::answer(const FakeRequest&)
{
    return {.status = 404, .body = "404 page not found\n", .contentType = "text/plain"};
}

FakeAnswer FakeHttpServer::answerTo(const FakeRequest& request)
{
    std::function<void(const FakeRequest&)> hook;
    {
        QMutexLocker lock(&m_mutex);
        m_log.append(request);
        m_mostAtOnce = std::max(m_mostAtOnce, ++m_open);
        hook = m_hook;
    }
    if (hook) {
        hook(request);
    }
    QMutexLocker lock(&m_mutex);
    for (qsizetype i = 0; i < m_scripts.size(); ++i) {
        if (!matches(request, m_scripts[i].verb, m_scripts[i].pattern)) {
            continue;
        }
        const Responder responder = m_scripts[i].responder;
        lock.unlock();
        const std::optional<FakeAnswer> scripted = responder(request);
        lock.relock();
        if (scripted) {
            // The responder may have changed the scripts; only this server's thread uses them up, so look again.
            if (i < m_scripts.size() && m_scripts[i].left > 0 && --m_scripts[i].left == 0) {
                m_scripts.removeAt(i);
            }
            return *scripted;
        }
    }
    lock.unlock();
    return answer(request);
}

} // namespace transship::testing
