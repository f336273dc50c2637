// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ociclient.h"
#include "models/registry/ocipager.h"
#include "models/registry/ociuploader.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeociregistry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rules 1, 12, 14, 15 and 18 of the OCI checklist (docs/importer.md) where they concern the client alone.
class TestOciRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_registry.reset(); }
    void rule01_sha512();
    void rule12_uploadsAreNotSentInTheClear();
    void rule12_aBlobOfAnotherSizeIsDamaged();
    void rule14_redirectsOfManifestsAndHeads();
    void rule14_redirectsHaveAnEnd();
    void rule15_challengesWithCommasAndBasicInFront();
    void rule15_accessToken();
    void rule15_tokenIsRenewedBeforeItEnds();
    void rule15_eachRepositoryHasItsScope();
    void rule15_identityTokenIsInNoUrl();
    void rule15_deniedIsNotUnauthorized();
    void rule16_whoIsInAHurryDoesNotWaitInAPause();
    void rule18_silentlyCappedPages_data();
    void rule18_silentlyCappedPages();
    void rule18_linkToAnotherHostIsAnError();
    void rule18_disorderedListsWithoutPages();
    void rule18_catalogThatIsRefused_data();
    void rule18_catalogThatIsRefused();

private:
    OciClient client(const RegistryCredentials& credentials = {}, const QUrl& url = {});
    Result<QStringList> allTags(int pageSize);

    std::unique_ptr<FakeOciRegistry> m_registry;
};

namespace {
const QString repository = u"group/app"_s;
} // namespace

void TestOciRules::init()
{
    m_registry = std::make_unique<FakeOciRegistry>();
    m_registry->addImage(repository, u"1"_s, "layer");
}

OciClient TestOciRules::client(const RegistryCredentials& credentials, const QUrl& url)
{
    RegistryConnection::Options options;
    options.url = url.isEmpty() ? m_registry->url() : url;
    options.credentials = credentials;
    options.name = u"the registry"_s;
    options.retry.attempts = 2;
    options.retry.longestPause = std::chrono::seconds(10);
    options.retry.jitter = [](qint64) { return 1; };
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(4), std::make_shared<Cancellation>()));
}

Result<QStringList> TestOciRules::allTags(int pageSize)
{
    QStringList found;
    OciPager pager = OciPager::tags(client().connection(), repository, pageSize);
    for (int pages = 0; !pager.atEnd(); ++pages) {
        const Result<QStringList> page = await(pager.next());
        if (!page || pages > 50) {
            return page ? Error{.code = ErrorCode::Internal, .message = u"no end"_s} : page.error();
        }
        found += *page;
    }
    return found;
}

void TestOciRules::rule01_sha512()
{
    const QByteArray bytes = "{}";
    const QString digest
        = u"sha512:"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).toHex());
    FakeAnswer answer;
    answer.body = bytes;
    answer.contentType = mediatype::ociManifest;
    m_registry->script("GET", u"sha512:"_s, answer);
    OciClient oci = client();
    const Result<OciManifest> good = await(oci.manifest(repository, digest));
    QVERIFY(good.ok());
    QCOMPARE(good->digest, digest);
    m_registry->clearScripts();
    answer.body = "{ }";
    m_registry->script("GET", u"sha512:"_s, answer);
    const Result<OciManifest> bad = await(oci.manifest(repository, digest));
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().code, ErrorCode::DigestMismatch);
}

void TestOciRules::rule12_uploadsAreNotSentInTheClear()
{
    // An https registry behind a proxy that tells http:// addresses; nothing may be sent there.
    OciClient oci = client({u"user"_s, "password"}, QUrl(u"https://127.0.0.1:1"_s));
    const OciUpload upload{.location = m_registry->url(u"/v2/group/app/blobs/uploads/x"_s).toEncoded()};
    const OciDescriptor blob{.mediaType = {}, .digest = FakeOciRegistry::digestOf("abc"), .size = 3};
    HttpBodySource body = []() -> QCoro::Task<Result<QByteArray>> { co_return QByteArray("abc"); };
    const Result<void> sent = await(OciUploader(oci.connection()).sendWhole(repository, upload, blob, body));
    QVERIFY(!sent.ok());
    QVERIFY2(sent.error().message.contains(u"in the clear"), qPrintable(sent.error().message));
    QCOMPARE(m_registry->count(), 0);
}

