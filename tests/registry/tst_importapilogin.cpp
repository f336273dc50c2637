// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/registrytokensigner.h"
#include "tests/registry/importapitools.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/eventual.h"
#include "tests/support/signingkey.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::StringLiterals;

/// How the import API client gets in: tokens of its own, a token server, a password.
class TestImportApiLogin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signedTokensNameWhatIsAsked();
    void signedTokenIsKeptAndRenewed();
    void refusedSignedTokenIsRenewedOnce();
    void signedTokenOpensARealRegistry();
    void tokenServer();
    void tokenIsAskedForOnce();
    void tokenIsRenewedBeforeItEnds();
    void revokedTokenIsRenewedOnce();
    void tokenServerRefuses();
    void tokenServerIsDown();
    void passwordWhereTheRegistryWantsOne();

private:
    RegistryCredentials signing(std::chrono::seconds lifetime = std::chrono::minutes(5)) const
    {
        RegistryTokenSigner::Options options;
        options.lifetime = lifetime;
        RegistryCredentials credentials;
        credentials.signer = RegistryTokenSigner::fromFile(m_key.keyFile(), options).value();
        return credentials;
    }
    static ImportApiClient::Options login(const FakeRegistry& registry, const RegistryCredentials& credentials)
    {
        ImportApiClient::Options options = optionsFor(registry);
        options.credentials = credentials;
        return options;
    }
    static RegistryCredentials password() { return {.user = u"robot"_s, .password = "hunter2"}; }
    static QByteArray bearer(const FakeRequest& request)
    {
        const QByteArray header = request.header("Authorization");
        return header.startsWith("Bearer ") ? header.mid(7) : QByteArray();
    }

    const SigningKey m_key;
};

namespace {

/// Tokens T1, T2, … from /token; the API takes those that `accepts` says.
class TokenWorld : public FakeRegistry {
public:
    explicit TokenWorld(int expiresIn = 300)
    {
        addRepository(app);
        script("GET", u"^/token"_s, [this, expiresIn](const FakeRequest&) {
            const QString token = u"T%1"_s.arg(++issued);
            return std::optional(FakeAnswer::json(200, QJsonObject{{u"token"_s, token}, {u"expires_in"_s, expiresIn}}));
        });
        script("*", u"^/gitlab/"_s, [this](const FakeRequest& request) -> std::optional<FakeAnswer> {
            if (accepts(request.header("Authorization"))) {
                return std::nullopt;
            }
            FakeAnswer answer = FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"authentication required"_s);
            answer.headers.append({QByteArray("WWW-Authenticate"),
                QByteArray("Bearer realm=\"" + url(u"/token"_s).toEncoded()
                    + "\",service=\"container_registry\",scope=\"registry:import:*\"")});
            return answer;
        });
    }
    ~TokenWorld() override { close(); }

    int tokensAskedFor() const { return count("GET", u"^/token"_s); }

    std::function<bool(const QByteArray&)> accepts
        = [this](const QByteArray& header) { return issued > 0 && header == "Bearer T" + QByteArray::number(issued); };
    int issued = 0;
};

} // namespace

void TestImportApiLogin::signedTokensNameWhatIsAsked()
{
    FakeRegistry registry;
    registry.addRepository(app);
    ImportApiClient client(login(registry, signing()));
    QCOMPARE(await(client.startPreImport(app)).outcome, StartOutcome::Started);
    const QByteArray importToken = bearer(registry.requests().constLast());
    QVERIFY(m_key.hasSigned(importToken));
    const QJsonObject import{{u"type"_s, u"registry"_s}, {u"name"_s, u"import"_s}, {u"actions"_s, QJsonArray{u"*"_s}}};
    QCOMPARE(DecodedToken(importToken).claims[u"access"].toArray(), QJsonArray{import});
    QVERIFY(await(client.status(app)).ok());
    QCOMPARE(bearer(registry.requests().constLast()), importToken);
    QVERIFY(await(client.countTags(app, 10)).ok());
    const QByteArray readToken = bearer(registry.requests().constLast());
    const QJsonObject read{{u"type"_s, u"repository"_s}, {u"name"_s, app}, {u"actions"_s, QJsonArray{u"pull"_s}}};
    QCOMPARE(DecodedToken(readToken).claims[u"access"].toArray(), QJsonArray{read});
}

