// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeociregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship::testing {

namespace {

const QByteArray manifestType = "application/vnd.oci.image.manifest.v1+json";
const QByteArray indexType = "application/vnd.oci.image.index.v1+json";

QJsonObject descriptor(const QByteArray& bytes, const QString& type)
{
    return QJsonObject{
        {u"mediaType"_s, type}, {u"digest"_s, FakeOciContent::digestOf(bytes)}, {u"size"_s, bytes.size()}};
}

} // namespace

FakeOciRegistry::~FakeOciRegistry()
{
    close();
}

QString FakeOciRegistry::addBlob(const QByteArray& bytes)
{
    const QMutexLocker lock(&m_mutex);
    m_content.putBlob({}, bytes);
    return digestOf(bytes);
}

QString FakeOciRegistry::addManifest(
    const QString& repository, const QString& tag, const QByteArray& bytes, const QByteArray& mediaType)
{
    const QMutexLocker lock(&m_mutex);
    return m_content.putManifest(repository, tag, {bytes, mediaType});
}

QString FakeOciRegistry::addImage(const QString& repository, const QString& tag, const QByteArray& layer)
{
    const QByteArray config = R"({"architecture":"amd64","os":"linux"})";
    addBlob(config);
    addBlob(layer);
    const QJsonObject manifest{{u"schemaVersion"_s, 2},
        {u"config"_s, descriptor(config, u"application/vnd.oci.image.config.v1+json"_s)},
        {u"layers"_s, QJsonArray{descriptor(layer, u"application/vnd.oci.image.layer.v1.tar+gzip"_s)}}};
    return addManifest(repository, tag, QJsonDocument(manifest).toJson());
}

QString FakeOciRegistry::addIndex(
    const QString& repository, const QString& tag, const QStringList& children, const QJsonArray& others)
{
    QJsonArray manifests = others;
    for (const QString& child : children) {
        const FakeManifest known = manifest(repository, child);
        manifests.append(QJsonObject{{u"mediaType"_s, QString::fromLatin1(known.mediaType)}, {u"digest"_s, child},
            {u"size"_s, known.bytes.size()}});
    }
    const QJsonObject index{
        {u"schemaVersion"_s, 2}, {u"mediaType"_s, QString::fromLatin1(indexType)}, {u"manifests"_s, manifests}};
    return addManifest(repository, tag, QJsonDocument(index).toJson(), indexType);
}

QString FakeOciRegistry::addReferrerOf(
    const QString& repository, const QString& subject, const QByteArray& layer, const QString& artifactType)
{
    const QByteArray empty = "{}";
    addBlob(empty);
    addBlob(layer);
    const FakeManifest about = manifest(repository, subject);
    const QJsonObject artifact{{u"schemaVersion"_s, 2}, {u"mediaType"_s, QString::fromLatin1(manifestType)},
        {u"artifactType"_s, artifactType}, {u"config"_s, descriptor(empty, u"application/vnd.oci.empty.v1+json"_s)},
        {u"layers"_s, QJsonArray{descriptor(layer, u"application/octet-stream"_s)}},
        {u"annotations"_s, QJsonObject{{u"made.by"_s, u"a test"_s}}},
        {u"subject"_s,
            QJsonObject{{u"mediaType"_s, QString::fromLatin1(manifestType)}, {u"digest"_s, subject},
                {u"size"_s, about.bytes.size()}}}};
    return addManifest(repository, {}, QJsonDocument(artifact).toJson());
}

void FakeOciRegistry::addReferrer(const QString& subject, const QString& digest, qint64 size)
{
    const QMutexLocker lock(&m_mutex);
    m_claimed[subject].append({digest, size});
    m_rules.referrersApi = true;
}

void FakeOciRegistry::removeBlob(const QString& digest)
{
    const QMutexLocker lock(&m_mutex);
    m_content.removeBlob(digest);
}

void FakeOciRegistry::removeManifest(const QString& repository, const QString& digest)
{
    const QMutexLocker lock(&m_mutex);
    m_content.removeManifest(repository, digest);
}

void FakeOciRegistry::setPaging(Paging paging, int pageSize)
{
    const QMutexLocker lock(&m_mutex);
    m_paging = paging;
    m_pageSize = pageSize;
}

void FakeOciRegistry::setRules(const Rules& rules)
{
    const QMutexLocker lock(&m_mutex);
    m_rules = rules;
}

void FakeOciRegistry::moveTag(const QString& repository, const QString& tag, const QString& digest)
{
    const QMutexLocker lock(&m_mutex);
    m_content.setTag(repository, tag, digest);
}

void FakeOciRegistry::removeTag(const QString& repository, const QString& tag)
{
    const QMutexLocker lock(&m_mutex);
    m_content.removeTag(repository, tag);
}

void FakeOciRegistry::setShortestChunk(qsizetype bytes)
{
    const QMutexLocker lock(&m_mutex);
    m_uploads.shortestChunk = bytes;
}

void FakeOciRegistry::useAbsoluteLocations()
{
    const QMutexLocker lock(&m_mutex);
    m_uploads.origin = url().toEncoded();
}

void FakeOciRegistry::loseUploads()
{
    const QMutexLocker lock(&m_mutex);
    m_uploads.loseAll();
}

void FakeOciRegistry::requireTokens(const FakeOciTokens& tokens)
{
    const QMutexLocker lock(&m_mutex);
    m_tokens = tokens;
}

void FakeOciRegistry::expireTokens()
{
    const QMutexLocker lock(&m_mutex);
    m_tokens->expireAll();
}

QMap<QString, QString> FakeOciRegistry::tags(const QString& repository) const
{
    const QMutexLocker lock(&m_mutex);
    return m_content.tags(repository);
}

FakeManifest FakeOciRegistry::manifest(const QString& repository, const QString& reference) const
{
    const QMutexLocker lock(&m_mutex);
    return m_content.manifest(repository, reference);
}

bool FakeOciRegistry::hasManifest(const QString& repository, const QString& digest) const
{
    return !manifest(repository, digest).bytes.isEmpty();
}

bool FakeOciRegistry::hasBlob(const QString& repository, const QString& digest) const
{
    const QMutexLocker lock(&m_mutex);
    return m_content.hasBlob(repository, digest);
}

QStringList FakeOciRegistry::referrersOf(const QString& repository, const QString& digest) const
{
    const QMutexLocker lock(&m_mutex);
    return m_content.referrersOf(repository, digest);
}

QHash<QString, int> FakeOciRegistry::completedUploads() const
{
    const QMutexLocker lock(&m_mutex);
    return m_completed;
}

int FakeOciRegistry::openUploads() const
{
    const QMutexLocker lock(&m_mutex);
    return m_uploads.count();
}

} // namespace transship::testing
