// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

class QDateTime;

namespace transship {

/// Makes the tokens that a registry otherwise has made for it: JSON Web Tokens, signed (RS256) with the private key
/// whose certificate the registry trusts, as GitLab does for its own registry. Immutable: any thread.
class RegistryTokenSigner {
public:
    struct Options {
        QString issuer = QStringLiteral("gitlab-issuer"); ///< what the registry expects (`auth.token.issuer`)
        QString audience = QStringLiteral("container_registry"); ///< the registry's `auth.token.service`
        QString subject = QStringLiteral("transship");
        std::chrono::seconds lifetime = std::chrono::minutes(5);
    };

    /// InvalidArgument: no RSA private key in PEM, locked with a passphrase, or shorter than 2048 bits.
    static Result<std::shared_ptr<const RegistryTokenSigner>> fromPem(const QByteArray& pem, Options options);
    /// The same from a file; also refuses one that everybody on the machine can read. Errors name the file, never what
    /// is in it.
    static Result<std::shared_ptr<const RegistryTokenSigner>> fromFile(const QString& path, Options options);

    /// A token for these scopes ("repository:group/app:pull", "registry:import:*"), valid from a few seconds before
    /// `now`, since clocks differ.
    Result<QByteArray> mint(const QStringList& scopes, const QDateTime& now) const;

    /// How a registry finds the key: the SHA-256 of the public key, shortened, in groups ("ABCD:EFGH:…").
    const QString& keyId() const { return m_keyId; }
    std::chrono::seconds lifetime() const { return m_options.lifetime; }

private:
    RegistryTokenSigner(QByteArray pem, QString keyId, Options options);

    QByteArray m_pem;
    QString m_keyId;
    Options m_options;
};

} // namespace transship
