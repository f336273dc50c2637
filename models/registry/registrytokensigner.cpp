// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/registrytokensigner.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QUuid>

#include <jwt/jwt.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace transship {
namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr int leastBits = 2048;
constexpr qint64 mostFileBytes = 64 * 1024;
constexpr std::chrono::seconds clocksDifferBy(5);

/// Instead of OpenSSL's own question on the terminal.
int noPassphrase(char*, int, int, void*)
{
    return -1;
}

Error unusable(const QString& why)
{
    return {ErrorCode::InvalidArgument, why};
}

Result<KeyPtr> parseKey(const QByteArray& pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), &BIO_free);
    KeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, &noPassphrase, nullptr) : nullptr, &EVP_PKEY_free);
    ERR_clear_error(); // its words could quote the file
    if (!key) {
        return unusable(pem.contains("ENCRYPTED")
                ? QStringLiteral("the key is locked with a passphrase; give one without")
                : QStringLiteral("it holds no private key in PEM (-----BEGIN PRIVATE KEY-----)"));
    }
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) {
        return unusable(QStringLiteral("the key is no RSA key, and RS256 needs one"));
    }
    if (const int bits = EVP_PKEY_get_bits(key.get()); bits < leastBits) {
        return unusable(QStringLiteral("the key has only %1 bits; at least %2 are wanted").arg(bits).arg(leastBits));
    }
    return key;
}

/// The libtrust key id, by which registries find the key among those they trust.
Result<QString> keyIdOf(EVP_PKEY* key)
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0) {
        ERR_clear_error();
        return unusable(QStringLiteral("its public key cannot be written down"));
    }
    const QByteArray hash = QCryptographicHash::hash(
        QByteArrayView(reinterpret_cast<const char*>(der), size), QCryptographicHash::Sha256);
    OPENSSL_free(der);
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QString id;
    for (int bit = 0; bit < 240; bit += 5) { // 240 bits: nothing to pad
        const int pair = static_cast<uchar>(hash[bit / 8]) << 8 | static_cast<uchar>(hash[bit / 8 + 1]);
        if (bit > 0 && bit % 20 == 0) {
            id += u':';
        }
        id += QLatin1Char(alphabet[pair >> (11 - bit % 8) & 31]);
    }
    return id;
}

/// "repository:group/app:pull,push" as the registry wants it in a token.
json_t accessOf(const QStringList& scopes)
{
    json_t access = json_t::array();
    for (const QString& scope : scopes) {
        json_t actions = json_t::array();
        for (const QString& action : scope.section(u':', -1).split(u',')) {
            actions.push_back(action.toStdString());
        }
        access.push_back({{"type", scope.section(u':', 0, 0).toStdString()},
            {"name", scope.section(u':', 1, -2).toStdString()}, {"actions", actions}});
    }
    return access;
}

} // namespace

RegistryTokenSigner::RegistryTokenSigner(QByteArray pem, QString keyId, Options options)
    : m_pem(std::move(pem))
    , m_keyId(std::move(keyId))
    , m_options(std::move(options))
{
}

Result<std::shared_ptr<const RegistryTokenSigner>> RegistryTokenSigner::fromPem(const QByteArray& pem, Options options)
{
    const Result<KeyPtr> key = parseKey(pem);
    if (!key) {
        return key.error();
    }
    const Result<QString> id = keyIdOf(key->get());
    if (!id) {
        return id.error();
    }
    return std::shared_ptr<const RegistryTokenSigner>(new RegistryTokenSigner(pem, *id, std::move(options)));
}

Result<std::shared_ptr<const RegistryTokenSigner>> RegistryTokenSigner::fromFile(const QString& path, Options options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Io, QStringLiteral("the key \"%1\" cannot be read: %2").arg(path, file.errorString())};
    }
    if (file.permissions() & (QFile::ReadOther | QFile::WriteOther)) {
        return unusable(
            QStringLiteral("the key \"%1\" can be read or written by everybody on this machine; chmod 600 it, "
                           "and think of it as known")
                .arg(path));
    }
    const QByteArray pem = file.read(mostFileBytes + 1);
    if (pem.size() > mostFileBytes) {
        return unusable(QStringLiteral("the key \"%1\" is too large for a key").arg(path));
    }
    Result<std::shared_ptr<const RegistryTokenSigner>> signer = fromPem(pem, std::move(options));
    if (!signer) {
        return Error{signer.error().code, QStringLiteral("\"%1\" is unusable: %2").arg(path, signer.error().message)};
    }
    return signer;
}

Result<QByteArray> RegistryTokenSigner::mint(const QStringList& scopes, const QDateTime& now) const
{
    const qint64 seconds = now.toSecsSinceEpoch();
    try { // the library says everything by throwing
        jwt::jwt_object token{jwt::params::algorithm("RS256"), jwt::params::secret(m_pem.toStdString())};
        token.header().add_header("kid", m_keyId.toStdString());
        token.add_claim("iss", m_options.issuer.toStdString());
        token.add_claim("aud", m_options.audience.toStdString());
        token.add_claim("sub", m_options.subject.toStdString());
        token.add_claim("iat", seconds);
        token.add_claim("nbf", seconds - clocksDifferBy.count());
        token.add_claim("exp", seconds + m_options.lifetime.count());
        token.add_claim("jti", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString());
        token.add_claim("access", accessOf(scopes));
        return QByteArray::fromStdString(token.signature());
    } catch (const std::exception& e) {
        ERR_clear_error();
        return Error{ErrorCode::Internal,
            QStringLiteral("a token for the registry could not be signed: %1").arg(QString::fromUtf8(e.what()))};
    }
}

} // namespace transship
