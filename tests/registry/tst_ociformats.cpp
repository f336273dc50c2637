// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/authchallenge.h"
#include "models/registry/ocierror.h"
#include "models/registry/ocimanifest.h"
#include "tests/support/fakeociregistry.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// What is read from a registry's headers and manifests, with no registry at all.
class TestOciFormats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void challenges_data();
    void challenges();
    void retryAfterHeader_data();
    void retryAfterHeader();
    void references();
    void schemaOneIsRefused();
};

void TestOciFormats::challenges_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("schemes");
    QTest::addColumn<QString>("realm");
    QTest::addColumn<QString>("scope");
    QTest::newRow("docker") << QByteArray(
        R"(Bearer realm="https://auth.x/token",service="x",scope="repository:a/b:pull,push")")
                            << u"bearer"_s << u"https://auth.x/token"_s << u"repository:a/b:pull,push"_s;
    QTest::newRow("two") << QByteArray(R"(bearer  realm = "r" , scope="s", Basic realm="b")") << u"bearer basic"_s
                         << u"r"_s << u"s"_s;
    QTest::newRow("token68 and quotes") << QByteArray(R"(Bearer realm="a \"b\"",scope=plain)") << u"bearer"_s
                                        << u"a \"b\""_s << u"plain"_s;
    QTest::newRow("bare") << QByteArray("Basic") << u"basic"_s << QString() << QString();
    QTest::newRow("empty") << QByteArray() << QString() << QString() << QString();
    QTest::newRow("rubbish") << QByteArray("=\"") << QString() << QString() << QString();
}

void TestOciFormats::challenges()
{
    QFETCH(QByteArray, header);
    const QList<AuthChallenge> found = parseAuthChallenges(header);
    QStringList schemes;
    for (const AuthChallenge& challenge : found) {
        schemes.append(challenge.scheme);
    }
    QTEST(schemes.join(u' '), "schemes");
    QTEST(found.value(0).parameters.value(u"realm"_s), "realm");
    QTEST(found.value(0).parameters.value(u"scope"_s), "scope");
}

void TestOciFormats::retryAfterHeader_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("seconds") << QByteArray("7") << qint64(7000);
    QTest::newRow("fraction") << QByteArray("0.5") << qint64(500);
    QTest::newRow("date") << QByteArray("Wed, 21 Oct 2026 07:28:10 GMT") << qint64(10'000);
    QTest::newRow("past") << QByteArray("Wed, 21 Oct 2026 07:27:00 GMT") << qint64(0);
    QTest::newRow("none") << QByteArray() << qint64(-1);
    QTest::newRow("rubbish") << QByteArray("soon") << qint64(-1);
}

void TestOciFormats::retryAfterHeader()
{
    QFETCH(QByteArray, value);
    HttpResponse response;
    response.headers.append(qMakePair(QByteArray("Retry-After"), value));
    const QDateTime now(QDate(2026, 10, 21), QTime(7, 28, 0), Qt::UTC);
    const std::optional<std::chrono::milliseconds> found = retryAfter(response, now);
    QTEST(found ? qint64(found->count()) : qint64(-1), "milliseconds");
}

void TestOciFormats::references()
{
    const QString digest = FakeOciRegistry::digestOf("x");
    const QByteArray index = QStringLiteral(R"({"schemaVersion":2,"manifests":[
        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%1","size":1},
        {"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"%1","size":1}],
        "layers":[{"mediaType":"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip","digest":"%1"}],
        "subject":{"digest":"%1"}})")
                                 .arg(digest)
                                 .toLatin1();
    const Result<OciReferences> found = parseManifest({index, QString::fromLatin1(mediatype::ociIndex), digest});
    QVERIFY(found.ok());
    QCOMPARE(found->manifests.size(), 1);
    QCOMPARE(found->blobs.size(), 2);
    QCOMPARE(found->blobs.first().foreign, true);
    QCOMPARE(found->blobs.last().foreign, false);
    QCOMPARE(found->subject, digest);
    const Result<OciReferences> bad = parseManifest({R"({"schemaVersion":2,"config":{"digest":"../../etc"}})",
        QString::fromLatin1(mediatype::ociManifest), digest});
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().code, ErrorCode::Protocol);
}

void TestOciFormats::schemaOneIsRefused()
{
    const Result<OciReferences> found = parseManifest(
        {R"({"schemaVersion":1,"name":"x"})", QString::fromLatin1(mediatype::dockerSchema1Signed), u"sha256:1"_s});
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::Protocol);
    QVERIFY(found.error().message.contains(u"schema 1"));
}

QTEST_GUILESS_MAIN(TestOciFormats)
#include "tst_ociformats.moc"