void TestOciRules::rule12_aBlobOfAnotherSizeIsDamaged()
{
    const OciDescriptor blob{.mediaType = {}, .digest = FakeOciRegistry::digestOf("layer"), .size = 5};
    OciClient oci = client();
    QCOMPARE(await(oci.hasBlob(repository, blob)).value(), true);
    FakeAnswer answer;
    answer.announcedBytes = 4;
    m_registry->script("HEAD", u"/blobs/"_s, answer, 1);
    const Result<bool> cut = await(oci.hasBlob(repository, blob));
    QVERIFY(!cut.ok());
    QCOMPARE(cut.error().code, ErrorCode::Verification);
    answer.announcedBytes = 0; // who says nothing of the size
    m_registry->script("HEAD", u"/blobs/"_s, answer, 1);
    QCOMPARE(await(oci.hasBlob(repository, blob)).value(), true);
}

void TestOciRules::rule14_redirectsOfManifestsAndHeads()
{
    FakeOciRegistry other;
    const QString digest = other.addImage(repository, u"1"_s, "elsewhere");
    const QByteArray there = other.url(u"/v2/group/app/manifests/1"_s).toEncoded();
    m_registry->script("*", u"/manifests/"_s, FakeAnswer::redirect(307, there));
    RegistryCredentials credentials;
    credentials.bearerToken = "secret";
    OciClient oci = client(credentials);
    QCOMPARE(await(oci.headManifest(repository, u"1"_s)).value().digest, digest);
    QCOMPARE(await(oci.manifest(repository, u"1"_s)).value().digest, digest);
    const QList<FakeRequest> requests = other.requests();
    QCOMPARE(requests.size(), 2);
    for (const FakeRequest& request : requests) {
        QCOMPARE(request.header("Authorization"), QByteArray());
        QVERIFY(!request.header("Accept").isEmpty());
    }
    // A blob is there only when whoever it leads to says so.
    m_registry->script("HEAD", u"/blobs/"_s, FakeAnswer::redirect(302, other.url(u"/login"_s).toEncoded()));
    QCOMPARE(
        await(oci.hasBlob(repository, OciDescriptor{.mediaType = {}, .digest = FakeOciRegistry::digestOf("no such")}))
            .value(),
        false);
}

void TestOciRules::rule14_redirectsHaveAnEnd()
{
    m_registry->script("*", u"."_s, FakeAnswer::redirect(302, "/v2/again"));
    OciClient oci = client();
    const Result<OciManifest> failed = await(oci.manifest(repository, u"1"_s));
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().code, ErrorCode::Protocol);
    QVERIFY(m_registry->count() < 10);
}

void TestOciRules::rule15_challengesWithCommasAndBasicInFront()
{
    FakeOciTokens tokens;
    tokens.user = u"user"_s;
    tokens.password = u"pass"_s;
    tokens.offersBasicToo = true;
    m_registry->requireTokens(tokens);
    OciClient oci = client({u"user"_s, "pass"});
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    QCOMPARE(
        m_registry->requests().at(1).query.queryItemValue(u"service"_s, QUrl::FullyDecoded), u"fake, with comma"_s);
    const Result<OciManifestInfo> refused = await(client({u"user"_s, "wrong"}).headManifest(repository, u"1"_s));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unauthorized);
    QVERIFY(!refused.error().toString().contains(u"wrong"_s + u"\""_s));
}

