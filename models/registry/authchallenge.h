// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace transship {

/// One way to log in that a server offers in WWW-Authenticate.
struct AuthChallenge {
    QString scheme; ///< lower case: "basic", "bearer"
    QMap<QString, QString> parameters; ///< names in lower case, values unquoted
};

/// Every challenge of the given header values; several may share one line, and quoted values may hold commas.
QList<AuthChallenge> parseAuthChallenges(const QByteArray& header);

} // namespace transship
