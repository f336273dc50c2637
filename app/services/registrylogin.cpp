// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/registrylogin.h"

#include "app/services/servicesconfig.h"
#include "models/registry/registrytokensigner.h"

#include <QStringList>

#include <algorithm>

namespace transship {
namespace {

const QString tokenVariable = QStringLiteral("TRANSSHIP_REGISTRY_TOKEN");
const QString keyVariable = QStringLiteral("TRANSSHIP_REGISTRY_SIGNING_KEY_FILE");
const QString userVariable = QStringLiteral("TRANSSHIP_REGISTRY_USER");
const QString passwordVariable = QStringLiteral("TRANSSHIP_REGISTRY_PASSWORD");

Result<std::shared_ptr<const RegistryTokenSigner>> signerFromEnvironment(const QString& keyFile)
{
    RegistryTokenSigner::Options options;
    options.issuer = qEnvironmentVariable("TRANSSHIP_REGISTRY_TOKEN_ISSUER", options.issuer);
    options.audience = qEnvironmentVariable("TRANSSHIP_REGISTRY_TOKEN_AUDIENCE", options.audience);
    Result<std::shared_ptr<const RegistryTokenSigner>> signer = RegistryTokenSigner::fromFile(keyFile, options);
    if (!signer) {
        return Error{signer.error().code, keyVariable + QStringLiteral(": ") + signer.error().message};
    }
    return signer;
}

Result<void> onlyOne(bool token, bool key, bool user)
{
    QStringList given;
    if (token) {
        given << tokenVariable;
    }
    if (key) {
        given << keyVariable;
    }
    if (user) {
        given << userVariable;
    }
    if (given.size() > 1) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("%1 are set, and each is a way of its own to log in at the registry; keep one and unset the "
                           "other")
                .arg(given.join(QStringLiteral(" and ")))};
    }
    return {};
}

QString profileAdvice(const RegistryCredentials& credentials, const QString& profile)
{
    if (credentials.signer) {
        return QStringLiteral(
            "it refuses tokens signed with the key of the profile \"%1\"; its auth.token settings must "
            "name this key's certificate (rootcertbundle) and the profile's issuer and audience "
            "(service), and its clock must be right. The key's id is %2")
            .arg(profile, credentials.signer->keyId());
    }
    return credentials.areConfigured()
        ? QStringLiteral("it refuses the login of the profile \"%1\"; renew its secret there").arg(profile)
        : QStringLiteral("it wants a login, and the profile \"%1\" has none").arg(profile);
}

} // namespace

Result<RegistryCredentials> registryCredentialsFromEnvironment()
{
    const Result<QByteArray> token = secretFromEnvironment(tokenVariable);
    const Result<QByteArray> password = secretFromEnvironment(passwordVariable);
    for (const Result<QByteArray>* secret : {&token, &password}) {
        if (!*secret) {
            return secret->error();
        }
    }
    RegistryCredentials credentials;
    credentials.user = qEnvironmentVariable("TRANSSHIP_REGISTRY_USER");
    credentials.password = *password;
    credentials.bearerToken = token->trimmed();
    const QString keyFile = qEnvironmentVariable("TRANSSHIP_REGISTRY_SIGNING_KEY_FILE");
    if (const Result<void> one
        = onlyOne(!credentials.bearerToken.isEmpty(), !keyFile.isEmpty(), !credentials.user.isEmpty());
        !one) {
        return one.error();
    }
    if (const Result<void> fit = checkToken(credentials.bearerToken, tokenVariable); !fit) {
        return fit.error();
    }
    if (credentials.user.isEmpty() != credentials.password.isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("%1 and %2 (or %2_FILE) go together; one of them is missing")
                .arg(userVariable, passwordVariable)};
    }
    if (!keyFile.isEmpty()) {
        const auto signer = signerFromEnvironment(keyFile);
        if (!signer) {
            return signer.error();
        }
        credentials.signer = *signer;
    }
    return credentials;
}

Result<void> checkToken(const QByteArray& token, const QString& source)
{
    if (std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; })) {
        return {};
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("what %1 gives is no token: it holds blanks or line breaks").arg(source)};
}

QString loginAdvice(const RegistryCredentials& credentials, const QString& profile)
{
    if (!profile.isEmpty()) {
        return profileAdvice(credentials, profile);
    }
    if (!credentials.bearerToken.isEmpty()) {
        return QStringLiteral("it refuses the token given in TRANSSHIP_REGISTRY_TOKEN; renew the token");
    }
    if (credentials.signer) {
        return QStringLiteral("it refuses tokens signed with the key in TRANSSHIP_REGISTRY_SIGNING_KEY_FILE; its "
                              "auth.token settings must name this key's certificate (rootcertbundle), "
                              "TRANSSHIP_REGISTRY_TOKEN_ISSUER (issuer) and TRANSSHIP_REGISTRY_TOKEN_AUDIENCE "
                              "(service), and its clock must be right. The key's id is %1")
            .arg(credentials.signer->keyId());
    }
    if (credentials.hasPassword()) {
        return QStringLiteral("it refuses TRANSSHIP_REGISTRY_USER and TRANSSHIP_REGISTRY_PASSWORD, or that user may "
                              "not import");
    }
    return QStringLiteral("it wants a token; give one in TRANSSHIP_REGISTRY_TOKEN or name its file in "
                          "TRANSSHIP_REGISTRY_TOKEN_FILE, or have them signed here with the registry's key "
                          "(TRANSSHIP_REGISTRY_SIGNING_KEY_FILE), or give TRANSSHIP_REGISTRY_USER and "
                          "TRANSSHIP_REGISTRY_PASSWORD_FILE where it has a token server");
}

} // namespace transship
