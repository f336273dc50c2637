// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace transship::testing {

/// A private key for signing registry tokens and the certificate a registry knows it by, made by the openssl program.
/// Fails loudly (qFatal) when that cannot be. Thread: any.
class SigningKey {
public:
    explicit SigningKey(int bits = 2048);

    QString keyFile() const { return m_folder.filePath(QStringLiteral("key.pem")); }
    QString certificateFile() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    QByteArray pem() const;
    /// The file of another key made from this one by `openssl ARGUMENTS -out FILE`.
    QString derived(const QString& name, const QStringList& arguments) const;
    /// Whether openssl finds the RS256 signature of a token right.
    bool hasSigned(const QByteArray& token) const;

private:
    QTemporaryDir m_folder;
};

/// The parts of a JSON Web Token, unverified; empty objects when it is none.
struct DecodedToken {
    explicit DecodedToken(const QByteArray& token);
    QJsonObject header;
    QJsonObject claims;
};

} // namespace transship::testing
