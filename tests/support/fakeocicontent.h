// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace transship::testing {

struct FakeManifest {
    QByteArray bytes;
    QByteArray mediaType;
};

/// What a fake registry holds: blobs and manifests, in which repositories they are, tags, referrers. No rules, no HTTP.
/// Thread: none of its own; FakeOciRegistry's mutex guards it.
class FakeOciContent {
public:
    static QString digestOf(const QByteArray& bytes);

    void putBlob(const QString& repository, const QByteArray& bytes); ///< repository empty: in all of them
    bool hasBlob(const QString& repository, const QString& digest) const;
    bool linkBlob(const QString& repository, const QString& digest, const QString& from); ///< false: not in there
    QByteArray blob(const QString& digest) const { return m_blobs.value(digest); }
    void removeBlob(const QString& digest);
    qint64 blobBytes() const;

    QString putManifest(const QString& repository, const QString& tag, const FakeManifest& manifest);
    void removeManifest(const QString& repository, const QString& digest);
    bool hasRepository(const QString& repository) const { return m_tags.contains(repository); }
    /// By tag or digest; null bytes: there is none.
    FakeManifest manifest(const QString& repository, const QString& reference) const;
    QString digestBehind(const QString& repository, const QString& reference) const;
    void setTag(const QString& repository, const QString& tag, const QString& digest);
    void removeTag(const QString& repository, const QString& tag) { m_tags[repository].remove(tag); }
    QMap<QString, QString> tags(const QString& repository) const { return m_tags.value(repository); }
    QStringList repositories() const { return m_tags.keys(); }

    /// Manifests of the repository that have this subject, oldest first.
    QStringList referrersOf(const QString& repository, const QString& subject) const;
    /// What the manifest refers to and the repository lacks.
    QStringList missingParts(const QString& repository, const FakeManifest& manifest) const;

private:
    QMap<QString, QByteArray> m_blobs;
    QSet<QString> m_everywhere; ///< blobs
    QMap<QString, QSet<QString>> m_links; ///< repository, blobs
    QMap<QString, QMap<QString, FakeManifest>> m_manifests; ///< repository, digest
    QMap<QString, QMap<QString, QString>> m_tags; ///< repository, tag, digest
    QMap<QString, QMap<QString, QStringList>> m_subjects; ///< repository, subject, who refers to it
};

} // namespace transship::testing
