// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/rawhttp.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace transship::testing {

/// Fills and reads a registry with plain requests. Everything that goes wrong fails loudly (qFatal): it is the ground
/// the tests stand on. Thread: the creating one.
class ImageBuilder {
public:
    explicit ImageBuilder(const QUrl& registry);
    RawHttp& http() { return m_http; }

    static QString digestOf(const QByteArray& bytes);
    static QByteArray randomBytes(qsizetype size, quint32 seed);

    /// A descriptor of the blob, which is pushed.
    QJsonObject blob(const QString& repository, const QByteArray& bytes, const QString& mediaType);
    /// Pushes under tag or (tag empty) digest; the digest.
    QString manifest(const QString& repository, const QString& tag, const QByteArray& bytes, const QString& mediaType);

    /// An image with a config of its own and these layers; the digest.
    QString image(const QString& repository, const QString& tag, const QList<QByteArray>& layers, bool docker = false);
    /// An index over manifests that are there.
    QString index(const QString& repository, const QString& tag, const QJsonArray& manifests, bool docker = false);
    QJsonObject descriptorOf(const QString& repository, const QString& digest);

    QStringList tags(const QString& repository); ///< sorted; empty also for none such
    /// The digest of the bytes behind a tag, hashed here; empty when there are none.
    QString digestBehind(const QString& repository, const QString& reference);
    RawAnswer get(const QString& repository, const QString& reference);
    bool hasBlob(const QString& repository, const QString& digest); ///< gets it and hashes it
    void remove(const QString& repository, const QString& digest); ///< a manifest, and so its tags

private:
    QUrl at(const QString& path) const;

    QUrl m_registry;
    RawHttp m_http;
};

} // namespace transship::testing
