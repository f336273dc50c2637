// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeocicontent.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship::testing {

QString FakeOciContent::digestOf(const QByteArray& bytes)
{
    return u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

void FakeOciContent::putBlob(const QString& repository, const QByteArray& bytes)
{
    const QString digest = digestOf(bytes);
    m_blobs.insert(digest, bytes);
    if (repository.isEmpty()) {
        m_everywhere.insert(digest);
    } else {
        m_links[repository].insert(digest);
    }
}

bool FakeOciContent::hasBlob(const QString& repository, const QString& digest) const
{
    return m_blobs.contains(digest) && (m_everywhere.contains(digest) || m_links.value(repository).contains(digest));
}

bool FakeOciContent::linkBlob(const QString& repository, const QString& digest, const QString& from)
{
    if (!hasBlob(from, digest)) {
        return false;
    }
    m_links[repository].insert(digest);
    return true;
}

void FakeOciContent::removeBlob(const QString& digest)
{
    m_blobs.remove(digest);
}

qint64 FakeOciContent::blobBytes() const
{
    qint64 sum = 0;
    for (const QByteArray& blob : m_blobs) {
        sum += blob.size();
    }
    return sum;
}

QString FakeOciContent::putManifest(const QString& repository, const QString& tag, const FakeManifest& manifest)
{
    const QString digest = digestOf(manifest.bytes);
    m_manifests[repository].insert(digest, manifest);
    m_tags[repository];
    if (!tag.isEmpty()) {
        m_tags[repository].insert(tag, digest);
    }
    const QString subject
        = QJsonDocument::fromJson(manifest.bytes).object().value(u"subject"_s).toObject().value(u"digest"_s).toString();
    QStringList& referrers = m_subjects[repository][subject];
    if (!subject.isEmpty() && !referrers.contains(digest)) {
        referrers.append(digest);
    }
    return digest;
}

void FakeOciContent::removeManifest(const QString& repository, const QString& digest)
{
    m_manifests[repository].remove(digest);
    m_tags[repository].removeIf([&digest](const auto& tag) { return tag.value() == digest; });
    for (QStringList& referrers : m_subjects[repository]) {
        referrers.removeAll(digest);
    }
}

FakeManifest FakeOciContent::manifest(const QString& repository, const QString& reference) const
{
    return m_manifests.value(repository).value(digestBehind(repository, reference));
}

QString FakeOciContent::digestBehind(const QString& repository, const QString& reference) const
{
    const QString digest = reference.contains(u':') ? reference : m_tags.value(repository).value(reference);
    return m_manifests.value(repository).contains(digest) ? digest : QString();
}

void FakeOciContent::setTag(const QString& repository, const QString& tag, const QString& digest)
{
    m_tags[repository].insert(tag, digest);
}

QStringList FakeOciContent::referrersOf(const QString& repository, const QString& subject) const
{
    return m_subjects.value(repository).value(subject);
}

QStringList FakeOciContent::missingParts(const QString& repository, const FakeManifest& manifest) const
{
    const QJsonObject object = QJsonDocument::fromJson(manifest.bytes).object();
    QStringList missing;
    const auto require = [&](const QJsonObject& descriptor) {
        const QString digest = descriptor.value(u"digest"_s).toString();
        if (!hasBlob(repository, digest) && !m_manifests.value(repository).contains(digest)) {
            missing.append(digest);
        }
    };
    if (object.value(u"config"_s).isObject()) {
        require(object.value(u"config"_s).toObject());
    }
    for (const QString& key : {u"layers"_s, u"manifests"_s}) {
        for (const QJsonValue part : object.value(key).toArray()) {
            require(part.toObject());
        }
    }
    return missing;
}

} // namespace transship::testing
