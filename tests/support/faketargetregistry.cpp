// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faketargetregistry.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship::testing {

FakeTargetRegistry::FakeTargetRegistry(Where where)
    : FakeOciRegistry(where)
{
}

FakeTargetRegistry::~FakeTargetRegistry()
{
    close();
}

QHash<QString, int> FakeTargetRegistry::uploads() const
{
    const QMutexLocker lock(&m_mutex);
    return m_uploads;
}

void FakeTargetRegistry::setDiskFull(bool full)
{
    const QMutexLocker lock(&m_mutex);
    m_diskFull = full;
}

FakeAnswer FakeTargetRegistry::answer(const FakeRequest& request)
{
    if (request.verb == "POST" && request.path.endsWith(u"/blobs/uploads/")) {
        FakeAnswer begun;
        begun.status = 202;
        const QMutexLocker lock(&m_mutex);
        const QByteArray location = request.path.toLatin1() + QByteArray::number(++m_begun) + "?_state=x";
        begun.headers.append({QByteArray("Location"), location});
        return begun;
    }
    if (request.verb == "PUT" && request.path.contains(u"/blobs/uploads/")) {
        return finishUpload(request);
    }
    if (request.verb == "PUT" && request.path.contains(u"/manifests/")) {
        return putManifest(request);
    }
    if (request.verb == "DELETE") {
        FakeAnswer gone;
        gone.status = 204;
        return gone;
    }
    return FakeOciRegistry::answer(request);
}

FakeAnswer FakeTargetRegistry::finishUpload(const FakeRequest& request)
{
    const QString digest = request.query.queryItemValue(u"digest"_s, QUrl::FullyDecoded);
    if (digestOf(request.body) != digest) {
        return FakeAnswer::error(400, u"DIGEST_INVALID"_s, u"provided digest did not match uploaded content"_s);
    }
    {
        const QMutexLocker lock(&m_mutex);
        if (m_diskFull) {
            const QJsonObject cause{{u"Op"_s, u"write"_s}, {u"Path"_s, u"/var/lib/registry"_s}, {u"Err"_s, 28}};
            const QJsonObject detail{{u"DriverName"_s, u"filesystem"_s}, {u"Enclosed"_s, cause}};
            const QJsonObject error{
                {u"code"_s, u"UNKNOWN"_s}, {u"message"_s, u"unknown error"_s}, {u"detail"_s, detail}};
            return FakeAnswer::json(500, QJsonObject{{u"errors"_s, QJsonArray{error}}});
        }
        ++m_uploads[digest];
    }
    addBlob(request.body);
    FakeAnswer created;
    created.status = 201;
    created.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    return created;
}

FakeAnswer FakeTargetRegistry::putManifest(const FakeRequest& request)
{
    const QString reference = request.path.section(u'/', -1);
    const QString digest = addManifest(request.path.section(u'/', 2, -3),
        reference.startsWith(u"sha256:") ? QString() : reference, request.body, request.header("Content-Type"));
    FakeAnswer created;
    created.status = 201;
    created.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    return created;
}

} // namespace transship::testing