void TestImportApiLogin::signedTokenIsKeptAndRenewed()
{
    FakeRegistry registry;
    registry.addRepository(app);
    ImportApiClient client(login(registry, signing(std::chrono::seconds(1))));
    QSet<QByteArray> tokens;
    const auto ask = [&] {
        (void)await(client.checkCompliance());
        tokens << bearer(registry.requests().constLast());
        return tokens.size();
    };
    QCOMPARE(ask(), 1);
    QTRY_COMPARE(ask(), 2); // renewed by itself, with nothing refused
    QCOMPARE(registry.count("*", u"/token"_s), 0);
}

void TestImportApiLogin::refusedSignedTokenIsRenewedOnce()
{
    FakeRegistry registry;
    registry.addRepository(app);
    ImportApiClient client(login(registry, signing()));
    QCOMPARE(await(client.startPreImport(app)).outcome, StartOutcome::Started);
    const QByteArray first = bearer(registry.requests().constLast());
    registry.script("GET", u"/import/"_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s), 1);
    QVERIFY(await(client.status(app)).ok());
    QVERIFY(bearer(registry.requests().constLast()) != first);
    registry.clearLog();
    registry.script("PUT", u"."_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"never"_s));
    const StartAnswer refused = await(client.startPreImport(app));
    QCOMPARE(refused.outcome, StartOutcome::Unauthorized);
    QCOMPARE(refused.code, u"UNAUTHORIZED"_s);
    QCOMPARE(registry.count("PUT"), 2);
}

void TestImportApiLogin::signedTokenOpensARealRegistry()
{
    DockerRegistry::Options options;
    options.tokenCertificate = m_key.certificateFile();
    options.tokenIssuer = u"gitlab-issuer"_s;
    options.tokenService = u"container_registry"_s;
    DockerRegistry registry(options);
    const QString problem = registry.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    ImportApiClient stranger({.baseUrl = registry.url(), .credentials = {}});
    ImportApiClient client({.baseUrl = registry.url(), .credentials = signing()});
    // distribution has no import API, and says so only to those whom it lets in… as a plain 404 to everybody.
    const auto compliance = await(client.checkCompliance());
    QVERIFY(compliance.ok());
    QCOMPARE(*compliance, Compliance::NotThisApi);
    QVERIFY(await(stranger.checkCompliance()).ok());
}

void TestImportApiLogin::tokenServer()
{
    TokenWorld registry;
    ImportApiClient client(login(registry, password()));
    QCOMPARE(await(client.startPreImport(app)).outcome, StartOutcome::Started);
    QVERIFY(await(client.countTags(app, 10)).ok());
    QCOMPARE(registry.count("PUT"), 2); // refused, then let in
    const auto requests = registry.requests();
    for (const FakeRequest& request : requests) {
        if (request.path == u"/token") {
            QCOMPARE(request.header("Authorization"), "Basic " + QByteArray("robot:hunter2").toBase64());
            QCOMPARE(request.query.queryItemValue(u"service"_s), u"container_registry"_s);
        } else {
            QVERIFY(!request.header("Authorization").contains("Basic"));
        }
        QVERIFY(!request.line().contains(u"hunter2"));
    }
    const auto scopes = requests.at(1).query.allQueryItemValues(u"scope"_s, QUrl::FullyDecoded);
    QCOMPARE(scopes, QStringList{u"registry:import:*"_s});
}

void TestImportApiLogin::tokenIsAskedForOnce()
{
    TokenWorld registry;
    ImportApiClient client(login(registry, password()));
    std::vector<Eventual<Result<Compliance>>> answers;
    for (int i = 0; i < 12; ++i) {
        answers.emplace_back(client.checkCompliance());
    }
    for (auto& answer : answers) {
        QVERIFY(answer.get().ok());
        QCOMPARE(*answer.get(), Compliance::Supported);
    }
    QCOMPARE(registry.tokensAskedFor(), 1);
}

