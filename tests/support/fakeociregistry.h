// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakehttpserver.h"
#include "tests/support/fakeocicontent.h"
#include "tests/support/fakeocitokens.h"
#include "tests/support/fakeociuploads.h"

#include <QHash>
#include <QMap>
#include <QStringList>

namespace transship::testing {

/// A registry to read from and to write to (OCI distribution API) with what distribution 2.8 lacks: pages of tags,
/// referrers, strict uploads, immutable tags, quota, tokens; and all the faults that FakeHttpServer can script on top.
class FakeOciRegistry : public FakeHttpServer {
public:
    enum class Paging { Link, OpaqueLink, WithoutLink, None };

    /// How it behaves; may be changed at any time.
    struct Rules {
        bool referrersApi = false; ///< and OCI-Subject, unless silentSubject
        bool silentSubject = false;
        int referrersPage = 0; ///< the most it gives in one answer; 0: all
        bool immutableTags = false; ///< a tag that is there is never moved…
        int immutableStatus = 409; ///< …and this says so
        qint64 quota = -1; ///< bytes of blobs
        int quotaStatus = 507;
        bool diskFull = false; ///< blobs are refused as distribution 2.8 does it then
        int mountStatus = 0; ///< 0: 201 when it can be mounted, else 202; other: always this
        bool checksParts = true; ///< MANIFEST_BLOB_UNKNOWN for what refers to something it does not have
        bool takesSchema1 = false;
    };

    explicit FakeOciRegistry(Where where = Where::CallersThread)
        : FakeHttpServer(where)
    {
    }
    ~FakeOciRegistry() override;

    /// A small image: config, one layer, manifest; its digest.
    QString addImage(const QString& repository, const QString& tag, const QByteArray& layer);
    QString addManifest(const QString& repository, const QString& tag, const QByteArray& bytes,
        const QByteArray& mediaType = "application/vnd.oci.image.manifest.v1+json");
    /// An index over manifests that were added to the repository, and over these other descriptors.
    QString addIndex(
        const QString& repository, const QString& tag, const QStringList& children, const QJsonArray& others = {});
    /// An artifact (empty config) about another manifest.
    QString addReferrerOf(const QString& repository, const QString& subject, const QByteArray& layer,
        const QString& artifactType = QStringLiteral("application/vnd.example.sbom"));
    QString addBlob(const QByteArray& bytes); ///< in all repositories
    void addReferrer(const QString& subject, const QString& digest, qint64 size); ///< as it claims
    void removeBlob(const QString& digest);
    void removeManifest(const QString& repository, const QString& digest);

    void setPaging(Paging paging, int pageSize); ///< pageSize: the most it gives, whatever is asked for
    void setRules(const Rules& rules);
    void moveTag(const QString& repository, const QString& tag, const QString& digest);
    void removeTag(const QString& repository, const QString& tag);
    void setShortestChunk(qsizetype bytes);
    void useAbsoluteLocations();
    void loseUploads();
    /// From now on everything but /token needs a token.
    void requireTokens(const FakeOciTokens& tokens = {});
    void expireTokens();

    QMap<QString, QString> tags(const QString& repository) const; ///< tag, digest
    FakeManifest manifest(const QString& repository, const QString& reference) const;
    bool hasManifest(const QString& repository, const QString& digest) const;
    bool hasBlob(const QString& repository, const QString& digest) const;
    QStringList referrersOf(const QString& repository, const QString& digest) const;
    int openUploads() const;
    QHash<QString, int> completedUploads() const; ///< by digest: how often it came as a whole

    static QString digestOf(const QByteArray& bytes) { return FakeOciContent::digestOf(bytes); }

protected:
    FakeAnswer answer(const FakeRequest& request) override;
    void takePart(const FakeRequest& request) override;

private:
    FakeAnswer route(const FakeRequest& request);
    FakeAnswer tagsPage(const FakeRequest& request, const QString& repository) const;
    FakeAnswer getManifest(const FakeRequest& request, const QString& repository, const QString& reference) const;
    FakeAnswer putManifest(const FakeRequest& request, const QString& repository, const QString& reference);
    FakeAnswer referrers(const FakeRequest& request, const QString& repository, const QString& digest) const;
    FakeAnswer getBlob(const FakeRequest& request, const QString& repository, const QString& digest) const;
    FakeAnswer uploads(const FakeRequest& request, const QString& repository);
    FakeAnswer beginUpload(const FakeRequest& request, const QString& repository);
    FakeAnswer finishUpload(const FakeRequest& request, const QString& repository);

    FakeOciContent m_content;
    FakeOciUploads m_uploads;
    std::optional<FakeOciTokens> m_tokens;
    QHash<QString, int> m_completed;
    QMap<QString, QList<QPair<QString, qint64>>> m_claimed; ///< subject, (referrer, size)
    Rules m_rules;
    Paging m_paging = Paging::Link;
    int m_pageSize = 1000;
};

} // namespace transship::testing
