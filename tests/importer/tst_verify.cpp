// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryverifier.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeociregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {

const QString path = u"group/app"_s;
const QByteArray ociIndex = "application/vnd.oci.image.index.v1+json";
using Kind = VerificationFinding::Kind;
using Outcome = Verification::Outcome;

OciClient clientOf(const FakeOciRegistry& registry, const QString& name)
{
    RegistryConnection::Options options;
    options.url = registry.url();
    options.name = name;
    options.retry.attempts = 1;
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(8), std::make_shared<Cancellation>()));
}

QByteArray indexOf(const QStringList& digests)
{
    QJsonArray manifests;
    for (const QString& digest : digests) {
        manifests.append(QJsonObject{{u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s},
            {u"digest"_s, digest}, {u"size"_s, 100}});
    }
    return QJsonDocument(QJsonObject{{u"schemaVersion"_s, 2}, {u"manifests"_s, manifests}}).toJson();
}

QByteArray manifestOf(const QString& layer, const QString& layerType, const QString& config)
{
    return QJsonDocument(
        QJsonObject{{u"schemaVersion"_s, 2},
            {u"config"_s,
                QJsonObject{{u"mediaType"_s, u"application/vnd.oci.image.config.v1+json"_s}, {u"digest"_s, config},
                    {u"size"_s, 2}}},
            {u"layers"_s, QJsonArray{QJsonObject{{u"mediaType"_s, layerType}, {u"digest"_s, layer}, {u"size"_s, 5}}}}})
        .toJson();
}

} // namespace

