// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ociclient.h"
#include "models/registry/ocipager.h"
#include "models/registry/ociuploader.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeociregistry.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// The OCI client against a fake registry with faults, and against a real one with passwords.
class TestOciClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void rule18_paging_data();
    void rule18_paging();
    void rule18_repeatedCursorEndsThePaging();
    void unknownRepository();
    void rule18_tagsNull();
    void rule01_manifestBytesAreChecked();
    void rule14_redirectsGoWithoutCredentials();
    void rule14_unsafeRedirects_data();
    void rule14_unsafeRedirects();
    void rule15_tokenFlow();
    void rule15_tokenIsRenewedOnce();
    void rule15_wrongPassword();
    void rule15_realRegistryWithPassword();
    void rule17_permanentErrorsAreNotRetried();
    void rule17_transientErrorsAreRetriedWithinTheBudget();
    void cancelingEndsTheWait();

private:
    OciClient client(RegistryCredentials credentials = {}, const QUrl& url = {});
    FakeAnswer challenge() const;

    std::unique_ptr<FakeOciRegistry> m_registry;
    std::shared_ptr<Cancellation> m_cancellation;
};

namespace {
const QString repository = u"group/app"_s;

template <typename T> ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}
} // namespace

void TestOciClient::init()
{
    m_registry = std::make_unique<FakeOciRegistry>();
    m_cancellation = std::make_shared<Cancellation>();
}

void TestOciClient::cleanup()
{
    m_registry.reset();
}

OciClient TestOciClient::client(RegistryCredentials credentials, const QUrl& url)
{
    RegistryConnection::Options options;
    options.url = url.isEmpty() ? m_registry->url() : url;
    options.credentials = std::move(credentials);
    options.name = u"the registry"_s;
    options.retry.attempts = 4;
    options.retry.firstDelay = std::chrono::milliseconds(1);
    return OciClient(
        std::make_shared<RegistryConnection>(options, std::make_shared<RequestGovernor>(4), m_cancellation));
}

void TestOciClient::rule18_paging_data()
{
    QTest::addColumn<FakeOciRegistry::Paging>("paging");
    QTest::addColumn<int>("tags");
    for (const int tags : {0, 1, 9, 10, 11, 35}) {
        QTest::addRow("link %d", tags) << FakeOciRegistry::Paging::Link << tags;
        QTest::addRow("opaque link %d", tags) << FakeOciRegistry::Paging::OpaqueLink << tags;
        QTest::addRow("no link %d", tags) << FakeOciRegistry::Paging::WithoutLink << tags;
        QTest::addRow("no pages %d", tags) << FakeOciRegistry::Paging::None << tags;
    }
}

void TestOciClient::rule18_paging()
{
    QFETCH(FakeOciRegistry::Paging, paging);
    QFETCH(int, tags);
    m_registry->setPaging(paging, 10);
    m_registry->addManifest(repository, {}, "{}");
    QStringList expected;
    for (int i = 0; i < tags; ++i) {
        expected.append(u"t%1"_s.arg(i, 3, 10, QLatin1Char('0')));
        m_registry->addManifest(repository, expected.last(), "{}");
    }
    QStringList found;
    OciPager pager = OciPager::tags(client().connection(), repository, 10);
    for (int pages = 0; !pager.atEnd(); ++pages) {
        QVERIFY(pages < 10);
        const Result<QStringList> page = await(pager.next());
        QVERIFY2(page.ok(), page ? "" : qPrintable(page.error().toString()));
        found += *page;
    }
    QCOMPARE(found, expected);
}

void TestOciClient::rule18_repeatedCursorEndsThePaging()
{
    FakeAnswer answer = FakeAnswer::json(200, QJsonObject{{u"tags"_s, QJsonArray{u"a"_s}}});
    answer.headers.append({QByteArray("Link"), QByteArray("</v2/group/app/tags/list?n=10>; rel=\"next\"")});
    m_registry->script("GET", u"tags/list"_s, answer);
    OciPager pager = OciPager::tags(client().connection(), repository, 10);
    for (int pages = 0; !pager.atEnd(); ++pages) {
        QVERIFY(pages < 3);
        QVERIFY(await(pager.next()).ok());
    }
}

