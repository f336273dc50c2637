// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/connectionprofile.h"
#include "models/settings/keychain.h"

#include <QCoroTask>
#include <QHash>

#include <memory>

namespace transship {

/// The secrets of profiles, wherever each profile says that they are. Thread: one, with an event loop; nothing blocks.
/// No error holds a secret.
class SecretStore {
public:
    SecretStore();
    explicit SecretStore(std::unique_ptr<Keychain> keychain);

    /// Empty when the profile has none of that kind. NotFound: it should be in the keychain or was typed in for
    /// another session; ask for it. Otherwise why it cannot be had, and what to do.
    QCoro::Task<Result<QByteArray>> read(ConnectionProfile profile, ProfileSecret secret);

    /// Keeps what was typed in, in the keychain or for this session, as the profile says; with another source there is
    /// nothing to keep. Empty: forgets it.
    QCoro::Task<Result<void>> keep(ConnectionProfile profile, ProfileSecret secret, QByteArray value);
    /// All of a profile that goes; what the keychain does not give back is reported.
    QCoro::Task<Result<void>> forget(QString profileName);
    /// Of a profile that has a new name: nothing is lost when the keychain fails half way.
    QCoro::Task<Result<void>> rename(QString from, QString to);

    /// Fine, or why secrets cannot be kept between two starts here.
    QCoro::Task<Result<void>> checkKeychain();

private:
    static QString keyOf(const QString& profileName, ProfileSecret secret);

    std::unique_ptr<Keychain> m_keychain;
    QHash<QString, QByteArray> m_session;
};

} // namespace transship
