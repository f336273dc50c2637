// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/secrets.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace transship {

bool sameSecret(const QByteArray& presented, const QByteArray& secret)
{
    // Of keyed hashes, the place of the first difference says nothing.
    QByteArray key(32, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(key.data()), key.size() / 4);
    const auto hash = [&key](const QByteArray& text) {
        return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
    };
    return hash(presented) == hash(secret);
}

} // namespace transship
