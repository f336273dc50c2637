// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/authchallenge.h"
#include "models/registry/dockerconfig.h"
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
    void rule15_challenges_data();
    void rule15_challenges();
    void rule16_retryAfterHeader_data();
    void rule16_retryAfterHeader();
    void rule05_references();
    void rule03_schemaOneIsRefused();
    void rule16_retryAfterInWords();
    void rule16_quotaHeaders_data();
    void rule16_quotaHeaders();
    void rule17_classes_data();
    void rule17_classes();
    void rule28_datesAreMeasuredByTheRegistrysClock();
    void dockerConfig_data();
    void dockerConfig();
};

void TestOciFormats::rule15_challenges_data()
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

void TestOciFormats::rule15_challenges()
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

void TestOciFormats::rule16_retryAfterHeader_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("seconds") << QByteArray("7") << qint64(7000);
    QTest::newRow("fraction") << QByteArray("0.5") << qint64(500);
    QTest::newRow("date") << QByteArray("Wed, 21 Oct 2026 07:28:10 GMT") << qint64(10'000);
    QTest::newRow("past") << QByteArray("Wed, 21 Oct 2026 07:27:00 GMT") << qint64(0);
    QTest::newRow("none") << QByteArray() << qint64(-1);
    QTest::newRow("rubbish") << QByteArray("soon") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("for ever") << QByteArray("99999999999") << qint64(-1);
    QTest::newRow("microseconds") << QString(u"880.933µs"_s).toLatin1() << qint64(1);
}

void TestOciFormats::rule16_retryAfterHeader()
{
    QFETCH(QByteArray, value);
    HttpResponse response;
    response.headers.append(qMakePair(QByteArray("Retry-After"), value));
    const QDateTime now(QDate(2026, 10, 21), QTime(7, 28, 0), Qt::UTC);
    const std::optional<std::chrono::milliseconds> found = retryAfter(response, now);
    QTEST(found ? qint64(found->count()) : qint64(-1), "milliseconds");
}

void TestOciFormats::rule05_references()
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

void TestOciFormats::rule03_schemaOneIsRefused()
{
    const Result<OciReferences> found = parseManifest(
        {R"({"schemaVersion":1,"name":"x"})", QString::fromLatin1(mediatype::dockerSchema1Signed), u"sha256:1"_s});
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::Protocol);
    QVERIFY(found.error().message.contains(u"schema 1"));
}

void TestOciFormats::rule16_retryAfterInWords()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    HttpResponse response{.status = 429, .body = "toomanyrequests: retry-after: 1.5s, allowed: 44000/minute"};
    QCOMPARE(retryAfter(response, now), std::optional(std::chrono::milliseconds(1500)));
    response.body = QString(u"retry-after: 880.933µs, allowed: 44000/minute"_s).toUtf8();
    QCOMPARE(retryAfter(response, now), std::optional(std::chrono::milliseconds(1)));
    response.status = 404; // there it may be anything
    QVERIFY(!retryAfter(response, now));
}

void TestOciFormats::rule16_quotaHeaders_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("reset");
    QTest::addColumn<qint64>("expectedLeft");
    QTest::addColumn<qint64>("renewedIn");
    QTest::newRow("Docker Hub") << QByteArray("ratelimit") << QByteArray("76;w=21600") << QByteArray() << qint64(76)
                                << qint64(-1);
    QTest::newRow("seconds") << QByteArray("RateLimit") << QByteArray("0") << QByteArray("12") << qint64(0)
                             << qint64(12'000);
    QTest::newRow("date") << QByteArray("X-RateLimit") << QByteArray("3") << QByteArray("1792567690") << qint64(3)
                          << qint64(10'000);
    QTest::newRow("none") << QByteArray("RateLimit") << QByteArray() << QByteArray("12") << qint64(-1) << qint64(-1);
    QTest::newRow("rubbish") << QByteArray("RateLimit") << QByteArray("many") << QByteArray() << qint64(-1)
                             << qint64(-1);
}

void TestOciFormats::rule16_quotaHeaders()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, reset);
    HttpResponse response{
        .status = 200, .headers = {{prefix + "-Remaining", left}, {prefix + "-Limit", "100;w=21600"}}};
    if (!reset.isEmpty()) {
        response.headers.append({prefix + "-Reset", reset});
    }
    const std::optional<RateQuota> quota = rateQuota(response, QDateTime::fromSecsSinceEpoch(1792567680, Qt::UTC));
    QTEST(quota ? quota->left : qint64(-1), "expectedLeft");
    QTEST(quota && quota->renewedIn ? qint64(quota->renewedIn->count()) : qint64(-1), "renewedIn");
}

