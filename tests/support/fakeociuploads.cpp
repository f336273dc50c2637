// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeociuploads.h"

using namespace Qt::StringLiterals;

namespace transship::testing {

namespace {

FakeAnswer unknown()
{
    return FakeAnswer::error(404, u"BLOB_UPLOAD_UNKNOWN"_s, u"blob upload unknown to registry"_s);
}

QString idOf(const FakeRequest& request)
{
    return request.path.section(u'/', -1);
}

} // namespace

FakeAnswer FakeOciUploads::where(const QString& id, int status) const
{
    const Session session = m_sessions.value(id);
    FakeAnswer answer;
    answer.status = status;
    // With a query of its own, and escapes that must survive.
    const QByteArray location = "/v2/" + session.repository.toLatin1() + "/blobs/uploads/" + id.toLatin1()
        + "?_state=" + QByteArray::number(session.state) + "%2F%3D";
    answer.headers.append({QByteArray("Location"), origin + location});
    answer.headers.append({QByteArray("Docker-Upload-UUID"), id.toLatin1()});
    if (!session.bytes.isEmpty()) {
        answer.headers.append({QByteArray("Range"), "0-" + QByteArray::number(session.bytes.size() - 1)});
    }
    if (shortestChunk > 0) {
        answer.headers.append({QByteArray("OCI-Chunk-Min-Length"), QByteArray::number(shortestChunk)});
    }
    return answer;
}

FakeAnswer FakeOciUploads::begin(const QString& repository)
{
    const QString id = u"upload-%1"_s.arg(++m_last);
    m_sessions.insert(id, Session{repository, {}, 0, false});
    return where(id, 202);
}

FakeOciUploads::Session* FakeOciUploads::find(const FakeRequest& request)
{
    const auto found = m_sessions.find(idOf(request));
    return found == m_sessions.end() ? nullptr : &*found;
}

FakeAnswer FakeOciUploads::append(const FakeRequest& request)
{
    Session* const session = find(request);
    if (!session) {
        return unknown();
    }
    const QByteArray state = request.query.queryItemValue(u"_state"_s, QUrl::FullyEncoded).toLatin1();
    if (state != QByteArray::number(session->state) + "%2F%3D") {
        return FakeAnswer::error(400, u"BLOB_UPLOAD_INVALID"_s, u"this is not the Location that was given last"_s);
    }
    const QByteArray range = request.header("Content-Range");
    const bool follows = range.isEmpty() || range.split('-').first().toLongLong() == session->bytes.size();
    if (!follows || session->hadShortChunk) {
        FakeAnswer answer = where(idOf(request), 416);
        answer.headers.removeIf([](const auto& header) { return header.first == "Location"; });
        return answer;
    }
    session->bytes += request.body;
    ++session->state;
    session->hadShortChunk = request.body.size() < shortestChunk;
    return where(idOf(request), 202);
}

void FakeOciUploads::appendPart(const FakeRequest& request)
{
    if (Session* const session = find(request)) {
        session->bytes.append(request.body.constData(), request.body.size());
        ++session->state;
    }
}

FakeAnswer FakeOciUploads::status(const FakeRequest& request)
{
    return find(request) ? where(idOf(request), 204) : unknown();
}

FakeAnswer FakeOciUploads::abandon(const FakeRequest& request)
{
    return m_sessions.remove(idOf(request)) > 0 ? FakeAnswer{.status = 204} : unknown();
}

std::optional<QByteArray> FakeOciUploads::finish(const FakeRequest& request, FakeAnswer& error)
{
    if (!find(request)) {
        error = unknown();
        return std::nullopt;
    }
    if (!request.body.isEmpty()) {
        const bool wasShort = std::exchange(find(request)->hadShortChunk, false);
        error = append(request);
        if (error.status != 202) {
            find(request)->hadShortChunk = wasShort;
            return std::nullopt;
        }
    }
    const QByteArray bytes = find(request)->bytes;
    m_sessions.remove(idOf(request));
    return bytes;
}

} // namespace transship::testing