void TestOciClient::unknownRepository()
{
    OciPager pager = OciPager::tags(client().connection(), u"no/such"_s, 10);
    QCOMPARE(codeOf(await(pager.next())), ErrorCode::NotFound);
    QCOMPARE(codeOf(await(client().headManifest(u"no/such"_s, u"1"_s))), ErrorCode::NotFound);
}

void TestOciClient::rule18_tagsNull()
{
    m_registry->script("GET", u"tags/list"_s,
        FakeAnswer::json(200, QJsonObject{{u"name"_s, repository}, {u"tags"_s, QJsonValue::Null}}));
    OciPager pager = OciPager::tags(client().connection(), repository, 10);
    const Result<QStringList> page = await(pager.next());
    QVERIFY(page.ok() && page->isEmpty() && pager.atEnd());

    m_registry->clearScripts();
    m_registry->script("GET", u"tags/list"_s, FakeAnswer::html(200));
    OciPager other = OciPager::tags(client().connection(), repository, 10);
    QCOMPARE(codeOf(await(other.next())), ErrorCode::Protocol);
}

void TestOciClient::rule01_manifestBytesAreChecked()
{
    const QString digest = m_registry->addImage(repository, u"1"_s, "layer");
    const Result<OciManifest> byTag = await(client().manifest(repository, u"1"_s));
    QVERIFY(byTag.ok());
    QCOMPARE(byTag->digest, digest);
    QCOMPARE(byTag->digest, FakeOciRegistry::digestOf(byTag->bytes));

    FakeAnswer other = FakeAnswer::json(200, QJsonObject{{u"schemaVersion"_s, 2}});
    m_registry->script("GET", u"manifests"_s, other);
    QCOMPARE(codeOf(await(client().manifest(repository, digest))), ErrorCode::DigestMismatch);
    other.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    m_registry->clearScripts();
    m_registry->script("GET", u"manifests"_s, other);
    QCOMPARE(codeOf(await(client().manifest(repository, u"1"_s))), ErrorCode::DigestMismatch);
}

void TestOciClient::rule14_redirectsGoWithoutCredentials()
{
    FakeHttpServer storage;
    FakeAnswer bytes;
    bytes.body = "the blob";
    storage.script("GET", u"/bucket"_s, bytes);
    const QString digest = FakeOciRegistry::digestOf("the blob");
    m_registry->script(
        "GET", u"/blobs/"_s, FakeAnswer::redirect(307, storage.url(u"/bucket/x?sig=a%2Fb"_s).toEncoded()));
    RegistryCredentials credentials;
    credentials.bearerToken = "top secret";
    const OciDescriptor blob{.mediaType = {}, .digest = digest, .size = 8};
    OciClient oci = client(credentials);
    const Result<std::shared_ptr<RegistryDownload>> opened = await(oci.openBlob(repository, blob, 0));
    QVERIFY(opened.ok());
    const Result<QByteArray> all = await((*opened)->body->readAll(100));
    QVERIFY(all.ok());
    QCOMPARE(*all, QByteArray("the blob"));
    QCOMPARE(m_registry->requests().last().header("Authorization"), QByteArray("Bearer top secret"));
    QCOMPARE(storage.requests().last().header("Authorization"), QByteArray());
}

void TestOciClient::rule14_unsafeRedirects_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("down to http") << u"https://a/x"_s << QByteArray("http://a/y") << false;
    QTest::newRow("file") << u"http://a/x"_s << QByteArray("file:///etc/passwd") << false;
    QTest::newRow("nothing") << u"http://a/x"_s << QByteArray() << false;
    QTest::newRow("relative") << u"https://a/x"_s << QByteArray("/y?z=%2F") << true;
    QTest::newRow("up to https") << u"http://a/x"_s << QByteArray("https://b/y") << true;
}

