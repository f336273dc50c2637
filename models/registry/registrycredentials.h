// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace transship {

class RegistryTokenSigner;

/// How to introduce oneself to one registry: nothing, user and password (basic, or exchanged for a token where the
/// registry asks for that), a ready bearer token, or tokens of our own making. Of several, a ready token comes first,
/// then our own. Never logged, never sent to another host.
struct RegistryCredentials {
    QString user{};
    QByteArray password{};
    QByteArray bearerToken{};
    std::shared_ptr<const RegistryTokenSigner> signer{};
    QByteArray identityToken{}; ///< a refresh token, as `docker login` keeps it for some registries

    bool hasPassword() const { return !user.isEmpty() || !password.isEmpty(); }
    bool areConfigured() const { return hasPassword() || !bearerToken.isEmpty() || signer || !identityToken.isEmpty(); }
};

} // namespace transship
