// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace transship {

/// How to introduce oneself to one registry: nothing, user and password (basic, or exchanged for a token where the
/// registry asks for that), or a ready bearer token. Never logged, never sent to another host.
struct RegistryCredentials {
    QString user{};
    QByteArray password{};
    QByteArray bearerToken{};

    bool hasPassword() const { return !user.isEmpty() || !password.isEmpty(); }
};

} // namespace transship