/// Two registries compared; each difference is told as what it is.
class TestVerify : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_source = std::make_unique<FakeOciRegistry>();
        m_target = std::make_unique<FakeOciRegistry>();
        m_folder = std::make_unique<QTemporaryDir>();
        const auto database = ImportDatabase::open(DatabaseUrl::sqlite(m_folder->filePath(u"evidence.sqlite"_s)));
        QVERIFY(database.ok());
        m_evidence = std::make_shared<EvidenceStore>(*database);
    }

    void equal()
    {
        const QString digest = onBoth(u"v1"_s, "layer");
        const QString other = onBoth({}, "another");
        const QByteArray index = indexOf({digest, other});
        m_source->addManifest(path, u"all"_s, index, ociIndex);
        m_target->addManifest(path, u"all"_s, index, ociIndex);
        const Verification found = compare();
        QCOMPARE(found.outcome, Outcome::Match);
        QCOMPARE(found.tags, 2);
        QCOMPARE(found.manifests, 3);
        QCOMPARE(found.blobs, 3); // two layers, one config that they share
        QCOMPARE(found.findings, 0);
        const QList<TagEvidence> tags = *m_evidence->tags(path, {}, 10);
        QCOMPARE(tags.size(), 2);
        QCOMPARE(tags.last().sourceDigest, digest);
        QCOMPARE(tags.last().targetDigest, digest);
        QVERIFY(m_target->requestLines().filter(u"PUT "_s).isEmpty() && m_target->count("POST") == 0);
    }

    void tagMissing()
    {
        m_source->addImage(path, u"v1"_s, "layer");
        QCOMPARE(compare().outcome, Outcome::Mismatch);
        QCOMPARE(kinds(), (QSet<Kind>{Kind::TagMissing, Kind::ManifestMissing, Kind::BlobMissing}));
    }

    void tagElsewhere()
    {
        onBoth(u"v1"_s, "layer");
        const QString other = onBoth({}, "another");
        m_source->moveTag(path, u"v1"_s, other);
        QCOMPARE(compare().outcome, Outcome::Mismatch);
        QCOMPARE(kinds(), QSet<Kind>{Kind::TagDiffers});
        QCOMPARE(m_evidence->findings(path, 0, 10)->first().tag, u"v1"_s);
    }

    void childMissing()
    {
        const QString digest = onBoth(u"v1"_s, "layer");
        const QString child = m_source->addImage(path, {}, "child");
        const QByteArray index = indexOf({digest, child});
        m_source->addManifest(path, u"all"_s, index, ociIndex);
        m_target->addManifest(path, u"all"_s, index, ociIndex);
        m_target->addBlob("child");
        QCOMPARE(compare().outcome, Outcome::Mismatch);
        QCOMPARE(kinds(), QSet<Kind>{Kind::ManifestMissing});
        QCOMPARE(m_evidence->findings(path, 0, 10)->first().digest, child);
    }

    void blobMissing()
    {
        const QString config = m_source->addBlob("{}");
        m_target->addBlob("{}");
        const QByteArray manifest
            = manifestOf(m_source->addBlob("layer"), u"application/vnd.oci.image.layer.v1.tar"_s, config);
        m_source->addManifest(path, u"v1"_s, manifest);
        m_target->addManifest(path, u"v1"_s, manifest);
        QCOMPARE(compare().outcome, Outcome::Mismatch);
        QCOMPARE(kinds(), QSet<Kind>{Kind::BlobMissing});
        QCOMPARE(m_evidence->findings(path, 0, 10)->first().digest, FakeOciRegistry::digestOf("layer"));
    }

    void foreignLayersStayWhereTheyAre()
    {
        const QString config = m_source->addBlob("{}");
        m_target->addBlob("{}");
        const QByteArray manifest = manifestOf(
            FakeOciRegistry::digestOf("layer"), u"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"_s, config);
        m_source->addManifest(path, u"v1"_s, manifest);
        m_target->addManifest(path, u"v1"_s, manifest);
        QCOMPARE(compare().outcome, Outcome::Match);
    }

    void otherBytesInABlob()
    {
        onBoth(u"v1"_s, "layer");
        QCOMPARE(compare().outcome, Outcome::Match); // HEAD does not tell
        FakeAnswer rotten;
        rotten.body = "rayel";
        m_target->script("GET", u"/blobs/"_s + FakeOciRegistry::digestOf("layer"), rotten);
        RepositoryVerifier::Options options;
        options.rehashBlobs = 100;
        const Verification found = compare(options);
        QCOMPARE(found.outcome, Outcome::Mismatch);
        QCOMPARE(found.rehashed, 2);
        QCOMPARE(kinds(), QSet<Kind>{Kind::BlobDiffers});
    }

    void referrers_data()
    {
        QTest::addColumn<QString>("kept");
        QTest::newRow("by the API") << u"api"_s;
        QTest::newRow("in the fallback index") << u"tag"_s;
        QTest::newRow("nowhere") << u"no"_s;
    }
    void referrers()
    {
        QFETCH(QString, kept);
        const QString digest = onBoth(u"v1"_s, "layer");
        const QString signature = onBoth({}, "signature");
        m_source->addReferrer(digest, signature, 100);
        if (kept == u"api") {
            m_target->addReferrer(digest, signature, 100);
        } else if (kept == u"tag") {
            m_target->addManifest(path, ReferrerLookup::fallbackTag(digest), indexOf({signature}), ociIndex);
        }
        const Verification found = compare();
        QCOMPARE(found.outcome, kept == u"no" ? Outcome::Mismatch : Outcome::Match);
        QCOMPARE(found.referrers, 1);
        QCOMPARE(kinds(), kept == u"no" ? QSet<Kind>{Kind::ReferrerMissing} : QSet<Kind>{});
    }

    /// The source has an index, the target an API, or one that knows more.
    void fallbackIndexNeedNotBeTheSame()
    {
        const QString digest = onBoth(u"v1"_s, "layer");
        const QString signature = onBoth({}, "signature");
        const QString more = m_target->addImage(path, {}, "more");
        m_source->addManifest(path, ReferrerLookup::fallbackTag(digest), indexOf({signature}), ociIndex);
        m_target->addManifest(path, ReferrerLookup::fallbackTag(digest), indexOf({signature, more}), ociIndex);
        const Verification found = compare();
        QVERIFY2(found.outcome == Outcome::Match, qPrintable(found.detail));
        m_target->addManifest(path, ReferrerLookup::fallbackTag(digest), indexOf({more}), ociIndex);
        QCOMPARE(compare().outcome, Outcome::Mismatch);
    }

    void whatTheSourceLacks_data()
    {
        QTest::addColumn<QString>("lacks");
        for (const QString& what : {u"tag"_s, u"blob"_s, u"child"_s, u"readable manifest"_s}) {
            QTest::newRow(qPrintable(what)) << what;
        }
    }
    void whatTheSourceLacks()
    {
        QFETCH(QString, lacks);
        onBoth(u"v1"_s, "layer");
        if (lacks == u"tag") {
            m_source->moveTag(path, u"broken"_s, FakeOciRegistry::digestOf("nothing"));
        } else if (lacks == u"blob") {
            m_source->addManifest(path, u"broken"_s,
                manifestOf(FakeOciRegistry::digestOf("nothing"), u"application/vnd.oci.image.layer.v1.tar"_s,
                    m_source->addBlob("{}")));
            m_target->addBlob("{}");
        } else if (lacks == u"child") {
            m_source->addManifest(path, u"broken"_s, indexOf({FakeOciRegistry::digestOf("nothing")}), ociIndex);
        } else {
            m_source->addManifest(path, u"broken"_s, R"({"schemaVersion": 1, "name": "old"})",
                "application/vnd.docker.distribution.manifest.v1+prettyjws");
        }
        const Verification found = compare();
        QVERIFY2(found.outcome == Outcome::SourceBroken, qPrintable(toName(found.outcome) + u' ' + found.detail));
        QCOMPARE(kinds(), QSet<Kind>{Kind::SourceBroken}); // not that the target lacks what nobody has
        QCOMPARE(m_evidence->findings(path, 0, 10)->first().tag, u"broken"_s);
        QVERIFY(!m_evidence->findings(path, 0, 10)->first().detail.isEmpty());
    }

    void moreOnTheTarget()
    {
        onBoth(u"v1"_s, "layer");
        m_target->addImage(path, u"old"_s, "old");
        const Verification found = compare();
        QCOMPARE(found.outcome, Outcome::Match);
        QCOMPARE(found.findings, 0);
        QCOMPARE(kinds(), QSet<Kind>{Kind::TagExtra});
    }

    void unknownToTheSource() { QCOMPARE(compare().outcome, Outcome::NotFound); }

    void targetDoesNotAnswer()
    {
        onBoth(u"v1"_s, "layer");
        m_target->stopListening();
        const Verification found = compare();
        QCOMPARE(found.outcome, Outcome::Failed);
        QVERIFY2(found.detail.contains(u"target"), qPrintable(found.detail));
        QCOMPARE((*m_evidence->latestOf(path))->outcome, Outcome::Failed);
    }

    void manyTags()
    {
        m_source->setPaging(FakeOciRegistry::Paging::Link, 100);
        m_target->setPaging(FakeOciRegistry::Paging::Link, 70);
        for (int number = 0; number < 700; ++number) {
            onBoth(u"t%1"_s.arg(number), "layer " + QByteArray::number(number % 10));
        }
        const Verification found = compare();
        QCOMPARE(found.outcome, Outcome::Match);
        QCOMPARE(found.tags, 700);
        QCOMPARE(found.manifests, 10); // each distinct one once
        QCOMPARE(m_evidence->tags(path, {}, 1000)->size(), 700);
    }

private:
    QString onBoth(const QString& tag, const QByteArray& layer)
    {
        m_source->addImage(path, tag, layer);
        return m_target->addImage(path, tag, layer);
    }

    Verification compare(RepositoryVerifier::Options options = {})
    {
        RepositoryVerifier verifier(clientOf(*m_source, u"the source registry"_s),
            clientOf(*m_target, u"the target registry"_s), path, m_evidence, options);
        return await(verifier.run());
    }

    QSet<Kind> kinds()
    {
        QSet<Kind> kinds;
        for (const VerificationFinding& finding : *m_evidence->findings(path, 0, 1000)) {
            kinds.insert(finding.kind);
        }
        return kinds;
    }

    std::unique_ptr<FakeOciRegistry> m_source;
    std::unique_ptr<FakeOciRegistry> m_target;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<EvidenceStore> m_evidence;
};

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
