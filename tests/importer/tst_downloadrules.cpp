// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"
#include "tests/support/imagebuilder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rules 13 and 14 of the OCI checklist (docs/importer.md): blobs of a source that breaks off, lies, or sends
/// elsewhere.
class TestDownloadRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<CopyBench>(); }
    void cleanup() { m_bench.reset(); }
    void rule13_brokenDownloadGoesOnWhereItWas_data();
    void rule13_brokenDownloadGoesOnWhereItWas();
    void rule13_slowBodyIsWaitedFor();
    void rule13_lyingBlobs_data();
    void rule13_lyingBlobs();
    void rule14_redirectedBlobsGoWithoutCredentials();
    void rule14_redirectToAFileIsRefused();

private:
    FakeOciRegistry& source() { return m_bench->source; }
    FakeOciRegistry& target() { return m_bench->target; }
    void pre();

    std::unique_ptr<CopyBench> m_bench;
};

void TestDownloadRules::pre()
{
    const Result<QString> done = m_bench->run(ImportType::Pre);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
}

void TestDownloadRules::rule13_brokenDownloadGoesOnWhereItWas_data()
{
    QTest::addColumn<bool>("knowsRanges");
    QTest::addColumn<bool>("chunked");
    QTest::newRow("with ranges") << true << false;
    QTest::newRow("without") << false << false;
    QTest::newRow("length not announced") << true << true;
}

void TestDownloadRules::rule13_brokenDownloadGoesOnWhereItWas()
{
    QFETCH(bool, knowsRanges);
    QFETCH(bool, chunked);
    const QByteArray layer = ImageBuilder::randomBytes(600'000, 5);
    source().addImage(m_bench->path, u"1"_s, layer);
    const QString digest = FakeOciRegistry::digestOf(layer);
    FakeAnswer cut;
    cut.body = layer;
    cut.fault = FakeAnswer::Fault::CutBody;
    cut.chunked = chunked;
    source().script("GET", digest, cut, 1);
    if (!knowsRanges) {
        FakeAnswer whole;
        whole.body = layer;
        source().script("GET", digest, whole);
    }
    pre();
    QVERIFY(target().hasBlob(m_bench->path, digest));
    QCOMPARE(source().count("GET", digest), 2);
    QCOMPARE(source().requests().last().header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(target().count("PUT", u"/blobs/uploads/"_s), 2); // the target never noticed
}

void TestDownloadRules::rule13_slowBodyIsWaitedFor()
{
    const QByteArray layer = ImageBuilder::randomBytes(20'000, 6);
    source().addImage(m_bench->path, u"1"_s, layer);
    FakeAnswer slow;
    slow.body = layer;
    slow.pieceBytes = 1000;
    slow.pieceEvery = std::chrono::milliseconds(5);
    source().script("GET", FakeOciRegistry::digestOf(layer), slow);
    pre();
    QVERIFY(target().hasBlob(m_bench->path, FakeOciRegistry::digestOf(layer)));
}

void TestDownloadRules::rule13_lyingBlobs_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<QString>("words");
    const QByteArray layer(1000, 'x');
    QByteArray other = layer;
    other[500] = 'y';
    QTest::newRow("another digest") << other << false << u"have the digest"_s;
    QTest::newRow("longer, and says so") << layer + "z" << false << u"says 1000 bytes, the source has 1001"_s;
    QTest::newRow("shorter, and says so") << layer.left(999) << false << u"says 1000 bytes, the source has 999"_s;
    QTest::newRow("longer") << layer + "z" << true << u"sent 1001 bytes of 1000"_s;
    QTest::newRow("much longer") << layer + QByteArray(5'000'000, 'z') << true << u"of 1000"_s;
    QTest::newRow("shorter") << layer.left(10) << true << u"sent 10 bytes of 1000"_s;
}

void TestDownloadRules::rule13_lyingBlobs()
{
    QFETCH(QByteArray, sent);
    QFETCH(bool, chunked);
    QFETCH(QString, words);
    const QByteArray layer(1000, 'x');
    source().addImage(m_bench->path, u"1"_s, layer);
    FakeAnswer lie;
    lie.body = sent;
    lie.chunked = chunked;
    source().script("GET", FakeOciRegistry::digestOf(layer), lie);
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    QVERIFY2(m_bench->failures().value(0).contains(words), qPrintable(m_bench->failures().join(u'\n')));
    QVERIFY(!target().hasBlob(m_bench->path, FakeOciRegistry::digestOf(layer)));
    QVERIFY(!target().hasBlob(m_bench->path, FakeOciRegistry::digestOf(sent)));
    QCOMPARE(target().openUploads(), 0);
}

void TestDownloadRules::rule14_redirectedBlobsGoWithoutCredentials()
{
    m_bench->sourceCredentials.bearerToken = "secret";
    const QByteArray layer = "in a bucket";
    source().addImage(m_bench->path, u"1"_s, layer);
    FakeHttpServer storage;
    FakeAnswer bytes;
    bytes.body = layer;
    storage.script("GET", u"/bucket"_s, bytes);
    source().script("GET", FakeOciRegistry::digestOf(layer),
        FakeAnswer::redirect(307, storage.url(u"/bucket?sig=a%2Fb"_s).toEncoded()));
    pre();
    QVERIFY(target().hasBlob(m_bench->path, FakeOciRegistry::digestOf(layer)));
    QCOMPARE(storage.requests().size(), 1);
    QCOMPARE(storage.requests().first().header("Authorization"), QByteArray());
    QCOMPARE(storage.requestLines().first(), u"GET /bucket?sig=a%2Fb"_s);
    QCOMPARE(source().requests().last().header("Authorization"), QByteArray("Bearer secret"));
}

void TestDownloadRules::rule14_redirectToAFileIsRefused()
{
    const QByteArray layer = "layer";
    source().addImage(m_bench->path, u"1"_s, layer);
    source().script("GET", FakeOciRegistry::digestOf(layer), FakeAnswer::redirect(302, "file:///etc/passwd"));
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    QVERIFY2(m_bench->failures().value(0).contains(u"which is not followed"), qPrintable(m_bench->failures().value(0)));
}

QTEST_GUILESS_MAIN(TestDownloadRules)
#include "tst_downloadrules.moc"
