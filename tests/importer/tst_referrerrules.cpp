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

/// Rules 7 and 8 of the OCI checklist (docs/importer.md): signatures, SBOMs and whatever else refers to a manifest.
class TestReferrerRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<CopyBench>(); }
    void cleanup() { m_bench.reset(); }
    void rule07_referrersOfEveryDigest();
    void rule07_referrersThatComeBetweenThePhases();
    void rule07_referrersThatTheTargetCleanedAway();
    void rule07_oneRefusalIsNoMissingApi();
    void rule07_referrersThatHoldTheirSubject();
    void rule07_fallbackAndCosignTagsWithoutTheApi();
    void rule08_targetWithoutApiGetsTheFallbackIndex();
    void rule08_fallbackIndexIsMergedNotReplaced();
    void rule08_lostReferrersAreNoticed();

private:
    FakeOciRegistry& source() { return m_bench->source; }
    FakeOciRegistry& target() { return m_bench->target; }
    const QString& path() const { return m_bench->path; }
    void migrate();
    void useReferrers(bool inSource, bool inTarget);

    std::unique_ptr<CopyBench> m_bench;
};

namespace {

QStringList digestsIn(const FakeManifest& index)
{
    QStringList digests;
    for (const QJsonValue entry : QJsonDocument::fromJson(index.bytes).object().value(u"manifests"_s).toArray()) {
        digests.append(entry.toObject().value(u"digest"_s).toString());
    }
    return digests;
}

QString fallbackTag(QString digest)
{
    return digest.replace(u':', u'-');
}

} // namespace

void TestReferrerRules::migrate()
{
    const Result<QString> done = m_bench->migrate();
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
}

void TestReferrerRules::useReferrers(bool inSource, bool inTarget)
{
    FakeOciRegistry::Rules rules;
    rules.referrersApi = inSource;
    source().setRules(rules);
    rules.referrersApi = inTarget;
    target().setRules(rules);
}

void TestReferrerRules::rule07_referrersOfEveryDigest()
{
    FakeOciRegistry::Rules rules;
    rules.referrersApi = true;
    rules.referrersPage = 1; // pages, too
    source().setRules(rules);
    target().setRules(rules);
    const QString child = source().addImage(path(), {}, "amd64");
    const QString index = source().addIndex(path(), u"1"_s, {child});
    const QString signature = source().addReferrerOf(path(), child, "signature of the child");
    const QString sbom = source().addReferrerOf(path(), index, "sbom");
    const QString other = source().addReferrerOf(path(), index, "another sbom");
    const QString onSbom = source().addReferrerOf(path(), sbom, "signature of the sbom");
    migrate();
    for (const QString& referrer : {signature, sbom, other, onSbom}) {
        QVERIFY2(target().hasManifest(path(), referrer), qPrintable(referrer));
    }
    QCOMPARE(target().referrersOf(path(), index).size(), 2);
    QCOMPARE(target().referrersOf(path(), sbom), QStringList{onSbom});
    QCOMPARE(m_bench->counts().referrersFound, 4); // looked for again: some may have come since the pre import
    QVERIFY(m_bench->tagsAreEqual()); // no tag was invented
    QCOMPARE(source().count("GET", u"artifactType"_s), 0); // a filter would hide some
}

/// What signs and scans images does so when they are pushed, or hours later; no tag changes by it.
void TestReferrerRules::rule07_referrersThatComeBetweenThePhases()
{
    useReferrers(true, true);
    const QString child = source().addImage(path(), {}, "amd64");
    const QString index = source().addIndex(path(), u"1"_s, {child});
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    const QString ofIndex = source().addReferrerOf(path(), index, "signature");
    const QString ofChild = source().addReferrerOf(path(), child, "signature of the child");
    const QString ofSignature = source().addReferrerOf(path(), ofIndex, "and of the signature");
    QVERIFY(m_bench->run(ImportType::Final).ok());
    for (const QString& referrer : {ofIndex, ofChild, ofSignature}) {
        QVERIFY2(target().hasManifest(path(), referrer), qPrintable(referrer));
    }
    QCOMPARE(target().referrersOf(path(), child), QStringList{ofChild});
    // The same with tags that are on the target already.
    const QString late = source().addReferrerOf(path(), child, "a scan");
    QVERIFY(m_bench->run(ImportType::Final).ok());
    QVERIFY(target().hasManifest(path(), late));
    // And while the last look is taken, with the source closed for writing.
    QString last;
    m_bench->freeze = [this, &last, index]() -> QCoro::Task<Result<void>> {
        last = source().addReferrerOf(path(), index, "at the last moment");
        co_return Result<void>();
    };
    QVERIFY(m_bench->run(ImportType::Final).ok());
    QVERIFY(target().hasManifest(path(), last));
}

void TestReferrerRules::rule07_referrersThatTheTargetCleanedAway()
{
    useReferrers(true, true);
    const QString image = source().addImage(path(), u"1"_s, "layer");
    const QString signature = source().addReferrerOf(path(), image, "signature");
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    target().removeManifest(path(), signature); // it has no tag
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
    QVERIFY(target().hasManifest(path(), signature));
}

