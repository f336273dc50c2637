// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rules 11 and 12 of the OCI checklist (docs/importer.md): how blobs get into the target when it and the connection to
/// it behave badly, and how few requests it takes when they do not.
class TestBlobRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }
    void rule11_layersAreMountedFromOtherRepositories();
    void rule11_mountAnswers_data();
    void rule11_mountAnswers();
    void rule11_mountAsksForThePullOfTheOtherRepository();
    void rule12_smallBlobsTakeTwoRequests();
    void rule12_locationIsUsedAsGiven_data();
    void rule12_locationIsUsedAsGiven();
    void rule12_brokenUploadGoesOnWhereItWas();
    void rule12_lostAnswerIsAskedFor();
    void rule12_wrongPlaceIsAskedFor();
    void rule12_moreThanWasSentIsRefused();
    void rule12_lostEndOfAnUploadIsLookedFor();
    void rule12_lostSessionBeginsTheBlobAnew();
    void rule12_chunkMinLengthIsKept();
    void rule12_tokenThatEndsInAnUpload();
    void rule12_fullTargetIsSaidAtOnce_data();
    void rule12_fullTargetIsSaidAtOnce();

private:
    FakeOciRegistry& source() { return m_bench->source; }
    FakeOciRegistry& target() { return m_bench->target; }
    void pre();
    /// An image with one layer of this size; the layer's digest.
    QString addLayer(qsizetype size, const QString& tag = QStringLiteral("1"));

    std::unique_ptr<CopyBench> m_bench;
};

namespace {
constexpr qsizetype inPieces = 17 * 1024 * 1024; // more than what goes in one request
const QString uploadPath = u"/blobs/uploads/"_s;
} // namespace

void TestBlobRules::init()
{
    m_bench = std::make_unique<CopyBench>();
    m_bench->blobs->setOwnMount(BlobIndex::OwnMount::Useless); // tests of that switch it on
}

void TestBlobRules::pre()
{
    const Result<QString> done = m_bench->run(ImportType::Pre);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
}

QString TestBlobRules::addLayer(qsizetype size, const QString& tag)
{
    const QByteArray layer(size, char('a' + size % 17));
    source().addImage(m_bench->path, tag, layer);
    return FakeOciRegistry::digestOf(layer);
}

void TestBlobRules::rule11_layersAreMountedFromOtherRepositories()
{
    const QString layer = addLayer(1000);
    pre();
    m_bench->path = u"group/other"_s;
    addLayer(1000);
    target().clearLog();
    pre();
    QVERIFY(target().hasBlob(u"group/other"_s, layer));
    QCOMPARE(m_bench->counts().blobsMounted, 2); // layer and config
    QCOMPARE(target().count("PUT", uploadPath), 0);
    QCOMPARE(target().count("POST", u"mount=sha256:[0-9a-f]{64}&from=group/app$"_s), 2);
}

void TestBlobRules::rule11_mountAnswers_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {202, 401, 403, 404, 405}) {
        QTest::addRow("%d", status) << status;
    }
}

void TestBlobRules::rule11_mountAnswers()
{
    QFETCH(int, status);
    FakeOciRegistry::Rules rules;
    rules.mountStatus = status;
    target().setRules(rules);
    for (int i = 0; i < 6; ++i) {
        m_bench->path = u"group/r%1"_s.arg(i);
        const QString layer = addLayer(1000);
        pre();
        QVERIFY(target().hasBlob(m_bench->path, layer));
    }
    // 202 opens an upload, which is used; refusals are remembered, so that not every blob is tried.
    const int mounts = target().count("POST", u"mount="_s);
    if (status == 202) {
        QCOMPARE(mounts, 10);
        QCOMPARE(target().count("POST", uploadPath), 12);
    } else {
        QVERIFY2(mounts >= 3 && mounts <= 4, qPrintable(QString::number(mounts))); // two blobs go at the same time
        QCOMPARE(target().count("POST", uploadPath), 12 + mounts);
    }
    QCOMPARE(target().openUploads(), 0);
}

