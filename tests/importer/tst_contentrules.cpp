// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rules 1 to 6, 9 and 10 of the OCI checklist (docs/importer.md): what is copied, byte for byte, and what is not.
class TestContentRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<CopyBench>(); }
    void cleanup() { m_bench.reset(); }
    void rule01_bytesAreCopiedRaw();
    void rule01_sizesInDescriptorsAreChecked();
    void rule02_acceptNamesEveryMediaType();
    void rule03_schema1IsAReasonForItsTag();
    void rule04_indexesInIndexesAndUnknownPlatforms();
    void rule04_nestingHasAnEnd();
    void rule05_buildCacheChildrenAreLayers();
    void rule06_brokenSourceFailsByTagAndIsNotRetried_data();
    void rule06_brokenSourceFailsByTagAndIsNotRetried();
    void rule09_untaggedManifestsAreNotInvented();
    void rule09_childThatTheTargetCleanedAway();
    void rule10_foreignLayersStayReferences();
    void rule10_foreignLayersWhereTheTargetInsists();
    void rule17_aDigestThatOnlyTheTargetDoubts();

private:
    FakeOciRegistry& source() { return m_bench->source; }
    FakeOciRegistry& target() { return m_bench->target; }
    const QString& path() const { return m_bench->path; }
    void migrate();

    std::unique_ptr<CopyBench> m_bench;
};

namespace {

QJsonObject layerOf(const QByteArray& bytes, const QString& type = u"application/vnd.oci.image.layer.v1.tar+gzip"_s)
{
    return QJsonObject{
        {u"mediaType"_s, type}, {u"digest"_s, FakeOciRegistry::digestOf(bytes)}, {u"size"_s, bytes.size()}};
}

QByteArray imageOf(const QJsonArray& layers, const QByteArray& config)
{
    return QJsonDocument(
        QJsonObject{{u"schemaVersion"_s, 2},
            {u"config"_s, layerOf(config, u"application/vnd.oci.image.config.v1+json"_s)}, {u"layers"_s, layers}})
        .toJson();
}

} // namespace

void TestContentRules::migrate()
{
    const Result<QString> done = m_bench->migrate();
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
}

void TestContentRules::rule01_bytesAreCopiedRaw()
{
    source().addImage(path(), u"1"_s, "an uncompressed layer");
    // Spaces, order and fields that nobody knows: whoever parses and writes it again changes the digest.
    const QByteArray strange = "{ \"x-unknown\":1,\n\"schemaVersion\":2, \"manifests\":[]  }";
    source().addManifest(path(), u"strange"_s, strange, "application/vnd.oci.image.index.v1+json");
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    QCOMPARE(target().manifest(path(), u"strange"_s).bytes, strange);
    QCOMPARE(target().manifest(path(), u"1"_s).mediaType, source().manifest(path(), u"1"_s).mediaType);
}

void TestContentRules::rule01_sizesInDescriptorsAreChecked()
{
    const QString child = source().addImage(path(), {}, "layer");
    const QJsonObject lie{
        {u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s}, {u"digest"_s, child}, {u"size"_s, 7}};
    source().addIndex(path(), u"lying"_s, {}, {lie});
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    QVERIFY2(m_bench->failures().value(0).contains(u"lying: ") && m_bench->failures().value(0).contains(u"says 7"),
        qPrintable(m_bench->failures().join(u'\n')));
}

void TestContentRules::rule02_acceptNamesEveryMediaType()
{
    source().addImage(path(), u"1"_s, "layer");
    migrate();
    int manifests = 0;
    for (const FakeRequest& request : source().requests()) {
        if (!request.path.contains(u"/manifests/")) {
            continue;
        }
        ++manifests;
        const QByteArray accept = request.header("Accept");
        for (const char* type : {mediatype::ociManifest, mediatype::ociIndex, mediatype::dockerManifest,
                 mediatype::dockerList, mediatype::dockerSchema1, mediatype::dockerSchema1Signed}) {
            QVERIFY2(accept.contains(type), accept.constData());
        }
    }
    QVERIFY(manifests >= 3);
}

