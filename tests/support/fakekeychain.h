// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/keychain.h"

#include <QHash>

#include <memory>

namespace transship::testing {

/// A keychain in memory that can be absent. Its content outlives it, as that of a desktop outlives a program.
class FakeKeychain final : public Keychain {
public:
    struct Content {
        QHash<QString, QByteArray> secrets{};
        bool absent = false;
    };

    explicit FakeKeychain(std::shared_ptr<Content> content)
        : m_content(std::move(content))
    {
    }

    QCoro::Task<Result<QByteArray>> read(QString key) override
    {
        if (m_content->absent) {
            co_return noKeychain();
        }
        if (!m_content->secrets.contains(key)) {
            co_return Error{ErrorCode::NotFound, QStringLiteral("the keychain has no such secret")};
        }
        co_return m_content->secrets.value(key);
    }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        if (m_content->absent) {
            co_return noKeychain();
        }
        m_content->secrets.insert(key, secret);
        co_return Result<void>();
    }
    QCoro::Task<Result<void>> remove(QString key) override
    {
        if (m_content->absent) {
            co_return noKeychain();
        }
        m_content->secrets.remove(key);
        co_return Result<void>();
    }

private:
    static Error noKeychain() { return {ErrorCode::Unreachable, QStringLiteral("this session has no keychain")}; }

    std::shared_ptr<Content> m_content;
};

} // namespace transship::testing