void TestOciFormats::rule17_classes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("fault");
    for (const int status : {408, 425, 429, 500, 502, 503, 504}) {
        QTest::addRow("%d", status) << status << QByteArray() << u"transient"_s;
    }
    for (const int status : {400, 404, 405, 413, 415, 416, 422, 501}) {
        QTest::addRow("%d", status) << status << QByteArray() << u"permanent"_s;
    }
    QTest::newRow("401") << 401 << QByteArray("UNAUTHORIZED") << u"credentials"_s;
    QTest::newRow("403 DENIED") << 403 << QByteArray("DENIED") << u"credentials"_s;
    QTest::newRow("500 that lasts") << 500 << QByteArray("MANIFEST_BLOB_UNKNOWN") << u"permanent"_s;
    QTest::newRow("400 for too many") << 400 << QByteArray("TOOMANYREQUESTS") << u"transient"_s;
    QTest::newRow("507") << 507 << QByteArray() << u"no_room"_s;
    // A full disk as distribution 2.8 tells it: while it begins an upload, and while it writes one.
    QTest::newRow("500 in numbers") << 500
                                    << QByteArray(R"(UNKNOWN","detail":{"DriverName":"filesystem","Enclosed":{"Op":)"
                                                  R"("write","Path":"/r/startedat","Err":28}},"more":")")
                                    << u"no_room"_s;
    for (const char* words : {"no space left on device", "disk quota exceeded", "file too large"}) {
        QTest::addRow("500 %s", words) << 500 << QByteArray("UNKNOWN\",\"detail\":\"write /r/data: ") + words
                                       << u"no_room"_s;
    }
    QTest::newRow("500 of another number")
        << 500 << QByteArray(R"(UNKNOWN","detail":{"Err":2},"more":")") << u"transient"_s;
    for (const char* code : {"DIGEST_INVALID", "NAME_INVALID", "UNSUPPORTED", "BLOB_UNKNOWN"}) {
        QTest::addRow("500 %s", code) << 500 << QByteArray(code) << u"permanent"_s;
    }
}

void TestOciFormats::rule17_classes()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    HttpResponse response{.status = status};
    if (!code.isEmpty()) {
        response.body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"x\"}]}";
    }
    QTEST(toName(faultOf(ociError(u"something"_s, response))), "fault");
}

void TestOciFormats::rule28_datesAreMeasuredByTheRegistrysClock()
{
    // Ours is an hour off: the difference of the registry's own two times counts.
    const HttpResponse response{.status = 503,
        .headers = {{"Retry-After", "Wed, 21 Oct 2026 07:28:10 GMT"}, {"Date", "Wed, 21 Oct 2026 07:28:00 GMT"}}};
    const QDateTime ours(QDate(2026, 10, 21), QTime(8, 28, 0), Qt::UTC);
    QCOMPARE(retryAfter(response, ours), std::optional(std::chrono::milliseconds(10'000)));
}

void TestOciFormats::dockerConfig_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("registry");
    QTest::addColumn<QString>("expected"); ///< user:password, identity token, or words of the error
    const QByteArray auth = QByteArray("me:p:w").toBase64();
    const QByteArray plain = R"({"auths":{"registry.example.com:5000":{"auth":")" + auth + R"("}}})";
    QTest::newRow("auth") << plain << u"https://registry.example.com:5000"_s << u"me:p:w"_s;
    QTest::newRow("another port") << plain << u"https://registry.example.com"_s << u"docker login"_s;
    QTest::newRow("a key that is a URL") << QByteArray(
        R"({"auths":{"https://Example.com/v2/":{"auth":")" + auth + R"("}}})")
                                         << u"https://example.com"_s << u"me:p:w"_s;
    QTest::newRow("Docker Hub") << QByteArray(R"({"auths":{"https://index.docker.io/v1/":{"auth":")" + auth + R"("}}})")
                                << u"https://registry-1.docker.io"_s << u"me:p:w"_s;
    QTest::newRow("user and password") << QByteArray(R"({"auths":{"a.b":{"username":"u","password":"p"}}})")
                                       << u"https://a.b"_s << u"u:p"_s;
    QTest::newRow("identity token") << QByteArray(R"({"auths":{"a.b":{"auth":"","identitytoken":"idt"}}})")
                                    << u"https://a.b"_s << u"idt"_s;
    QTest::newRow("helper") << QByteArray(R"({"auths":{"a.b":{}},"credHelpers":{"a.b":"ecr-login"}})")
                            << u"https://a.b"_s << u"docker-credential-ecr-login"_s;
    QTest::newRow("store") << QByteArray(R"({"auths":{"a.b":{}},"credsStore":"secretservice"})") << u"https://a.b"_s
                           << u"docker-credential-secretservice"_s;
    QTest::newRow("nothing") << QByteArray("{}") << u"https://a.b"_s << u"docker login"_s;
    QTest::newRow("rubbish") << QByteArray("[]") << u"https://a.b"_s << u"not a JSON object"_s;
}

void TestOciFormats::dockerConfig()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, registry);
    QFETCH(QString, expected);
    const Result<RegistryCredentials> found = credentialsFromDockerConfig(json, QUrl(registry));
    if (!found) {
        QVERIFY2(found.error().message.contains(expected), qPrintable(found.error().message));
        QVERIFY(!found.error().message.contains(u"p:w"));
        return;
    }
    const QByteArray pair = found->user.toUtf8() + ':' + found->password;
    QCOMPARE(found->hasPassword() ? pair : found->identityToken, expected.toUtf8());
}

QTEST_GUILESS_MAIN(TestOciFormats)
#include "tst_ociformats.moc"
