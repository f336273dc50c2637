// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ocimanifest.h"

#include "models/registry/contenthash.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

Error badManifest(const OciManifest& manifest, const QString& why)
{
    return Error{.code = ErrorCode::Protocol, .message = u"Manifest %1 %2"_s.arg(manifest.digest, why)};
}

bool isForeignLayer(const QString& mediaType)
{
    return mediaType.contains(u".foreign.") || mediaType.contains(u"nondistributable");
}

Result<OciDescriptor> descriptorFrom(const OciManifest& manifest, const QJsonObject& object)
{
    OciDescriptor descriptor{.mediaType = object.value(u"mediaType").toString(),
        .digest = object.value(u"digest").toString(),
        .size = object.value(u"size").toInteger(-1)};
    descriptor.foreign = isForeignLayer(descriptor.mediaType);
    if (!isValidDigest(descriptor.digest)) {
        return badManifest(manifest, u"refers to content by the invalid digest \"%1\""_s.arg(descriptor.digest));
    }
    return descriptor;
}

/// What an index names is a manifest or a blob by its own media type; what an image names as layers is blobs.
Result<void> appendDescriptors(
    const OciManifest& manifest, const QJsonArray& array, bool inIndex, OciReferences& references)
{
    for (const QJsonValue value : array) {
        Result<OciDescriptor> descriptor = descriptorFrom(manifest, value.toObject());
        if (!descriptor) {
            return descriptor.error();
        }
        const bool isManifest
            = inIndex && (descriptor->mediaType.isEmpty() || isManifestMediaType(descriptor->mediaType));
        (isManifest ? references.manifests : references.blobs).append(*descriptor);
    }
    return {};
}

} // namespace

bool isValidDigest(const QString& digest)
{
    const QStringView hex = QStringView(digest).mid(7);
    const qsizetype digits = digest.startsWith(u"sha256:") ? 64 : digest.startsWith(u"sha512:") ? 128 : -1;
    return hex.size() == digits && std::all_of(hex.begin(), hex.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

bool digestMatches(const QString& digest, const QByteArray& bytes)
{
    return ContentHash::of(bytes, digest) == digest;
}

QString sha256Digest(const QByteArray& bytes)
{
    return ContentHash::of(bytes, u"sha256:"_s);
}

bool isManifestMediaType(const QString& mediaType)
{
    return mediaType == QLatin1StringView(mediatype::ociManifest) || mediaType == QLatin1StringView(mediatype::ociIndex)
        || mediaType == QLatin1StringView(mediatype::ociArtifact)
        || mediaType == QLatin1StringView(mediatype::dockerManifest)
        || mediaType == QLatin1StringView(mediatype::dockerList)
        || mediaType == QLatin1StringView(mediatype::dockerSchema1)
        || mediaType == QLatin1StringView(mediatype::dockerSchema1Signed);
}

QByteArray manifestAcceptHeader()
{
    return QByteArrayList{mediatype::ociIndex, mediatype::ociManifest, mediatype::dockerList, mediatype::dockerManifest,
        mediatype::ociArtifact, mediatype::dockerSchema1Signed + QByteArray(";q=0.1"),
        mediatype::dockerSchema1 + QByteArray(";q=0.1")}
        .join(", ");
}

Result<OciReferences> parseManifest(const OciManifest& manifest)
{
    const QJsonObject object = QJsonDocument::fromJson(manifest.bytes).object();
    if (object.isEmpty()) {
        return badManifest(manifest, u"is not a JSON object"_s);
    }
    if (object.value(u"schemaVersion").toInt() == 1
        || manifest.mediaType.startsWith(QLatin1StringView("application/vnd.docker.distribution.manifest.v1"))) {
        return badManifest(
            manifest, u"is in Docker's schema 1, which is not supported: push the image again with a current client"_s);
    }
    if (!isManifestMediaType(manifest.mediaType)) {
        return badManifest(manifest, u"has the unsupported media type \"%1\""_s.arg(manifest.mediaType));
    }
    OciReferences references;
    if (object.value(u"config").isObject()) {
        Result<OciDescriptor> config = descriptorFrom(manifest, object.value(u"config").toObject());
        if (!config) {
            return config.error();
        }
        references.blobs.append(*config);
    }
    for (const QString& key : {u"layers"_s, u"blobs"_s, u"manifests"_s}) {
        const Result<void> appended
            = appendDescriptors(manifest, object.value(key).toArray(), key == u"manifests", references);
        if (!appended) {
            return appended.error();
        }
    }
    references.hasSubject = object.value(u"subject").isObject();
    references.subject = object.value(u"subject").toObject().value(u"digest").toString();
    references.artifactType = object.value(u"artifactType").toString();
    if (references.artifactType.isEmpty()) {
        references.artifactType = object.value(u"config").toObject().value(u"mediaType").toString();
    }
    references.annotations = QJsonDocument(object.value(u"annotations").toObject()).toJson(QJsonDocument::Compact);
    return references;
}

} // namespace transship