void TestOciRules::rule15_accessToken()
{
    FakeOciTokens tokens;
    tokens.calledAccessToken = true;
    m_registry->requireTokens(tokens);
    OciClient oci = client();
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
}

void TestOciRules::rule15_tokenIsRenewedBeforeItEnds()
{
    FakeOciTokens tokens;
    tokens.lifeSeconds = 1;
    m_registry->requireTokens(tokens);
    OciClient oci = client();
    const auto askAgain = [&] { return await(oci.headManifest(repository, u"1"_s)).ok(); };
    QVERIFY(askAgain());
    QTRY_VERIFY(askAgain() && m_registry->count("GET", u"^/token"_s) >= 2);
    // None was refused but the first, which had no token: the second came before the first had ended.
    int without = 0;
    for (const FakeRequest& request : m_registry->requests()) {
        without += request.path != u"/token" && request.header("Authorization").isEmpty() ? 1 : 0;
    }
    QCOMPARE(without, 1);
}

void TestOciRules::rule15_eachRepositoryHasItsScope()
{
    m_registry->addImage(u"group/closed"_s, u"1"_s, "layer");
    FakeOciTokens tokens;
    tokens.deniedRepositories = {u"group/closed"_s};
    m_registry->requireTokens(tokens);
    OciClient oci = client();
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    QCOMPARE(await(oci.headManifest(u"group/closed"_s, u"1"_s)).error().code, ErrorCode::Unauthorized);
    QVERIFY(await(oci.headManifest(repository, u"1"_s)).ok());
    for (const FakeRequest& request : m_registry->requests()) {
        if (request.path == u"/token") {
            QCOMPARE(request.query.allQueryItemValues(u"scope"_s).size(), 1);
        }
    }
}

void TestOciRules::rule15_identityTokenIsInNoUrl()
{
    m_registry->requireTokens();
    RegistryCredentials credentials;
    credentials.identityToken = "refresh+me/=";
    m_registry->script("POST", u"^/token"_s, [](const FakeRequest& request) -> std::optional<FakeAnswer> {
        const QUrlQuery form(QString::fromLatin1(request.body));
        const bool right = form.queryItemValue(u"refresh_token"_s, QUrl::FullyDecoded) == u"refresh+me/="
            && form.queryItemValue(u"grant_type"_s) == u"refresh_token"
            && form.queryItemValue(u"scope"_s, QUrl::FullyDecoded) == u"repository:group/app:pull";
        return FakeAnswer::json(right ? 200 : 400, QJsonObject{{u"access_token"_s, u"from the identity"_s}});
    });
    FakeAnswer image;
    image.headers.append({QByteArray("Docker-Content-Digest"), FakeOciRegistry::digestOf("x").toLatin1()});
    m_registry->script("HEAD", u"/manifests/"_s, [image](const FakeRequest& request) {
        const bool in = request.header("Authorization") == "Bearer from the identity";
        return in ? std::optional(image) : std::nullopt;
    });
    OciClient oci = client(credentials);
    const Result<OciManifestInfo> found = await(oci.headManifest(repository, u"1"_s));
    QVERIFY2(found.ok(), found ? "" : qPrintable(found.error().toString()));
    QCOMPARE(m_registry->count("*", u"refresh"_s), 0);
}

void TestOciRules::rule15_deniedIsNotUnauthorized()
{
    m_registry->requireTokens();
    m_registry->script("HEAD", u"/manifests/"_s, FakeAnswer::error(403, u"DENIED"_s, u"this one is not for you"_s));
    OciClient oci = client();
    const Result<OciManifestInfo> denied = await(oci.headManifest(repository, u"1"_s));
    QVERIFY(!denied.ok());
    QCOMPARE(denied.error().httpStatus, 403);
    QCOMPARE(m_registry->count("GET", u"^/token"_s), 0); // another token would be no better
    QCOMPARE(m_registry->count("HEAD"), 1);
}

