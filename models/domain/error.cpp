// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/error.h"

namespace transship {

QString Error::toString() const
{
    if (detail.isEmpty() || message.contains(detail)) {
        return message;
    }
    return message + QStringLiteral(": ") + detail;
}

bool operator==(const Error& a, const Error& b)
{
    return a.code == b.code && a.message == b.message && a.detail == b.detail && a.retryable == b.retryable
        && a.httpStatus == b.httpStatus && a.sqlState == b.sqlState;
}

} // namespace transship
