// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/exitcodes.h"

#include <array>

namespace transship::ctl {
namespace {

struct Row {
    ErrorCode code;
    const char* name;
    ExitCode exit;
};

constexpr std::array rows{
    Row{ErrorCode::InvalidArgument, "invalid_argument", exitUsage},
    Row{ErrorCode::NotFound, "not_found", exitNothingMatched},
    Row{ErrorCode::Refused, "refused", exitFailed},
    Row{ErrorCode::Conflict, "conflict", exitBusy},
    Row{ErrorCode::Disabled, "disabled", exitFailed},
    Row{ErrorCode::NoCapacity, "no_capacity", exitBusy},
    Row{ErrorCode::DatabaseUnavailable, "database_unavailable", exitUnreachable},
    Row{ErrorCode::DatabaseOutdated, "database_outdated", exitFailed},
    Row{ErrorCode::DatabaseTooNew, "database_too_new", exitFailed},
    Row{ErrorCode::DatabaseFailed, "database_failed", exitFailed},
    Row{ErrorCode::Busy, "busy", exitBusy},
    Row{ErrorCode::Unauthorized, "unauthorized", exitNotAuthorised},
    Row{ErrorCode::Unreachable, "unreachable", exitUnreachable},
    Row{ErrorCode::Tls, "tls", exitUnreachable},
    Row{ErrorCode::Timeout, "timeout", exitUnreachable},
    Row{ErrorCode::Protocol, "protocol", exitFailed},
    Row{ErrorCode::HttpStatus, "http_status", exitFailed},
    Row{ErrorCode::RateLimited, "rate_limited", exitBusy},
    Row{ErrorCode::TooLarge, "too_large", exitFailed},
    Row{ErrorCode::DigestMismatch, "digest_mismatch", exitVerification},
    Row{ErrorCode::Verification, "verification", exitVerification},
    Row{ErrorCode::ReadOnly, "read_only", exitReadOnly},
    Row{ErrorCode::Canceled, "canceled", exitInterrupted},
    Row{ErrorCode::Io, "io", exitFailed},
    Row{ErrorCode::Internal, "internal", exitFailed},
};

static_assert(
    [] {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (static_cast<std::size_t>(rows[i].code) != i) {
                return false;
            }
        }
        return rows.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1;
    }(),
    "one row for every ErrorCode, in its order");

} // namespace

int exitCodeOf(ErrorCode code)
{
    return rows[static_cast<std::size_t>(code)].exit;
}

QString toName(ErrorCode code)
{
    return QString::fromLatin1(rows[static_cast<std::size_t>(code)].name);
}

} // namespace transship::ctl