void TestBlobRules::rule11_mountAsksForThePullOfTheOtherRepository()
{
    target().requireTokens();
    addLayer(1000);
    pre();
    m_bench->path = u"group/other"_s;
    addLayer(1000);
    pre();
    QCOMPARE(m_bench->counts().blobsMounted, 2);
    const QList<FakeRequest> requests = target().requests();
    const bool asked = std::any_of(requests.begin(), requests.end(), [](const FakeRequest& request) {
        const QStringList scopes = request.query.allQueryItemValues(u"scope"_s, QUrl::FullyDecoded);
        return request.path == u"/token" && scopes.contains(u"repository:group/app:pull"_s)
            && scopes.contains(u"repository:group/other:pull,push"_s);
    });
    QVERIFY(asked);
}

void TestBlobRules::rule12_smallBlobsTakeTwoRequests()
{
    m_bench->blobs->setOwnMount(BlobIndex::OwnMount::Unknown);
    addLayer(100, u"1"_s);
    pre(); // learns that mounting from the own repository tells what is there
    QCOMPARE(m_bench->blobs->ownMount(), BlobIndex::OwnMount::Tells);
    m_bench->path = u"group/other"_s;
    const QByteArray layer = "a new one";
    source().addImage(m_bench->path, u"2"_s, layer);
    target().clearLog();
    pre();
    QCOMPARE(target().count("POST", uploadPath), 2); // config: mounted; layer: opened
    QCOMPARE(target().count("PUT", uploadPath), 1);
    QCOMPARE(target().count("HEAD", u"/blobs/"_s), 0);
    QCOMPARE(target().count("PUT", u"/manifests/"_s), 1);
    QCOMPARE(target().count(), 4);
    QCOMPARE(source().count("GET", FakeOciRegistry::digestOf(layer)), 1);
}

void TestBlobRules::rule12_locationIsUsedAsGiven_data()
{
    QTest::addColumn<bool>("absolute");
    QTest::newRow("relative") << false;
    QTest::newRow("absolute") << true;
}

void TestBlobRules::rule12_locationIsUsedAsGiven()
{
    QFETCH(bool, absolute);
    if (absolute) {
        target().useAbsoluteLocations();
    }
    const QString small = addLayer(10, u"small"_s);
    const QString large = addLayer(inPieces, u"large"_s); // several answers, each with a Location of its own
    pre();
    QVERIFY(target().hasBlob(m_bench->path, small));
    QVERIFY(target().hasBlob(m_bench->path, large));
}

void TestBlobRules::rule12_brokenUploadGoesOnWhereItWas()
{
    const QString layer = addLayer(inPieces);
    target().cutUploads("PATCH", uploadPath, 5'000'000, 2);
    pre();
    QVERIFY(target().hasBlob(m_bench->path, layer));
    QCOMPARE(m_bench->counts().blobsCopied, 2);
    const QList<FakeRequest> requests = target().requests();
    QList<qint64> starts;
    for (const FakeRequest& request : requests) {
        if (request.verb == "PATCH") {
            starts.append(request.header("Content-Range").split('-').first().toLongLong());
        }
    }
    QCOMPARE(starts.size(), 3);
    QVERIFY2(starts.at(1) >= 5'000'000 && starts.at(2) >= 2 * 5'000'000, "it began anew");
    QVERIFY(source().count("GET", layer) > 1); // the source is asked for the rest only
    QVERIFY(m_bench->counts().bytesRead < 2 * inPieces);
}

void TestBlobRules::rule12_lostAnswerIsAskedFor()
{
    const QString layer = addLayer(inPieces);
    bool lost = false;
    target().onRequest([this, &lost](const FakeRequest& request) {
        if (request.verb == "PATCH" && !std::exchange(lost, true)) {
            // The registry takes it all, and its answer does not arrive.
            target().script("PATCH", uploadPath, FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce), 1);
        }
    });
    pre();
    QVERIFY(lost);
    QVERIFY(target().hasBlob(m_bench->path, layer));
    QVERIFY(target().count("GET", uploadPath) >= 1);
}

void TestBlobRules::rule12_wrongPlaceIsAskedFor()
{
    const QString layer = addLayer(inPieces);
    target().script("PATCH", uploadPath, FakeAnswer::error(416, u"BLOB_UPLOAD_INVALID"_s), 1);
    pre();
    QVERIFY(target().hasBlob(m_bench->path, layer));
    QCOMPARE(target().count("GET", uploadPath), 1);
}

