// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/contenthash.h"

#include <QByteArray>

#include <openssl/evp.h>

#include <array>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

/// Neither algorithm can fail but for want of memory.
void require(int done)
{
    if (done != 1) {
        qFatal("OpenSSL cannot hash");
    }
}

} // namespace

ContentHash::ContentHash(const QString& likeThis)
    : m_algorithm(likeThis.startsWith(u"sha512:") ? u"sha512:"_s : u"sha256:"_s)
    , m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
{
    require(EVP_DigestInit_ex(m_context.get(), m_algorithm == u"sha512:" ? EVP_sha512() : EVP_sha256(), nullptr));
}

ContentHash::~ContentHash() = default;

void ContentHash::add(QByteArrayView bytes)
{
    require(EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<size_t>(bytes.size())));
}

QString ContentHash::result()
{
    std::array<char, EVP_MAX_MD_SIZE> raw{};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char*>(raw.data()), &size));
    return m_algorithm + QString::fromLatin1(QByteArray(raw.data(), size).toHex());
}

QString ContentHash::of(QByteArrayView bytes, const QString& likeThis)
{
    ContentHash hash(likeThis);
    hash.add(bytes);
    return hash.result();
}

} // namespace transship
