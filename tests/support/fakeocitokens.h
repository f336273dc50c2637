// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakehttpserver.h"

#include <QMap>
#include <QSet>

namespace transship::testing {

/// The token server beside a fake registry, and the registry's look at tokens. Thread: none of its own;
/// FakeOciRegistry's mutex guards it.
class FakeOciTokens {
public:
    QString user; ///< empty: anybody gets tokens
    QString password;
    int lifeSeconds = 300;
    bool calledAccessToken = false; ///< "access_token" instead of "token"
    bool offersBasicToo = false; ///< another challenge in the same header, in front
    QSet<QString> deniedRepositories; ///< no token names them

    /// GET /token.
    FakeAnswer issue(const FakeRequest& request);
    /// Nothing: it may pass. Otherwise the 401 with the challenge.
    std::optional<FakeAnswer> check(const FakeRequest& request, const QUrl& registry) const;
    /// Does the token of this request allow this?
    bool allows(const FakeRequest& request, const QString& repository, const QString& action) const;
    void expireAll() { m_granted.clear(); }

private:
    QMap<QByteArray, QMap<QString, QStringList>> m_granted; ///< token, repository, actions
    int m_last = 0;
};

} // namespace transship::testing
