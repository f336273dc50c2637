// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/registrytokensigner.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/imagebuilder.h"
#include "tests/support/signingkey.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::StringLiterals;

namespace {

const QStringList pull{u"repository:group/app:pull"_s};

std::shared_ptr<const RegistryTokenSigner> signerFor(const SigningKey& key, RegistryTokenSigner::Options options = {})
{
    const auto signer = RegistryTokenSigner::fromFile(key.keyFile(), options);
    if (!signer) {
        qFatal("%s", qPrintable(signer.error().toString()));
    }
    return *signer;
}

QByteArray mint(const SigningKey& key, const QStringList& scopes, RegistryTokenSigner::Options options = {})
{
    return signerFor(key, options)->mint(scopes, QDateTime::currentDateTimeUtc()).value();
}

} // namespace

/// Tokens of our own making, judged by openssl and by a real registry.
class TestTokenSigner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void claims()
    {
        const auto signer = signerFor(m_key);
        const QDateTime now(QDate(2026, 5, 1), QTime(12, 0), Qt::UTC);
        const QByteArray token = signer->mint({u"registry:import:*"_s, u"repository:a/b:pull,push"_s}, now).value();
        QVERIFY(m_key.hasSigned(token));
        QVERIFY(!m_other.hasSigned(token));
        const DecodedToken decoded(token);
        QCOMPARE(decoded.header[u"alg"].toString(), u"RS256"_s);
        QCOMPARE(decoded.header[u"typ"].toString(), u"JWT"_s);
        QCOMPARE(decoded.header[u"kid"].toString(), signer->keyId());
        const QJsonObject& claims = decoded.claims;
        QCOMPARE(claims[u"iss"].toString(), u"gitlab-issuer"_s);
        QCOMPARE(claims[u"aud"].toString(), u"container_registry"_s);
        QCOMPARE(claims[u"sub"].toString(), u"transship"_s);
        QCOMPARE(claims[u"iat"].toInteger(), now.toSecsSinceEpoch());
        QCOMPARE(claims[u"nbf"].toInteger(), now.toSecsSinceEpoch() - 5);
        QCOMPARE(claims[u"exp"].toInteger(), now.toSecsSinceEpoch() + 300);
        QVERIFY(!claims[u"jti"].toString().isEmpty());
        const QJsonObject import{
            {u"type"_s, u"registry"_s}, {u"name"_s, u"import"_s}, {u"actions"_s, QJsonArray{u"*"_s}}};
        const QJsonObject repository{
            {u"type"_s, u"repository"_s}, {u"name"_s, u"a/b"_s}, {u"actions"_s, QJsonArray{u"pull"_s, u"push"_s}}};
        QCOMPARE(claims[u"access"].toArray(), (QJsonArray{import, repository}));
        const DecodedToken next(signer->mint(pull, now).value());
        QVERIFY(next.claims[u"jti"] != claims[u"jti"]);
    }

    void keyIdHasItsShape()
    {
        static const QRegularExpression shape(u"^([A-Z2-7]{4}:){11}[A-Z2-7]{4}$"_s);
        QVERIFY2(shape.match(signerFor(m_key)->keyId()).hasMatch(), qPrintable(signerFor(m_key)->keyId()));
        QVERIFY(signerFor(m_key)->keyId() != signerFor(m_other)->keyId());
    }

    void unusableKeys_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("says");
        const QString key = m_key.keyFile();
        QTest::newRow("missing") << u"/nowhere/key.pem"_s << u"cannot be read"_s;
        QTest::newRow("folder") << u"/"_s << u"cannot be read"_s;
        QTest::newRow("public key") << m_key.derived(u"public"_s, {u"pkey"_s, u"-in"_s, key, u"-pubout"_s})
                                    << u"no private key"_s;
        QTest::newRow("passphrase") << m_key.derived(
            u"locked"_s, {u"pkey"_s, u"-in"_s, key, u"-aes256"_s, u"-passout"_s, u"pass:x"_s})
                                    << u"passphrase"_s;
        QTest::newRow("elliptic") << m_key.derived(
            u"ec"_s, {u"genpkey"_s, u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s})
                                  << u"no RSA key"_s;
        QTest::newRow("too small") << m_key.derived(
            u"small"_s, {u"genpkey"_s, u"-algorithm"_s, u"RSA"_s, u"-pkeyopt"_s, u"rsa_keygen_bits:1024"_s})
                                   << u"1024 bits"_s;
        const QString open = m_key.derived(u"open"_s, {u"pkey"_s, u"-in"_s, key});
        QFile::setPermissions(open, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QTest::newRow("world-readable") << open << u"everybody"_s;
    }
    void unusableKeys()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, says);
        const auto signer = RegistryTokenSigner::fromFile(file, {});
        QVERIFY(!signer.ok());
        const QString words = signer.error().toString();
        QVERIFY2(words.contains(says), qPrintable(words));
        QVERIFY2(words.contains(file), qPrintable(words));
        QVERIFY2(!words.contains(u"PRIVATE KEY-----\n"_s), qPrintable(words));
    }

    void oldPemFormToo() // PKCS #1: -----BEGIN RSA PRIVATE KEY-----
    {
        const QString file = m_key.derived(u"pkcs1"_s, {u"pkey"_s, u"-in"_s, m_key.keyFile(), u"-traditional"_s});
        const auto signer = RegistryTokenSigner::fromFile(file, {});
        QVERIFY(signer.ok());
        QCOMPARE((*signer)->keyId(), signerFor(m_key)->keyId());
    }

    /// Key id, signature, issuer, audience, expiry and access, all checked by code that is not ours.
    void realRegistry()
    {
        DockerRegistry registry(tokenOptions());
        const QString problem = registry.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const auto answered = [&](const QByteArray& token) {
            RawHttp http;
            http.setAuthorization(token.isEmpty() ? QByteArray() : "Bearer " + token);
            return http.send("GET", registry.url().resolved(QUrl(u"/v2/group/app/manifests/1"_s))).status;
        };
        QCOMPARE(answered({}), 401);
        QCOMPARE(answered(mint(m_key, pull)), 404); // let in; there is no such manifest
        QCOMPARE(answered(mint(m_other, pull)), 401);
        QCOMPARE(answered(mint(m_key, {u"repository:group/other:pull"_s})), 401);
        QCOMPARE(answered(mint(m_key, {u"registry:import:*"_s})), 401);
        QCOMPARE(answered(mint(m_key, pull, {.issuer = u"somebody"_s})), 401);
        QCOMPARE(answered(mint(m_key, pull, {.audience = u"something"_s})), 401);
        const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
        QCOMPARE(answered(signerFor(m_key)->mint(pull, yesterday).value()), 401);
        QCOMPARE(answered(signerFor(m_key)->mint(pull, yesterday.addDays(2)).value()), 401);
    }

private:
    DockerRegistry::Options tokenOptions() const
    {
        DockerRegistry::Options options;
        options.tokenCertificate = m_key.certificateFile();
        options.tokenIssuer = u"gitlab-issuer"_s;
        options.tokenService = u"container_registry"_s;
        return options;
    }

    const SigningKey m_key;
    const SigningKey m_other;
};

QTEST_GUILESS_MAIN(TestTokenSigner)
#include "tst_tokensigner.moc"
