// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/importerbench.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// What is copied between two real registries, looked at with plain requests and hashed here.
class TestCopy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void images_data();
    void images();
    void preImportWritesNoTags();
    void indexWithEverything();
    void layersSharedBetweenRepositoriesAreMounted();
    void bigLayer();
    void manyTagsOfFewImages();
    void movedAddedAndRemovedTags();
    void tagsOfTheTargetAreLeftAlone();
    void missingBlob();
    void missingChild();
    void emptyRepository();
    void repositoryWhoseTagsWereAllDeleted();

private:
    void importAndCompare(const QString& path);
    QString blobFile(const DockerRegistry& registry, const QString& digest) const;
    std::unique_ptr<ImporterBench> m_bench;
};

void TestCopy::initTestCase()
{
    m_bench = std::make_unique<ImporterBench>();
    const QString problem = m_bench->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestCopy::cleanupTestCase()
{
    m_bench.reset();
}

/// Imports in both steps; then every tag of the source has the same bytes on the target.
void TestCopy::importAndCompare(const QString& path)
{
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(path, u"final"_s), u"import_complete"_s);
    const QStringList tags = m_bench->source->tags(path);
    QVERIFY(!tags.isEmpty());
    QCOMPARE(m_bench->target->tags(path), tags);
    for (const QString& tag : tags) {
        QCOMPARE(m_bench->target->get(path, tag).body, m_bench->source->get(path, tag).body);
        QCOMPARE(m_bench->target->get(path, tag).header("Content-Type"),
            m_bench->source->get(path, tag).header("Content-Type"));
    }
}