void TestOciRules::rule16_whoIsInAHurryDoesNotWaitInAPause()
{
    FakeAnswer later = FakeAnswer::error(429, u"TOOMANYREQUESTS"_s);
    later.headers.append({QByteArray("Retry-After"), QByteArray("3600")});
    m_registry->script("*", u"."_s, later, 1);
    OciClient oci = client();
    const Result<OciManifest> refused = await(oci.manifest(repository, u"1"_s));
    QVERIFY(!refused.ok()); // longer than it insists
    const Result<OciManifest> next = await(oci.manifest(repository, u"1"_s));
    QVERIFY(!next.ok());
    QCOMPARE(next.error().code, ErrorCode::RateLimited);
    QVERIFY2(next.error().message.contains(u"for another 3"), qPrintable(next.error().message));
    QCOMPARE(m_registry->count(), 1); // and nothing was sent
}

void TestOciRules::rule18_silentlyCappedPages_data()
{
    QTest::addColumn<int>("cap");
    QTest::addColumn<int>("tags");
    for (const int cap : {50, 100, 1000}) {
        for (const int tags : {cap - 1, cap, cap + 1, 3 * cap}) {
            QTest::addRow("%d of %d", tags, cap) << cap << tags;
        }
    }
}

void TestOciRules::rule18_silentlyCappedPages()
{
    QFETCH(int, cap);
    QFETCH(int, tags);
    m_registry->setPaging(FakeOciRegistry::Paging::WithoutLink, cap);
    const QString digest = m_registry->tags(repository).value(u"1"_s);
    QStringList expected{u"1"_s};
    for (int i = 1; i < tags; ++i) {
        expected.append(u"t%1"_s.arg(i, 5, 10, QLatin1Char('0')));
        m_registry->moveTag(repository, expected.last(), digest);
    }
    const Result<QStringList> found = allTags(1000);
    QVERIFY2(found.ok(), found ? "" : qPrintable(found.error().toString()));
    QCOMPARE(*found, expected);
}

void TestOciRules::rule18_linkToAnotherHostIsAnError()
{
    FakeAnswer page = FakeAnswer::json(200, QJsonObject{{u"tags"_s, QJsonArray{u"a"_s}}});
    page.headers.append({QByteArray("Link"), QByteArray("<http://localhost:1/v2/x/tags/list>; rel=\"next\"")});
    m_registry->script("GET", u"tags/list"_s, page);
    const Result<QStringList> found = allTags(10);
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::Protocol);
}

void TestOciRules::rule18_disorderedListsWithoutPages()
{
    // 100 names, in another order each time, whatever n and last say.
    int turn = 0;
    m_registry->script("GET", u"tags/list"_s, [&turn](const FakeRequest&) {
        QJsonArray names;
        for (int i = 0; i < 100; ++i) {
            names.append(u"t%1"_s.arg((i + 37 * turn) % 100));
        }
        ++turn;
        return std::optional(FakeAnswer::json(200, QJsonObject{{u"tags"_s, names}}));
    });
    const Result<QStringList> found = allTags(1000);
    QVERIFY(found.ok());
    QCOMPARE(found->size(), 100);
    QCOMPARE(turn, 2);
}

void TestOciRules::rule18_catalogThatIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("401") << 401 << ErrorCode::Unauthorized;
    QTest::newRow("404") << 404 << ErrorCode::NotFound;
    QTest::newRow("405") << 405 << ErrorCode::HttpStatus;
}

void TestOciRules::rule18_catalogThatIsRefused()
{
    QFETCH(int, status);
    m_registry->script("GET", u"_catalog"_s, FakeAnswer::error(status, u"UNSUPPORTED"_s));
    OciPager pager = OciPager::catalog(client().connection(), 100);
    const Result<QStringList> page = await(pager.next());
    QVERIFY(!page.ok());
    QTEST(page.error().code, "code");
}

QTEST_GUILESS_MAIN(TestOciRules)
#include "tst_ocirules.moc"