void TestBlobRules::rule12_moreThanWasSentIsRefused()
{
    addLayer(5 * inPieces); // a first piece of 64 MiB, and more
    FakeAnswer answer;
    answer.status = 202;
    answer.headers.append({QByteArray("Location"), QByteArray("/v2/group/app/blobs/uploads/x")});
    answer.headers.append({QByteArray("Range"), "0-" + QByteArray::number(64 * 1024 * 1024)}); // the end, exclusively
    target().script("PATCH", uploadPath, answer);
    const Result<QString> done = m_bench->run(ImportType::Pre);
    QVERIFY(!done.ok());
    QVERIFY2(done.error().message.contains(u"of which only 67108864 were sent"), qPrintable(done.error().message));
}

void TestBlobRules::rule12_lostEndOfAnUploadIsLookedFor()
{
    const QString layer = addLayer(inPieces);
    const QString hash = layer.section(u':', 1);
    bool ended = false;
    target().onRequest([this, &ended, hash](const FakeRequest& request) {
        if (request.verb == "PUT" && request.line().contains(hash) && !std::exchange(ended, true)) {
            target().script("PUT", hash, FakeAnswer::error(404, u"BLOB_UPLOAD_UNKNOWN"_s)); // it ended, unheard
            target().addBlob(QByteArray(inPieces, char('a' + inPieces % 17)));
        }
    });
    pre();
    QVERIFY(ended);
    QVERIFY(target().hasBlob(m_bench->path, layer));
    QVERIFY(m_bench->counts().bytesRead < 2 * inPieces); // the bytes were sent once
}

void TestBlobRules::rule12_lostSessionBeginsTheBlobAnew()
{
    const QString layer = addLayer(inPieces);
    bool lost = false;
    target().onRequest([this, &lost](const FakeRequest& request) {
        if (request.verb == "PATCH" && !std::exchange(lost, true)) {
            target().loseUploads();
        }
    });
    pre();
    QVERIFY(lost);
    QVERIFY(target().hasBlob(m_bench->path, layer));
    QCOMPARE(target().openUploads(), 0);
}

void TestBlobRules::rule12_chunkMinLengthIsKept()
{
    target().setShortestChunk(20'000'000);
    const QString layer = addLayer(2 * inPieces);
    target().cutUploads("PATCH", uploadPath, 1'000'000, 1);
    pre();
    QVERIFY(target().hasBlob(m_bench->path, layer));
    const QList<FakeRequest> requests = target().requests();
    for (const FakeRequest& request : requests) {
        if (request.verb == "PATCH") {
            const QList<QByteArray> range = request.header("Content-Range").split('-');
            QVERIFY(range.at(1).toLongLong() - range.at(0).toLongLong() + 1 >= 20'000'000);
        }
    }
}

void TestBlobRules::rule12_tokenThatEndsInAnUpload()
{
    target().requireTokens();
    const QString layer = addLayer(inPieces);
    bool expired = false;
    target().onRequest([this, &expired](const FakeRequest& request) {
        if (request.verb == "PATCH" && !std::exchange(expired, true)) {
            target().expireTokens();
        }
    });
    pre();
    QVERIFY(expired);
    QVERIFY(target().hasBlob(m_bench->path, layer));
}

void TestBlobRules::rule12_fullTargetIsSaidAtOnce_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("507") << 507;
    QTest::newRow("403") << 403;
}

void TestBlobRules::rule12_fullTargetIsSaidAtOnce()
{
    QFETCH(int, status);
    FakeOciRegistry::Rules rules;
    rules.quota = 100;
    rules.quotaStatus = status;
    target().setRules(rules);
    addLayer(1000);
    const Result<QString> done = m_bench->run(ImportType::Pre);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::Io);
    QVERIFY2(done.error().message.contains(u"quota"), qPrintable(done.error().message));
    QCOMPARE(target().count("PUT", uploadPath), 2); // config and layer, once each
}

QTEST_GUILESS_MAIN(TestBlobRules)
#include "tst_blobrules.moc"
