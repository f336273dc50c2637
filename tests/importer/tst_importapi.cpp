// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/importapifixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Every answer of the import API, asked for with plain requests.
class TestImportApi : public ImportApiFixture {
    Q_OBJECT
private Q_SLOTS:
    void root();
    void missingSlashIsRedirected();
    void badRequests_data();
    void badRequests();
    void unknownRepository();
    void bearerToken();
    void tokenIsNeededBeyondLoopback();
    void finalNeedsAPreImport();
    void native();
    void startAfterCompletion();
    void tagsList();
    void sourceIsDown();
    void transientErrorsAreRetried();
    void referrers();
};

void TestImportApi::root()
{
    const RawAnswer answer = m_bench->api("GET", {});
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.header("Gitlab-Container-Registry-Version").isEmpty());
}

void TestImportApi::missingSlashIsRedirected()
{
    const RawAnswer answer = m_bench->api("PUT", u"import/%1?import_type=pre"_s.arg(m_path));
    QCOMPARE(answer.status, 301);
    QCOMPARE(QString::fromLatin1(answer.header("Location")), u"/gitlab/v1/import/%1/?import_type=pre"_s.arg(m_path));
    QCOMPARE(m_bench->api("GET", u"import/%1/"_s.arg(m_path)).status, 404); // nothing was started
}

void TestImportApi::badRequests_data()
{
    QTest::addColumn<QString>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const QString parameter = u"INVALID_QUERY_PARAMETER_VALUE"_s;
    QTest::newRow("no-type") << u"PUT import/a/b/"_s << 400 << parameter;
    QTest::newRow("other-type") << u"PUT import/a/b/?import_type=post"_s << 400 << parameter;
    QTest::newRow("two-types") << u"PUT import/a/b/?import_type=pre&import_type=final"_s << 400 << parameter;
    QTest::newRow("dots") << u"PUT import/a/..%2f..%2fb/?import_type=pre"_s << 400 << u"NAME_INVALID"_s;
    QTest::newRow("upper-case") << u"PUT import/A/b/?import_type=pre"_s << 400 << u"NAME_INVALID"_s;
    QTest::newRow("empty-segment") << u"GET import/a//b/"_s << 400 << u"NAME_INVALID"_s;
    QTest::newRow("bad-method") << u"POST import/a/b/"_s << 405 << u"UNSUPPORTED"_s;
    QTest::newRow("elsewhere") << u"GET other/a/"_s << 404 << u"NOT_FOUND"_s;
    QTest::newRow("bad-n") << u"GET repositories/a/b/tags/list/?n=0"_s << 400 << parameter;
}

void TestImportApi::badRequests()
{
    QFETCH(QString, request);
    QFETCH(int, status);
    QFETCH(QString, code);
    const RawAnswer answer = m_bench->api(request.section(u' ', 0, 0).toLatin1(), request.section(u' ', 1));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.errorCode(), code);
}

void TestImportApi::unknownRepository()
{
    for (const QString& type : {u"pre"_s, u"final"_s}) {
        QCOMPARE(m_bench->put(u"no/such"_s, type).status, 404);
        QCOMPARE(m_bench->put(u"no/such"_s, type).errorCode(), u"NAME_UNKNOWN"_s);
    }
    QCOMPARE(m_bench->api("GET", u"import/no/such/"_s).errorCode(), u"NAME_UNKNOWN"_s);
    QCOMPARE(m_bench->api("DELETE", u"import/no/such/"_s).status, 404);
    QCOMPARE(m_bench->api("GET", u"repositories/no/such/"_s).status, 404);
    QCOMPARE(m_bench->api("GET", u"repositories/no/such/tags/list/"_s).status, 404);
}

void TestImportApi::bearerToken()
{
    ImporterOptions options;
    options.bearerToken = "s3cret";
    serve(options);
    for (const QByteArray& wrong : {QByteArray(), QByteArray("Bearer wrong"), QByteArray("Basic s3cret")}) {
        m_bench->http.setAuthorization(wrong);
        QCOMPARE(m_bench->api("GET", {}).status, 401);
        QCOMPARE(m_bench->put(m_path, u"pre"_s).errorCode(), u"UNAUTHORIZED"_s);
    }
    m_bench->http.setAuthorization("Bearer s3cret");
    QCOMPARE(m_bench->api("GET", {}).status, 200);
    for (const QJsonObject& line : std::as_const(m_bench->log)) {
        QVERIFY(!QJsonDocument(line).toJson().contains("s3cret"));
    }
}

void TestImportApi::tokenIsNeededBeyondLoopback()
{
    ImporterOptions options;
    options.listenAddress = QHostAddress::AnyIPv4;
    options.source.url = m_source->url();
    ImportService service(m_bench->completed(options));
    const Result<void> listening = service.listen();
    QVERIFY(!listening.ok());
    QCOMPARE(listening.error().code, ErrorCode::InvalidArgument);
}

void TestImportApi::finalNeedsAPreImport()
{
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"424 PRE_IMPORT_REQUIRED"_s);
    QCOMPARE(m_bench->status(m_path), QString());
}

