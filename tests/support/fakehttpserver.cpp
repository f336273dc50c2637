// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakehttpserver.h"

#include "tests/support/fakehttplistener.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

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

FakeHttpServer::FakeHttpServer(Where where)
{
    if (where == Where::CallersThread) {
        m_listener = new FakeHttpListener(this);
    } else {
        m_thread = std::make_unique<QThread>();
        auto* starter = new QObject;
        starter->moveToThread(m_thread.get());
        m_thread->start();
        QMetaObject::invokeMethod(
            starter, [this] { m_listener = new FakeHttpListener(this); }, Qt::BlockingQueuedConnection);
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

void FakeHttpServer::scriptNth(const QByteArray& verb, const QString& pattern, int nth, const FakeAnswer& answer)
{
    const auto seen = std::make_shared<int>(0);
    script(
        verb, pattern,
        [answer, seen, nth](
            const FakeRequest&) { return ++*seen == nth ? std::optional<FakeAnswer>(answer) : std::nullopt; },
        1);
}

void FakeHttpServer::cutUploads(const QByteArray& verb, const QString& pattern, qsizetype afterBytes, int times)
{
    QMutexLocker lock(&m_mutex);
    m_cuts.append({verb, QRegularExpression(pattern), afterBytes, times});
}

void FakeHttpServer::clearScripts()
{
    QMutexLocker lock(&m_mutex);
    m_scripts.clear();
    m_cuts.clear();
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

void FakeHttpServer::takePart(const FakeRequest&)
{
}

bool FakeHttpServer::cutsNow(const FakeRequest& request)
{
    QMutexLocker lock(&m_mutex);
    for (Cut& cut : m_cuts) {
        if (cut.left > 0 && request.body.size() >= cut.afterBytes && matches(request, cut.verb, cut.pattern)) {
            --cut.left;
            m_log.append(request);
            m_log.last().body = QByteArray(request.body.constData(), request.body.size());
            return true;
        }
    }
    return false;
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
