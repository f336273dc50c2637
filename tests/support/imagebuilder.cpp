// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/imagebuilder.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace transship::testing {

namespace {

const QString ociManifest = u"application/vnd.oci.image.manifest.v1+json"_s;
const QString ociIndex = u"application/vnd.oci.image.index.v1+json"_s;
const QString dockerManifest = u"application/vnd.docker.distribution.manifest.v2+json"_s;
const QString dockerList = u"application/vnd.docker.distribution.manifest.list.v2+json"_s;

void require(bool fine, const QString& what, const RawAnswer& answer)
{
    if (!fine) {
        qFatal("%s: %d %s", qPrintable(what), answer.status, answer.body.constData());
    }
}

} // namespace

ImageBuilder::ImageBuilder(const QUrl& registry)
    : m_registry(registry)
{
}

QUrl ImageBuilder::at(const QString& path) const
{
    return m_registry.resolved(QUrl(path));
}

QString ImageBuilder::digestOf(const QByteArray& bytes)
{
    return u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray ImageBuilder::randomBytes(qsizetype size, quint32 seed)
{
    QByteArray bytes(size, '\0');
    QRandomGenerator generator(seed);
    for (char& byte : bytes) {
        byte = static_cast<char>(generator.bounded(256));
    }
    return bytes;
}

QJsonObject ImageBuilder::blob(const QString& repository, const QByteArray& bytes, const QString& mediaType)
{
    const RawAnswer begun = m_http.send("POST", at(u"/v2/%1/blobs/uploads/"_s.arg(repository)));
    require(begun.status == 202, u"begin upload"_s, begun);
    QUrl location = m_registry.resolved(QUrl(QString::fromLatin1(begun.header("Location"))));
    location.setQuery(QString(location.query(QUrl::FullyEncoded) + u"&digest="_s + digestOf(bytes)));
    const RawAnswer put = m_http.send("PUT", location, bytes, {{"Content-Type", "application/octet-stream"}});
    require(put.status == 201, u"put blob"_s, put);
    return QJsonObject{{u"mediaType"_s, mediaType}, {u"digest"_s, digestOf(bytes)}, {u"size"_s, bytes.size()}};
}

QString ImageBuilder::manifest(
    const QString& repository, const QString& tag, const QByteArray& bytes, const QString& mediaType)
{
    const QString reference = tag.isEmpty() ? digestOf(bytes) : tag;
    const RawAnswer put = m_http.send("PUT", at(u"/v2/%1/manifests/%2"_s.arg(repository, reference)), bytes,
        {{"Content-Type", mediaType.toLatin1()}});
    require(put.status == 201, u"put manifest %1:%2"_s.arg(repository, reference), put);
    return digestOf(bytes);
}

QString ImageBuilder::image(const QString& repository, const QString& tag, const QList<QByteArray>& layers, bool docker)
{
    const QString layerType = docker ? u"application/vnd.docker.image.rootfs.diff.tar.gzip"_s
                                     : u"application/vnd.oci.image.layer.v1.tar+gzip"_s;
    const QString configType
        = docker ? u"application/vnd.docker.container.image.v1+json"_s : u"application/vnd.oci.image.config.v1+json"_s;
    QJsonArray descriptors;
    for (const QByteArray& layer : layers) {
        descriptors.append(blob(repository, layer, layerType));
    }
    const QJsonObject config{{u"architecture"_s, u"amd64"_s}, {u"os"_s, u"linux"_s},
        {u"created_by"_s, QString(digestOf(layers.value(0)) + tag)}};
    const QString type = docker ? dockerManifest : ociManifest;
    // Indented on purpose: whoever parses it and writes it again changes its digest.
    const QByteArray bytes = QJsonDocument(
        QJsonObject{{u"schemaVersion"_s, 2}, {u"mediaType"_s, type},
            {u"config"_s, blob(repository, QJsonDocument(config).toJson(), configType)},
            {u"layers"_s,
                descriptors}}).toJson(QJsonDocument::Indented);
    return manifest(repository, tag, bytes, type);
}

QString ImageBuilder::index(const QString& repository, const QString& tag, const QJsonArray& manifests, bool docker)
{
    const QString type = docker ? dockerList : ociIndex;
    const QByteArray bytes
        = QJsonDocument(QJsonObject{{u"schemaVersion"_s, 2}, {u"mediaType"_s, type}, {u"manifests"_s, manifests}})
              .toJson(QJsonDocument::Indented);
    return manifest(repository, tag, bytes, type);
}

QJsonObject ImageBuilder::descriptorOf(const QString& repository, const QString& digest)
{
    const RawAnswer answer = get(repository, digest);
    require(answer.status == 200, u"descriptor of "_s + digest, answer);
    return QJsonObject{{u"mediaType"_s, QString::fromLatin1(answer.header("Content-Type"))}, {u"digest"_s, digest},
        {u"size"_s, answer.body.size()}};
}

QStringList ImageBuilder::tags(const QString& repository)
{
    const RawAnswer answer = m_http.send("GET", at(u"/v2/%1/tags/list"_s.arg(repository)));
    QStringList tags;
    for (const QJsonValue& tag : answer.object().value(u"tags").toArray()) {
        tags.append(tag.toString());
    }
    tags.sort();
    return tags;
}

RawAnswer ImageBuilder::get(const QString& repository, const QString& reference)
{
    const QStringList types{ociManifest, ociIndex, dockerManifest, dockerList};
    return m_http.send("GET", at(u"/v2/%1/manifests/%2"_s.arg(repository, reference)), {},
        {{"Accept", types.join(u", "_s).toLatin1()}});
}

QString ImageBuilder::digestBehind(const QString& repository, const QString& reference)
{
    const RawAnswer answer = get(repository, reference);
    return answer.status == 200 ? digestOf(answer.body) : QString();
}

bool ImageBuilder::hasBlob(const QString& repository, const QString& digest)
{
    const RawAnswer answer = m_http.send("GET", at(u"/v2/%1/blobs/%2"_s.arg(repository, digest)));
    return answer.status == 200 && digestOf(answer.body) == digest;
}

void ImageBuilder::remove(const QString& repository, const QString& digest)
{
    const RawAnswer answer = m_http.send("DELETE", at(u"/v2/%1/manifests/%2"_s.arg(repository, digest)));
    require(answer.status == 202, u"delete "_s + digest, answer);
}

} // namespace transship::testing