QString TestCopy::blobFile(const DockerRegistry& registry, const QString& digest) const
{
    const QString hex = digest.mid(7);
    const QString wanted = u"blobs/sha256/%1/%2/data"_s.arg(hex.left(2), hex);
    QDirIterator files(registry.dataFolder(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (file.endsWith(wanted)) {
            return file;
        }
    }
    return {};
}

void TestCopy::images_data()
{
    QTest::addColumn<bool>("docker");
    QTest::addColumn<QString>("path");
    QTest::newRow("OCI") << false << u"images/oci"_s;
    QTest::newRow("Docker schema 2") << true << u"images/docker"_s;
    QTest::newRow("one segment") << false << u"single"_s;
    QTest::newRow("named import") << false << u"deep/er/import"_s;
}

void TestCopy::images()
{
    QFETCH(bool, docker);
    QFETCH(QString, path);
    const QList<QByteArray> layers{ImageBuilder::randomBytes(70'000, 1), ImageBuilder::randomBytes(10, 2)};
    m_bench->source->image(path, u"1.0"_s, layers, docker);
    importAndCompare(path);
    for (const QByteArray& layer : layers) {
        QVERIFY(m_bench->target->hasBlob(path, ImageBuilder::digestOf(layer)));
    }
}

void TestCopy::preImportWritesNoTags()
{
    const QString path = u"pre/only"_s;
    const QString digest = m_bench->source->image(path, u"1.0"_s, {ImageBuilder::randomBytes(100, 3)});
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->target->tags(path), QStringList());
    QCOMPARE(m_bench->target->digestBehind(path, digest), digest);
}

void TestCopy::indexWithEverything()
{
    const QString path = u"multi/platform"_s;
    ImageBuilder& source = *m_bench->source;
    const QByteArray base = ImageBuilder::randomBytes(5000, 4);
    const QString amd = source.image(path, {}, {base, ImageBuilder::randomBytes(100, 5)});
    const QString arm = source.image(path, {}, {base, ImageBuilder::randomBytes(100, 6)});
    const QString attestation = source.image(path, {}, {R"({"predicateType":"https://slsa.dev/provenance/v0.2"})"});
    QJsonObject unknown = source.descriptorOf(path, attestation);
    unknown.insert(u"platform"_s, QJsonObject{{u"os"_s, u"unknown"_s}, {u"architecture"_s, u"unknown"_s}});
    const QString inner
        = source.index(path, {}, {source.descriptorOf(path, amd), source.descriptorOf(path, arm), unknown});
    const QByteArray cacheLayer = ImageBuilder::randomBytes(300, 7);
    const QJsonObject layer = source.blob(path, cacheLayer, u"application/vnd.oci.image.layer.v1.tar+gzip"_s);
    source.index(path, u"nested"_s, {source.descriptorOf(path, inner)});
    source.index(path, u"list"_s, {source.descriptorOf(path, amd), source.descriptorOf(path, arm)}, true);
    source.index(path, u"buildcache"_s, {source.descriptorOf(path, amd), layer});
    source.manifest(path, u"sha256-0000.sig"_s, source.get(path, attestation).body,
        u"application/vnd.oci.image.manifest.v1+json"_s);
    importAndCompare(path);
    for (const QString& child : {amd, arm, attestation, inner}) {
        QCOMPARE(m_bench->target->digestBehind(path, child), child);
    }
    QVERIFY(m_bench->target->hasBlob(path, ImageBuilder::digestOf(cacheLayer)));
}

void TestCopy::layersSharedBetweenRepositoriesAreMounted()
{
    const QByteArray base = ImageBuilder::randomBytes(200'000, 8);
    m_bench->source->image(u"shared/one"_s, u"a"_s, {base});
    m_bench->source->image(u"shared/two"_s, u"b"_s, {base, ImageBuilder::randomBytes(50, 9)});
    importAndCompare(u"shared/one"_s);
    m_bench->log.clear();
    importAndCompare(u"shared/two"_s);
    int mounted = 0;
    for (const QJsonObject& line : std::as_const(m_bench->log)) {
        mounted += line.value(u"blobs_mounted").toInt();
    }
    QCOMPARE(mounted, 1);
    QVERIFY(m_bench->target->hasBlob(u"shared/two"_s, ImageBuilder::digestOf(base)));
}

void TestCopy::bigLayer()
{
    const QByteArray layer = ImageBuilder::randomBytes(24 * 1024 * 1024, 10);
    m_bench->source->image(u"big/layer"_s, u"1"_s, {layer});
    importAndCompare(u"big/layer"_s);
    QVERIFY(m_bench->target->hasBlob(u"big/layer"_s, ImageBuilder::digestOf(layer)));
}

void TestCopy::manyTagsOfFewImages()
{
    const QString path = u"many/tags"_s;
    const QString digest = m_bench->source->image(path, u"t0"_s, {ImageBuilder::randomBytes(64, 11)});
    const RawAnswer manifest = m_bench->source->get(path, digest);
    for (int i = 1; i < 200; ++i) { // more than one chunk
        m_bench->source->manifest(
            path, u"t%1"_s.arg(i), manifest.body, QString::fromLatin1(manifest.header("Content-Type")));
    }
    importAndCompare(path);
}

void TestCopy::movedAddedAndRemovedTags()
{
    const QString path = u"moving/tags"_s;
    ImageBuilder& source = *m_bench->source;
    source.image(path, u"stays"_s, {ImageBuilder::randomBytes(64, 12)});
    source.image(path, u"moves"_s, {ImageBuilder::randomBytes(64, 13)});
    const QString gone = source.image(path, u"goes"_s, {ImageBuilder::randomBytes(64, 14)});
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);

    const QString moved = source.image(path, u"moves"_s, {ImageBuilder::randomBytes(64, 15)});
    const QString added = source.image(path, u"comes"_s, {ImageBuilder::randomBytes(64, 16)});
    source.remove(path, gone);
    QCOMPARE(m_bench->import(path, u"final"_s), u"import_complete"_s);
    QCOMPARE(m_bench->target->tags(path), QStringList({u"comes"_s, u"moves"_s, u"stays"_s}));
    QCOMPARE(m_bench->target->digestBehind(path, u"moves"_s), moved);
    QCOMPARE(m_bench->target->digestBehind(path, u"comes"_s), added);
}

void TestCopy::tagsOfTheTargetAreLeftAlone()
{
    const QString path = u"target/extra"_s;
    const QString digest = m_bench->target->image(path, u"mine"_s, {ImageBuilder::randomBytes(64, 17)});
    m_bench->target->image(path, u"both"_s, {ImageBuilder::randomBytes(64, 18)});
    const QString wanted = m_bench->source->image(path, u"both"_s, {ImageBuilder::randomBytes(64, 19)});
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(path, u"final"_s), u"import_complete"_s);
    QCOMPARE(m_bench->target->digestBehind(path, u"mine"_s), digest);
    QCOMPARE(m_bench->target->digestBehind(path, u"both"_s), wanted);
    QVERIFY2(m_bench->detail(path).contains(u"mine"), qPrintable(m_bench->detail(path)));
}

void TestCopy::missingBlob()
{
    const QString path = u"broken/blob"_s;
    const QByteArray layer = ImageBuilder::randomBytes(4000, 20);
    m_bench->source->image(path, u"good"_s, {ImageBuilder::randomBytes(64, 21)});
    const QString digest = m_bench->source->image(path, u"bad"_s, {layer});
    const QString file = blobFile(m_bench->sourceRegistry, ImageBuilder::digestOf(layer));
    QVERIFY(!file.isEmpty());
    QVERIFY(QFile::remove(file));

    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);
    QVERIFY2(m_bench->detail(path).contains(u"1 of 2 tags"), qPrintable(m_bench->detail(path)));
    QCOMPARE(m_bench->import(path, u"final"_s), u"import_failed"_s);
    const QString detail = m_bench->detail(path);
    QVERIFY2(detail.contains(u"1 of 2 tags"), qPrintable(detail));
    QVERIFY2(detail.contains(u"tag bad"), qPrintable(detail));
    QVERIFY2(detail.contains(digest), qPrintable(detail));
    QVERIFY2(detail.contains(ImageBuilder::digestOf(layer)), qPrintable(detail));
    QVERIFY2(detail.contains(u"missing in the source"), qPrintable(detail));
    QCOMPARE(m_bench->target->digestBehind(path, u"good"_s), m_bench->source->digestBehind(path, u"good"_s));
    QVERIFY(!m_bench->target->tags(path).contains(u"bad"_s));
}

void TestCopy::missingChild()
{
    const QString path = u"broken/child"_s;
    ImageBuilder& source = *m_bench->source;
    const QString child = source.image(path, {}, {ImageBuilder::randomBytes(64, 22)});
    source.index(path, u"multi"_s, {source.descriptorOf(path, child)});
    source.remove(path, child);
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_failed"_s);
    const QString detail = m_bench->detail(path);
    QVERIFY2(detail.contains(u"tag multi") && detail.contains(child), qPrintable(detail));
    QCOMPARE(m_bench->import(path, u"final"_s), u"424 PRE_IMPORT_FAILED"_s); // there is nothing to bring over
}

void TestCopy::emptyRepository()
{
    // A blob without a manifest makes a repository, but no tags list: nothing to import.
    m_bench->source->blob(u"empty/one"_s, "x", u"application/octet-stream"_s);
    QCOMPARE(m_bench->put(u"empty/one"_s, u"pre"_s).status, 404);
}

void TestCopy::repositoryWhoseTagsWereAllDeleted()
{
    const QString path = u"empty/two"_s;
    m_bench->source->remove(path, m_bench->source->image(path, u"x"_s, {ImageBuilder::randomBytes(64, 23)}));
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(path, u"final"_s), u"import_complete"_s);
}

QTEST_GUILESS_MAIN(TestCopy)
#include "tst_copy.moc"