void TestContentRules::rule03_schema1IsAReasonForItsTag()
{
    source().addImage(path(), u"good"_s, "layer");
    source().addManifest(path(), u"old"_s, R"({"schemaVersion":1,"name":"app","fsLayers":[]})",
        "application/vnd.docker.distribution.manifest.v1+prettyjws");
    const Result<QString> pre = m_bench->run(ImportType::Pre);
    QVERIFY2(pre.ok() && pre->contains(u"1 of 2 tags"), qPrintable(pre.ok() ? *pre : pre.error().message));
    QCOMPARE(m_bench->failures().size(), 1);
    QVERIFY(m_bench->failures().first().startsWith(u"old: ") && m_bench->failures().first().contains(u"schema 1"));
    QCOMPARE(target().count("PUT", u"/manifests/"_s), 1); // the good one, and never a converted one
}

void TestContentRules::rule04_indexesInIndexesAndUnknownPlatforms()
{
    const QString amd = source().addImage(path(), {}, "amd64");
    const QString arm = source().addImage(path(), {}, "arm64");
    const QString attestation = source().addImage(path(), {}, R"({"predicateType":"provenance"})");
    QJsonObject unknown{{u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s}, {u"digest"_s, attestation},
        {u"size"_s, source().manifest(path(), attestation).bytes.size()},
        {u"platform"_s, QJsonObject{{u"os"_s, u"unknown"_s}, {u"architecture"_s, u"unknown"_s}}}};
    const QString inner = source().addIndex(path(), {}, {amd, arm}, {unknown});
    source().addIndex(path(), u"nested"_s, {inner, amd});
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    for (const QString& digest : {amd, arm, attestation, inner}) {
        QVERIFY(target().hasManifest(path(), digest));
    }
    // Children before parents, the tag last; each digest once.
    QStringList written;
    for (const FakeRequest& request : target().requests()) {
        if (request.verb == "PUT" && request.path.contains(u"/manifests/")) {
            written.append(request.path.section(u'/', -1));
        }
    }
    QCOMPARE(written.last(), u"nested"_s);
    QVERIFY(
        written.indexOf(inner) > std::max({written.indexOf(amd), written.indexOf(arm), written.indexOf(attestation)}));
    QCOMPARE(written.count(amd), 1);
}

void TestContentRules::rule04_nestingHasAnEnd()
{
    QString digest = source().addImage(path(), {}, "layer");
    for (int depth = 0; depth < 30; ++depth) {
        digest = source().addIndex(path(), {}, {digest});
    }
    source().addIndex(path(), u"deep"_s, {digest});
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    QVERIFY(m_bench->failures().value(0).contains(u"nested too deeply"));
}

void TestContentRules::rule05_buildCacheChildrenAreLayers()
{
    const QByteArray layer = "a cached layer";
    const QByteArray config = "the cache's config";
    source().addBlob(layer);
    source().addBlob(config);
    source().addIndex(
        path(), u"buildcache"_s, {}, {layerOf(layer), layerOf(config, u"application/vnd.buildkit.cacheconfig.v0"_s)});
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    QVERIFY(target().hasBlob(path(), FakeOciRegistry::digestOf(layer)));
    QVERIFY(target().hasBlob(path(), FakeOciRegistry::digestOf(config)));
}

void TestContentRules::rule06_brokenSourceFailsByTagAndIsNotRetried_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("blob") << u"blob"_s;
    QTest::newRow("child") << u"child"_s;
    QTest::newRow("dangling tag") << u"tag"_s;
}