void TestReferrerRules::rule07_oneRefusalIsNoMissingApi()
{
    useReferrers(true, true);
    QStringList signatures;
    for (int i = 0; i < 5; ++i) {
        const QString image = source().addImage(path(), u"t%1"_s.arg(i), QByteArray::number(i));
        signatures.append(source().addReferrerOf(path(), image, "signature " + QByteArray::number(i)));
    }
    source().scriptNth("GET", u"/referrers/"_s, 1, FakeAnswer::error(403, u"DENIED"_s));
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    source().clearScripts();
    source().clearLog();
    source().scriptNth(
        "GET", u"/referrers/"_s, 2, FakeAnswer::error(404, u"NOT_FOUND"_s)); // of one that it does not hold
    migrate();
    QVERIFY(std::all_of(signatures.begin(), signatures.end(),
        [this](const QString& signature) { return target().hasManifest(path(), signature); }));
}

void TestReferrerRules::rule07_referrersThatHoldTheirSubject()
{
    useReferrers(true, true);
    // An index about an image that is its child, and a registry that names an image as its own referrer.
    const QString image = source().addImage(path(), u"1"_s, "layer");
    const QByteArray bytes = QStringLiteral(
        R"({"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%1","size":%2}],
            "subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%1","size":%2}})")
                                 .arg(image)
                                 .arg(source().manifest(path(), image).bytes.size())
                                 .toLatin1();
    const QString about = source().addManifest(path(), {}, bytes, "application/vnd.oci.image.index.v1+json");
    migrate();
    QVERIFY(target().hasManifest(path(), about));
}

void TestReferrerRules::rule07_fallbackAndCosignTagsWithoutTheApi()
{
    useReferrers(false, false);
    const QString image = source().addImage(path(), u"1"_s, "layer");
    const QString sbom = source().addReferrerOf(path(), image, "sbom");
    source().addIndex(path(), fallbackTag(image), {sbom});
    for (const QString& suffix : {u".sig"_s, u".att"_s, u".sbom"_s}) {
        source().addImage(path(), fallbackTag(image) + suffix, suffix.toLatin1());
    }
    for (int i = 0; i < 30; ++i) {
        source().addImage(path(), u"other%1"_s.arg(i), QByteArray::number(i));
    }
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    QCOMPARE(target().tags(path()).size(), 35);
    QVERIFY(target().hasManifest(path(), sbom));
    QCOMPARE(source().count("GET", u"/referrers/"_s), 2); // once in each phase
}

void TestReferrerRules::rule08_targetWithoutApiGetsTheFallbackIndex()
{
    useReferrers(true, false);
    const QString image = source().addImage(path(), u"1"_s, "layer");
    const QString sbom = source().addReferrerOf(path(), image, "sbom");
    migrate();
    const FakeManifest index = target().manifest(path(), fallbackTag(image));
    QCOMPARE(index.mediaType, QByteArray(mediatype::ociIndex));
    QCOMPARE(digestsIn(index), QStringList{sbom});
    const QJsonObject entry
        = QJsonDocument::fromJson(index.bytes).object().value(u"manifests"_s).toArray().first().toObject();
    QCOMPARE(entry.value(u"artifactType"_s).toString(), u"application/vnd.example.sbom"_s);
    QCOMPARE(entry.value(u"annotations"_s).toObject().value(u"made.by"_s).toString(), u"a test"_s);
    QCOMPARE(target().tags(path()).value(u"1"_s), image);

    // A target with the API gets no such tag, nor does one that merely forgets OCI-Subject lose anything.
    cleanup();
    init();
    FakeOciRegistry::Rules silent;
    silent.referrersApi = true;
    source().setRules(silent);
    silent.silentSubject = true;
    target().setRules(silent);
    const QString again = source().addImage(path(), u"1"_s, "layer");
    source().addReferrerOf(path(), again, "sbom");
    migrate();
    QVERIFY(target().tags(path()).contains(fallbackTag(again)));
}

void TestReferrerRules::rule08_fallbackIndexIsMergedNotReplaced()
{
    useReferrers(true, false);
    const QString image = source().addImage(path(), u"1"_s, "layer");
    const QString sbom = source().addReferrerOf(path(), image, "sbom");
    const QString known = target().addImage(path(), {}, "a signature made at the target");
    target().addIndex(path(), fallbackTag(image), {known});
    // Somebody else writes between our reading and our looking again: it is read and merged once more.
    const QString late = target().addImage(path(), {}, "another signature made at the target");
    bool raced = false;
    const QString tag = fallbackTag(image);
    target().script("GET", u"/manifests/"_s + tag, [&](const FakeRequest&) -> std::optional<FakeAnswer> {
        if (!raced && digestsIn(target().manifest(path(), tag)).contains(sbom)) {
            raced = true;
            target().addIndex(path(), tag, {known, late});
        }
        return std::nullopt;
    });
    migrate();
    QVERIFY(raced);
    QCOMPARE(digestsIn(target().manifest(path(), tag)), QStringList({known, late, sbom}));
}

void TestReferrerRules::rule08_lostReferrersAreNoticed()
{
    useReferrers(true, true);
    const QString image = source().addImage(path(), u"1"_s, "layer");
    source().addReferrerOf(path(), image, "sbom");
    FakeAnswer empty = FakeAnswer::json(200, QJsonObject{{u"schemaVersion"_s, 2}, {u"manifests"_s, QJsonArray()}});
    empty.contentType = mediatype::ociIndex;
    target().script("GET", u"/referrers/"_s, empty);
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    QVERIFY2(m_bench->failures().value(0).contains(u"lists 0 of the 1"), qPrintable(m_bench->failures().value(0)));
}

QTEST_GUILESS_MAIN(TestReferrerRules)
#include "tst_referrerrules.moc"