void TestOciClient::rule14_unsafeRedirects()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, location);
    QTEST(redirectTarget(QUrl(from), location).ok(), "allowed");
}

FakeAnswer TestOciClient::challenge() const
{
    FakeAnswer answer = FakeAnswer::error(401, u"UNAUTHORIZED"_s);
    const QByteArray realm = m_registry->url(u"/token"_s).toEncoded();
    answer.headers.append({QByteArray("WWW-Authenticate"),
        QByteArray("Bearer realm=\"" + realm + "\",service=\"reg\",scope=\"repository:group/app:pull\"")});
    return answer;
}

void TestOciClient::rule15_tokenFlow()
{
    m_registry->addImage(repository, u"1"_s, "layer");
    m_registry->script(
        "GET", u"^/token"_s, FakeAnswer::json(200, QJsonObject{{u"token"_s, u"T1"_s}, {u"expires_in"_s, 300}}));
    m_registry->script("*", u"^/v2/"_s, [this](const FakeRequest& request) {
        return request.header("Authorization") == "Bearer T1" ? std::nullopt : std::optional(challenge());
    });
    RegistryCredentials credentials{u"user"_s, "pass", {}};
    OciClient oci = client(credentials);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    }
    QCOMPARE(m_registry->count("GET", u"^/token"_s), 1);
    for (const FakeRequest& request : m_registry->requests()) {
        if (request.path == u"/token") {
            QCOMPARE(request.header("Authorization"), QByteArray("Basic " + QByteArray("user:pass").toBase64()));
            QCOMPARE(request.query.queryItemValue(u"service"_s), u"reg"_s);
            QCOMPARE(request.query.queryItemValue(u"scope"_s, QUrl::FullyDecoded), u"repository:group/app:pull"_s);
        } else {
            QVERIFY(!request.header("Authorization").startsWith("Basic"));
        }
    }
}

void TestOciClient::rule15_tokenIsRenewedOnce()
{
    m_registry->addImage(repository, u"1"_s, "layer");
    int issued = 0;
    m_registry->script("GET", u"^/token"_s, [&issued](const FakeRequest&) {
        return std::optional(
            FakeAnswer::json(200, QJsonObject{{u"access_token"_s, u"T%1"_s.arg(++issued)}, {u"expires_in"_s, 300}}));
    });
    QByteArray accepted = "Bearer T1";
    m_registry->script("*", u"^/v2/"_s, [this, &accepted](const FakeRequest& request) {
        return request.header("Authorization") == accepted ? std::nullopt : std::optional(challenge());
    });
    OciClient oci = client();
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    accepted = "Bearer T2"; // the first was revoked
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    QCOMPARE(issued, 2);
    accepted = "Bearer never";
    QCOMPARE(codeOf(await(oci.headManifest(repository, u"1"_s))), ErrorCode::Unauthorized);
    QCOMPARE(issued, 3);
}

void TestOciClient::rule15_wrongPassword()
{
    FakeAnswer basic = FakeAnswer::error(401, u"UNAUTHORIZED"_s);
    basic.headers.append({QByteArray("WWW-Authenticate"), QByteArray("Basic realm=\"x\"")});
    m_registry->script("*", u"^/v2/"_s, basic);
    const Result<OciManifestInfo> refused = await(client({u"user"_s, "hunter2", {}}).headManifest(repository, u"1"_s));
    QCOMPARE(codeOf(refused), ErrorCode::Unauthorized);
    QVERIFY(!refused.error().toString().contains(u"hunter2"));
    QCOMPARE(m_registry->requests().size(), 2); // without, with, and no more
    const Result<OciManifestInfo> none = await(client().headManifest(repository, u"1"_s));
    QVERIFY2(none.error().message.contains(u"none are configured"), qPrintable(none.error().message));
}

