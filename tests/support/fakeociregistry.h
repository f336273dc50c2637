// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakehttpserver.h"

#include <QMap>
#include <QStringList>

namespace transship::testing {

/// A registry to read from (OCI distribution API) with what distribution 2.8 lacks: pages of tags, referrers, and all
/// the faults that FakeHttpServer can script on top.
class FakeOciRegistry : public FakeHttpServer {
public:
    enum class Paging { Link, WithoutLink, None };

    FakeOciRegistry() = default;
    ~FakeOciRegistry() override;

    /// A small image: config, one layer, manifest; its digest.
    QString addImage(const QString& repository, const QString& tag, const QByteArray& layer);
    QString addManifest(const QString& repository, const QString& tag, const QByteArray& bytes,
        const QByteArray& mediaType = "application/vnd.oci.image.manifest.v1+json");
    QString addBlob(const QByteArray& bytes);
    void addReferrer(const QString& subject, const QString& digest, qint64 size);
    void setPaging(Paging paging, int pageSize); ///< pageSize: the most it gives, whatever is asked for
    void moveTag(const QString& repository, const QString& tag, const QString& digest);

    static QString digestOf(const QByteArray& bytes);

protected:
    FakeAnswer answer(const FakeRequest& request) override;

private:
    FakeAnswer tagsPage(const FakeRequest& request, const QString& repository) const;
    FakeAnswer manifest(const FakeRequest& request, const QString& repository, const QString& reference) const;
    FakeAnswer referrers(const QString& digest) const;

    QMap<QString, QMap<QString, QString>> m_tags; ///< repository, tag, digest
    QMap<QString, QPair<QByteArray, QByteArray>> m_manifests; ///< digest, (bytes, media type)
    QMap<QString, QByteArray> m_blobs;
    QMap<QString, QList<QPair<QString, qint64>>> m_referrers;
    Paging m_paging = Paging::Link;
    int m_pageSize = 1000;
};

} // namespace transship::testing
