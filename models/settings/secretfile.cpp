// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/secretfile.h"

#include <QFile>

namespace transship {
namespace {

constexpr qint64 maxSecretBytes = 64 * 1024;

} // namespace

Result<QByteArray> readSecretFile(const QString& what, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Io,
            QStringLiteral("%1 names \"%2\", which cannot be read: %3").arg(what, path, file.errorString())};
    }
    QByteArray secret = file.read(maxSecretBytes + 1);
    if (secret.size() > maxSecretBytes) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("%1 names \"%2\", which is too large for a secret").arg(what, path)};
    }
    while (secret.endsWith('\n') || secret.endsWith('\r')) {
        secret.chop(1);
    }
    return secret;
}

} // namespace transship