void TestContentRules::rule06_brokenSourceFailsByTagAndIsNotRetried()
{
    QFETCH(QString, what);
    source().addImage(path(), u"good"_s, "layer");
    const QByteArray gone = "a layer that was collected";
    const QString child = source().addImage(path(), {}, gone);
    source().addIndex(path(), u"bad"_s, {child});
    if (what == u"blob") {
        source().removeBlob(FakeOciRegistry::digestOf(gone));
    } else if (what == u"child") {
        source().removeManifest(path(), child);
    } else {
        source().moveTag(path(), u"bad"_s, FakeOciRegistry::digestOf("no such manifest"));
    }
    const Result<QString> pre = m_bench->run(ImportType::Pre);
    QVERIFY2(pre.ok() && pre->contains(u"1 of 2 tags"), qPrintable(pre.ok() ? *pre : pre.error().message));
    QVERIFY(source().requests().size() < 20);
    // What the source can give comes over all the same, and is not called complete.
    const Result<QString> final = m_bench->run(ImportType::Final);
    QVERIFY(!final.ok());
    QVERIFY2(final.error().message.contains(u"1 of 2 tags"), qPrintable(final.error().message));
    QVERIFY(!final.error().retryable);
    QCOMPARE(m_bench->failures().size(), 1);
    QVERIFY2(m_bench->failures().first().startsWith(u"bad: ") && m_bench->failures().first().contains(u"missing"),
        qPrintable(m_bench->failures().first()));
    QCOMPARE(target().tags(path()).keys(), QStringList{u"good"_s});
    QVERIFY(source().requests().size() < 40);
}

void TestContentRules::rule09_untaggedManifestsAreNotInvented()
{
    const QString child = source().addImage(path(), {}, "child");
    source().addIndex(path(), u"1"_s, {child});
    const QString pinned = source().addImage(path(), {}, "nothing leads to it but its digest");
    migrate();
    QVERIFY(target().hasManifest(path(), child)); // untagged, but in an index
    QVERIFY(!target().hasManifest(path(), pinned)); // no registry lists it
    QCOMPARE(m_bench->begin(ImportType::Pre)->progress().counts.manifests, 0);
}

void TestContentRules::rule09_childThatTheTargetCleanedAway()
{
    const QString child = source().addImage(path(), {}, "amd64");
    source().addIndex(path(), u"1"_s, {child});
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    target().removeManifest(path(), child); // it has no tag
    source().addIndex(path(), u"1"_s, {child, source().addImage(path(), {}, "arm64")});
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
    QVERIFY(m_bench->tagsAreEqual());
    QVERIFY(target().hasManifest(path(), child));
}

void TestContentRules::rule10_foreignLayersStayReferences()
{
    FakeOciRegistry::Rules lenient;
    lenient.checksParts = false;
    target().setRules(lenient);
    source().addBlob("config");
    const QJsonObject foreign = layerOf("windows", u"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"_s);
    source().addManifest(path(), u"1"_s, imageOf({foreign}, "config"));
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    QCOMPARE(source().count("*", FakeOciRegistry::digestOf("windows")), 0);
}

void TestContentRules::rule10_foreignLayersWhereTheTargetInsists()
{
    source().addBlob("config");
    source().addBlob("windows");
    const QJsonObject foreign = layerOf("windows", u"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"_s);
    source().addManifest(path(), u"1"_s, imageOf({foreign}, "config"));
    const Result<QString> refused = m_bench->run(ImportType::Pre);
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.contains(u"foreign layers"), qPrintable(refused.error().message));
    QVERIFY(!target().hasBlob(path(), FakeOciRegistry::digestOf("windows")));

    m_bench->copyForeignLayers = true;
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    QVERIFY(target().hasBlob(path(), FakeOciRegistry::digestOf("windows")));
}

void TestContentRules::rule17_aDigestThatOnlyTheTargetDoubts()
{
    source().addImage(path(), u"1"_s, "layer");
    const FakeAnswer doubt = FakeAnswer::error(400, u"DIGEST_INVALID"_s, u"provided digest did not match"_s);
    target().script("PUT", u"/manifests/"_s, doubt, 2); // as distribution does while it writes a link to a blob
    migrate();
    QVERIFY(m_bench->tagsAreEqual());

    source().addImage(path(), u"2"_s, "another");
    target().script("PUT", u"/manifests/"_s, doubt); // for good: no reason to go on
    target().clearLog();
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY(!done.ok());
    QVERIFY2(m_bench->failures().value(0).contains(u"DIGEST_INVALID"), qPrintable(m_bench->failures().value(0)));
    QVERIFY(target().count("PUT", u"/manifests/"_s) < 10);
}

QTEST_GUILESS_MAIN(TestContentRules)
#include "tst_contentrules.moc"