void TestImportApi::native()
{
    const RawAnswer manifest = m_bench->http.send("GET", m_source->url(u"/v2/%1/manifests/1"_s.arg(m_path)));
    m_bench->target->blob(m_path, R"({"architecture":"amd64","os":"linux"})", u"x"_s);
    m_bench->target->blob(m_path, m_path.toLatin1(), u"x"_s);
    m_bench->target->manifest(m_path, u"1"_s, manifest.body, QString::fromLatin1(manifest.header("Content-Type")));
    QCOMPARE(m_bench->put(m_path, u"pre"_s).status, 200);
    QCOMPARE(m_bench->status(m_path), u"native"_s);
    m_source->addImage(m_path, u"2"_s, "not there yet");
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
}

void TestImportApi::startAfterCompletion()
{
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QCOMPARE(m_bench->put(m_path, u"pre"_s).status, 200);
    QCOMPARE(m_bench->put(m_path, u"final"_s).status, 200);
    QCOMPARE(m_bench->status(m_path), u"import_complete"_s);
    const QString added = m_source->addImage(m_path, u"2"_s, "came later");
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QCOMPARE(m_bench->target->digestBehind(m_path, u"2"_s), added);
}

void TestImportApi::tagsList()
{
    QStringList expected{u"1"_s};
    for (int i = 10; i < 30; ++i) {
        m_source->moveTag(m_path, u"t%1"_s.arg(i), m_digest);
        expected.append(u"t%1"_s.arg(i));
    }
    for (const FakeOciRegistry::Paging paging :
        {FakeOciRegistry::Paging::Link, FakeOciRegistry::Paging::WithoutLink, FakeOciRegistry::Paging::None}) {
        m_source->setPaging(paging, 8); // less, without a link, nobody could tell from all
        QStringList names;
        QUrl next = m_bench->service->url().resolved(QUrl(u"/gitlab/v1/repositories/%1/tags/list/?n=7"_s.arg(m_path)));
        for (int page = 0; page < 10 && next.isValid() && !next.isEmpty(); ++page) {
            const RawAnswer answer = m_bench->http.send("GET", next);
            QCOMPARE(answer.status, 200);
            const QJsonArray array = QJsonDocument::fromJson(answer.body).array();
            QVERIFY(array.size() <= 7);
            for (const QJsonValue& tag : array) {
                names.append(tag.toObject().value(u"name").toString());
                QCOMPARE(tag.toObject().value(u"digest").toString(), m_digest);
            }
            const QByteArray link = answer.header("Link");
            next = link.isEmpty() ? QUrl() : next.resolved(QUrl::fromEncoded(link.mid(1, link.indexOf('>') - 1)));
        }
        QCOMPARE(names, expected);
    }
    const RawAnswer repository = m_bench->api("GET", u"repositories/%1/"_s.arg(m_path));
    QCOMPARE(repository.status, 200);
    QCOMPARE(repository.object().value(u"path").toString(), m_path);
}

void TestImportApi::sourceIsDown()
{
    m_source->stopListening();
    const RawAnswer answer = m_bench->put(m_path, u"pre"_s);
    QCOMPARE(answer.status, 503);
    QVERIFY2(answer.body.contains("source registry"), answer.body.constData());
    QCOMPARE(m_bench->status(m_path), QString());
}

void TestImportApi::transientErrorsAreRetried()
{
    FakeAnswer busy = FakeAnswer::error(429, u"TOOMANYREQUESTS"_s);
    busy.headers.append({QByteArray("Retry-After"), QByteArray("0")});
    m_source->script("GET", u"/manifests/"_s, busy, 2);
    m_source->script("GET", u"/blobs/"_s, FakeAnswer::broken(FakeAnswer::Fault::CloseAtOnce), 1);
    m_source->script("HEAD", u"/manifests/"_s, FakeAnswer::error(503, u"UNAVAILABLE"_s), 1);
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->target->digestBehind(m_path, m_digest), m_digest);
}

void TestImportApi::referrers()
{
    const QByteArray signature = QJsonDocument(
        QJsonObject{{u"schemaVersion"_s, 2}, {u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s},
            {u"config"_s,
                QJsonObject{{u"mediaType"_s, u"application/vnd.oci.empty.v1+json"_s},
                    {u"digest"_s, m_source->addBlob("{}")}, {u"size"_s, 2}}},
            {u"layers"_s, QJsonArray{}},
            {u"subject"_s,
                QJsonObject{{u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s}, {u"digest"_s, m_digest},
                    {u"size"_s,
                        1}}}}).toJson();
    const QString digest = m_source->addManifest(m_path, {}, signature); // reachable by the referrers API alone
    m_source->addReferrer(m_digest, digest, signature.size());
    QCOMPARE(m_bench->import(m_path, u"pre"_s), u"pre_import_complete"_s);
    QCOMPARE(m_bench->import(m_path, u"final"_s), u"import_complete"_s);
    QCOMPARE(m_bench->target->digestBehind(m_path, digest), digest);
    // The target has no referrers API: clients look for the tag instead.
    const QString tag = QString(m_digest).replace(u':', u'-');
    const RawAnswer fallback = m_bench->target->get(m_path, tag);
    QCOMPARE(fallback.status, 200);
    QVERIFY2(fallback.body.contains(digest.toLatin1()), fallback.body.constData());
}

QTEST_GUILESS_MAIN(TestImportApi)
#include "tst_importapi.moc"