void TestOciClient::rule15_realRegistryWithPassword()
{
    DockerRegistry real({u"user"_s, u"pass"_s});
    const QString problem = real.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    OciClient oci = client({u"user"_s, "pass", {}}, real.url());
    const QByteArray bytes
        = R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]})";
    const OciManifest manifest{bytes, QString::fromLatin1(mediatype::ociIndex), sha256Digest(bytes)};
    const Result<OciPut> put = await(oci.putManifest(repository, u"1"_s, manifest));
    QVERIFY2(put.ok(), put ? "" : qPrintable(put.error().toString()));
    const Result<OciManifest> back = await(oci.manifest(repository, u"1"_s));
    QVERIFY(back.ok());
    QCOMPARE(back->bytes, bytes);
    // distribution lists repositories by their layers.
    const OciDescriptor blob{.mediaType = {}, .digest = FakeOciRegistry::digestOf("abc"), .size = 3};
    OciUploader uploader(oci.connection());
    const Result<OciUpload> upload = await(uploader.begin(repository, blob.digest, QString()));
    QVERIFY(upload.ok());
    const auto pieces = std::make_shared<QList<QByteArray>>(QList<QByteArray>{"ab", "c", ""});
    HttpBodySource body = [pieces] {
        return [](QByteArray piece) -> QCoro::Task<Result<QByteArray>> { co_return piece; }(pieces->takeFirst());
    };
    const Result<void> sent = await(uploader.sendWhole(repository, *upload, blob, body));
    QVERIFY2(sent.ok(), sent ? "" : qPrintable(sent.error().toString()));
    QCOMPARE(await(oci.hasBlob(repository, blob)).value(), true);
    OciPager catalog = OciPager::catalog(oci.connection(), 10);
    const Result<QStringList> names = await(catalog.next());
    QVERIFY(names.ok());
    QCOMPARE(*names, QStringList{repository});
    QCOMPARE(codeOf(await(client({}, real.url()).manifest(repository, u"1"_s))), ErrorCode::Unauthorized);
}

void TestOciClient::rule17_permanentErrorsAreNotRetried()
{
    m_registry->script("*", u"manifests"_s, FakeAnswer::error(500, u"MANIFEST_BLOB_UNKNOWN"_s));
    QCOMPARE(codeOf(await(client().manifest(repository, u"1"_s))), ErrorCode::HttpStatus);
    QCOMPARE(m_registry->requests().size(), 1);
}

void TestOciClient::rule17_transientErrorsAreRetriedWithinTheBudget()
{
    m_registry->addImage(repository, u"1"_s, "layer");
    m_registry->script("GET", u"manifests"_s, FakeAnswer::error(503, u"UNAVAILABLE"_s), 3);
    QVERIFY(await(client().manifest(repository, u"1"_s)).ok());
    QCOMPARE(m_registry->requests().size(), 4);
    m_registry->clearLog();
    m_registry->script("GET", u"manifests"_s, FakeAnswer::error(503, u"UNAVAILABLE"_s));
    const Result<OciManifest> failed = await(client().manifest(repository, u"1"_s));
    QCOMPARE(codeOf(failed), ErrorCode::HttpStatus);
    QVERIFY(failed.error().retryable);
    QCOMPARE(m_registry->requests().size(), 4);
}

void TestOciClient::cancelingEndsTheWait()
{
    m_registry->script("*", u"manifests"_s, FakeAnswer::broken(FakeAnswer::Fault::NeverAnswer));
    OciClient oci = client();
    QCoro::Task<Result<OciManifest>> task = oci.manifest(repository, u"1"_s);
    QTRY_COMPARE(m_registry->requests().size(), 1);
    m_cancellation->cancel();
    QCOMPARE(codeOf(await(std::move(task))), ErrorCode::Canceled);
}

QTEST_GUILESS_MAIN(TestOciClient)
#include "tst_ociclient.moc"
