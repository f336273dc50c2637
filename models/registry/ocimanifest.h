// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace transship {

namespace mediatype {
inline constexpr char ociManifest[] = "application/vnd.oci.image.manifest.v1+json";
inline constexpr char ociIndex[] = "application/vnd.oci.image.index.v1+json";
/// Of a release candidate of the specification; some registries still hold such artifacts.
inline constexpr char ociArtifact[] = "application/vnd.oci.artifact.manifest.v1+json";
inline constexpr char dockerManifest[] = "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr char dockerList[] = "application/vnd.docker.distribution.manifest.list.v2+json";
inline constexpr char dockerSchema1[] = "application/vnd.docker.distribution.manifest.v1+json";
inline constexpr char dockerSchema1Signed[] = "application/vnd.docker.distribution.manifest.v1+prettyjws";
} // namespace mediatype

/// One reference to content, as manifests hold them.
struct OciDescriptor {
    QString mediaType;
    QString digest;
    qint64 size = -1; ///< -1: not said
    bool foreign = false; ///< a layer that lives elsewhere by its license; only its reference is copied
};

/// A manifest as it is in the registry: its bytes are never rewritten.
struct OciManifest {
    QByteArray bytes;
    QString mediaType;
    QString digest; ///< computed from the bytes
};

/// What a manifest refers to. Thread: any.
struct OciReferences {
    QList<OciDescriptor> manifests; ///< children that are manifests or indexes
    QList<OciDescriptor> blobs; ///< config, layers, and children of an index that are layers (build caches)
    bool hasSubject = false;
    QString subject; ///< digest this manifest is about, empty for none
    QString artifactType; ///< for a referrers index
    QByteArray annotations; ///< its annotations as JSON object, for a referrers index
};

/// "sha256:…" or "sha512:…" with the right number of lower case hex digits.
bool isValidDigest(const QString& digest);
/// True when the bytes have this digest; false for an algorithm we do not know.
bool digestMatches(const QString& digest, const QByteArray& bytes);
QString sha256Digest(const QByteArray& bytes);

bool isManifestMediaType(const QString& mediaType);

/// The Accept header for manifests. Schema 1 is in it so that it is recognised and refused in words; registries convert
/// newer images to it for clients that do not say what they understand.
QByteArray manifestAcceptHeader();

/// Refuses schema 1 and what is no manifest (Protocol, not retryable).
Result<OciReferences> parseManifest(const OciManifest& manifest);

} // namespace transship
