// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

namespace transship {

/// A place that keeps secrets between two starts. Thread: one with an event loop; nothing blocks, each call is answered
/// once. NotFound: it has no such secret. Unreachable: there is no such place here, or it is locked; says so in words.
class Keychain {
public:
    virtual ~Keychain() = default;

    virtual QCoro::Task<Result<QByteArray>> read(QString key) = 0;
    virtual QCoro::Task<Result<void>> write(QString key, QByteArray secret) = 0;
    /// Fine as well when it is not there.
    virtual QCoro::Task<Result<void>> remove(QString key) = 0;
};

/// The desktop's own (Secret Service, KWallet), through QtKeychain. Its plain text fallback is never used.
class SystemKeychain final : public Keychain {
public:
    QCoro::Task<Result<QByteArray>> read(QString key) override;
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override;
    QCoro::Task<Result<void>> remove(QString key) override;
};

} // namespace transship
