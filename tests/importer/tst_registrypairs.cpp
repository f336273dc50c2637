// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/registrytokensigner.h"
#include "tests/importer/importerbench.h"
#include "tests/support/fakehttpserver.h"
#include "tests/support/signingkey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// From a real registry with passwords to a real one with tokens, whose token server signs what it is asked for.
class TestRegistryPairs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rule15_passwordsAndTokens();
    void rule15_wrongPasswordIsSaid();
    void rule12_largeBlobInPieces();
    void rule11_mountWithTokens();

private:
    FakeAnswer issue(const FakeRequest& request);
    QString import(const QString& path);
    ImporterOptions options() const;
    void fill(const QString& path, const QByteArray& layer);

    const SigningKey m_key;
    FakeHttpServer m_tokens;
    std::shared_ptr<const RegistryTokenSigner> m_signer;
    std::unique_ptr<DockerRegistry> m_source;
    std::unique_ptr<DockerRegistry> m_target;
    std::unique_ptr<ImportService> m_service;
    std::unique_ptr<ImageBuilder> m_builder;
    RawHttp m_http;
    QTemporaryDir m_folder;
};

namespace {

const QString user = u"mover"_s;
const QByteArray password = "pass:word";

} // namespace

void TestRegistryPairs::initTestCase()
{
    m_tokens.script("GET", u"^/token"_s, [this](const FakeRequest& request) { return std::optional(issue(request)); });
    m_signer = RegistryTokenSigner::fromPem(m_key.pem(), {.issuer = u"issuer"_s, .audience = u"registry"_s}).value();
    m_source = std::make_unique<DockerRegistry>(
        DockerRegistry::Options{.user = user, .password = QString::fromLatin1(password)});
    m_target = std::make_unique<DockerRegistry>(DockerRegistry::Options{.tokenCertificate = m_key.certificateFile(),
        .tokenIssuer = u"issuer"_s,
        .tokenService = u"registry"_s,
        .tokenRealm = m_tokens.url(u"/token"_s).toString()});
    const QString problem = m_source->start() + m_target->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_builder = std::make_unique<ImageBuilder>(m_source->url());
    m_builder->http().setBasic(user, QString::fromLatin1(password));
    m_service = std::make_unique<ImportService>(options());
    QVERIFY(m_service->listen().ok());
}

/// A token server that gives whoever knows the password what he asks for.
FakeAnswer TestRegistryPairs::issue(const FakeRequest& request)
{
    if (request.header("Authorization") != "Basic " + QByteArray(user.toLatin1() + ':' + password).toBase64()) {
        return FakeAnswer::error(401, u"UNAUTHORIZED"_s);
    }
    const QStringList scopes = request.query.allQueryItemValues(u"scope"_s, QUrl::FullyDecoded);
    const QByteArray token = m_signer->mint(scopes, QDateTime::currentDateTimeUtc()).value();
    return FakeAnswer::json(200, QJsonObject{{u"token"_s, QString::fromLatin1(token)}, {u"expires_in"_s, 300}});
}

ImporterOptions TestRegistryPairs::options() const
{
    ImporterOptions options;
    options.source = {m_source->url(), RegistryCredentials{user, password}};
    options.target = {m_target->url(), RegistryCredentials{user, password}};
    options.database = DatabaseUrl::sqlite(m_folder.filePath(u"importer.sqlite"_s));
    return options;
}