void TestImportApiLogin::tokenIsRenewedBeforeItEnds()
{
    TokenWorld registry(1);
    ImportApiClient client(login(registry, password()));
    QCOMPARE(await(client.checkCompliance()).value(), Compliance::Supported);
    const int before = registry.count("GET", u"^/gitlab/"_s);
    int asked = 0;
    QTRY_VERIFY((++asked, await(client.checkCompliance()).ok()) && registry.tokensAskedFor() == 2);
    QCOMPARE(registry.count("GET", u"^/gitlab/"_s), before + asked); // none was refused
}

void TestImportApiLogin::revokedTokenIsRenewedOnce()
{
    TokenWorld registry;
    ImportApiClient client(login(registry, password()));
    QCOMPARE(await(client.startPreImport(app)).outcome, StartOutcome::Started);
    registry.accepts = [](const QByteArray& header) { return header == "Bearer T2"; };
    QVERIFY(await(client.status(app)).ok());
    QCOMPARE(registry.tokensAskedFor(), 2);
    registry.accepts = [](const QByteArray&) { return false; };
    registry.clearLog();
    const StartAnswer refused = await(client.startImport(app));
    QCOMPARE(refused.outcome, StartOutcome::Unauthorized);
    QCOMPARE(refused.httpStatus, 401);
    QCOMPARE(registry.count("PUT"), 2);
    QCOMPARE(registry.tokensAskedFor(), 1);
}

void TestImportApiLogin::tokenServerRefuses()
{
    TokenWorld registry;
    registry.clearScripts();
    registry.script("GET", u"^/token"_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"unknown robot"_s));
    FakeAnswer challenge = FakeAnswer::error(401, u"UNAUTHORIZED"_s);
    challenge.headers.append({QByteArray("WWW-Authenticate"),
        QByteArray("Bearer realm=\"" + registry.url(u"/token"_s).toEncoded() + "\",service=\"x\"")});
    registry.script("*", u"^/gitlab/"_s, challenge);
    ImportApiClient client(login(registry, password()));
    const StartAnswer answer = await(client.startPreImport(app));
    QCOMPARE(answer.outcome, StartOutcome::Unauthorized);
    QVERIFY2(answer.message.contains(u"unknown robot"_s), qPrintable(answer.message));
    QVERIFY2(!answer.message.contains(u"hunter2"_s), qPrintable(answer.message));
    QCOMPARE(await(client.checkCompliance()).error().code, ErrorCode::Unauthorized);
}

void TestImportApiLogin::tokenServerIsDown()
{
    TokenWorld registry;
    registry.clearScripts();
    FakeHttpServer tokens;
    FakeAnswer challenge = FakeAnswer::error(401, u"UNAUTHORIZED"_s);
    challenge.headers.append(
        {QByteArray("WWW-Authenticate"), QByteArray("Bearer realm=\"" + tokens.url(u"/token"_s).toEncoded() + "\"")});
    tokens.stopListening();
    registry.script("*", u"^/gitlab/"_s, challenge);
    ImportApiClient client(login(registry, password()));
    QCOMPARE(await(client.startPreImport(app)).outcome, StartOutcome::Unreachable);
}

void TestImportApiLogin::passwordWhereTheRegistryWantsOne()
{
    FakeRegistry registry;
    registry.addRepository(app);
    const QByteArray expected = "Basic " + QByteArray("robot:hunter2").toBase64();
    registry.script("*", u"^/gitlab/"_s, [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        FakeAnswer challenge = FakeAnswer::error(401, u"UNAUTHORIZED"_s);
        challenge.headers.append({QByteArray("WWW-Authenticate"), QByteArray("Basic realm=\"registry\"")});
        return request.header("Authorization") == expected ? std::nullopt : std::optional(challenge);
    });
    ImportApiClient client(login(registry, password()));
    QCOMPARE(await(client.startPreImport(app)).outcome, StartOutcome::Started);
    ImportApiClient wrong(login(registry, {.user = u"robot"_s, .password = "guess"}));
    QCOMPARE(await(wrong.startImport(app)).outcome, StartOutcome::Unauthorized);
}

QTEST_GUILESS_MAIN(TestImportApiLogin)
#include "tst_importapilogin.moc"