QString TestRegistryPairs::import(const QString& path)
{
    const auto at = [this, &path](const QString& query) {
        return m_service->url().resolved(QUrl(u"/gitlab/v1/import/%1/%2"_s.arg(path, query)));
    };
    QString status;
    for (const QString& type : {u"pre"_s, u"final"_s}) {
        const int answer = m_http.send("PUT", at(u"?import_type="_s + type)).status;
        if (answer != 202) {
            return QString::number(answer);
        }
        const auto ended = [&] {
            status = m_http.send("GET", at({})).object().value(u"status").toString();
            return !status.endsWith(u"in_progress");
        };
        if (!QTest::qWaitFor(ended, 60'000)) {
            return u"no end"_s;
        }
    }
    return status;
}

void TestRegistryPairs::fill(const QString& path, const QByteArray& layer)
{
    m_builder->image(path, u"1"_s, {layer});
    m_builder->image(path, u"2"_s, {layer, ImageBuilder::randomBytes(500, 2)}, true);
}

void TestRegistryPairs::rule15_passwordsAndTokens()
{
    fill(u"group/app"_s, ImageBuilder::randomBytes(50'000, 1));
    QCOMPARE(import(u"group/app"_s), u"import_complete"_s);
    ImageBuilder target(m_target->url());
    const QByteArray token = m_signer->mint({u"repository:group/app:pull"_s}, QDateTime::currentDateTimeUtc()).value();
    target.http().setAuthorization("Bearer " + token);
    QCOMPARE(target.tags(u"group/app"_s), QStringList({u"1"_s, u"2"_s}));
    for (const QString& tag : {u"1"_s, u"2"_s}) {
        QCOMPARE(target.get(u"group/app"_s, tag).body, m_builder->get(u"group/app"_s, tag).body);
    }
    for (const FakeRequest& request : m_tokens.requests()) { // each repository has tokens of its own
        QVERIFY2(request.query.queryItemValue(u"scope"_s).contains(u"group/app"), qPrintable(request.line()));
    }
}

void TestRegistryPairs::rule15_wrongPasswordIsSaid()
{
    ImporterOptions wrong = options();
    wrong.target.credentials.password = "another";
    wrong.database = DatabaseUrl::sqlite(m_folder.filePath(u"other.sqlite"_s));
    m_service = std::make_unique<ImportService>(wrong);
    QVERIFY(m_service->listen().ok());
    fill(u"group/closed"_s, "layer");
    const QString result = import(u"group/closed"_s);
    QVERIFY2(result == u"pre_import_failed" || result == u"424", qPrintable(result));
    const QString detail = m_http.send("GET", m_service->url().resolved(QUrl(u"/gitlab/v1/import/group/closed/"_s)))
                               .object()
                               .value(u"detail")
                               .toString();
    QVERIFY2(detail.contains(u"token server says 401"), qPrintable(detail));
    QVERIFY(!detail.contains(u"another"));
    m_service = std::make_unique<ImportService>(options());
    QVERIFY(m_service->listen().ok());
}

void TestRegistryPairs::rule12_largeBlobInPieces()
{
    const QByteArray layer = ImageBuilder::randomBytes(20 * 1024 * 1024, 3); // over what goes in one request
    fill(u"group/large"_s, layer);
    QCOMPARE(import(u"group/large"_s), u"import_complete"_s);
    ImageBuilder target(m_target->url());
    const QByteArray token
        = m_signer->mint({u"repository:group/large:pull"_s}, QDateTime::currentDateTimeUtc()).value();
    target.http().setAuthorization("Bearer " + token);
    QVERIFY(target.hasBlob(u"group/large"_s, ImageBuilder::digestOf(layer)));
}

void TestRegistryPairs::rule11_mountWithTokens()
{
    const QByteArray layer = ImageBuilder::randomBytes(50'000, 4);
    fill(u"group/first"_s, layer);
    QCOMPARE(import(u"group/first"_s), u"import_complete"_s);
    fill(u"group/mounted"_s, layer);
    QCOMPARE(import(u"group/mounted"_s), u"import_complete"_s);
    bool asked = false;
    for (const FakeRequest& request : m_tokens.requests()) {
        const QStringList scopes = request.query.allQueryItemValues(u"scope"_s, QUrl::FullyDecoded);
        asked = asked
            || (scopes.contains(u"repository:group/first:pull"_s)
                && scopes.contains(u"repository:group/mounted:pull,push"_s));
    }
    QVERIFY(asked);
}

QTEST_GUILESS_MAIN(TestRegistryPairs)
#include "tst_registrypairs.moc"
