// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// What went wrong, coarse enough to choose an exit code, a dialog or a retry from it.
enum class ErrorCode {
    InvalidArgument, ///< the caller's words are off: unknown event, bad path, bad URL
    NotFound, ///< a row, a path or a resource that does not exist
    Refused, ///< the transition table or a rule says no
    Conflict, ///< someone else changed it first; read again before trying again
    Disabled, ///< migration is switched off
    NoCapacity, ///< all import slots are taken
    DatabaseUnavailable, ///< cannot be opened or the connection is lost
    DatabaseOutdated, ///< the schema is older than this program: run `transshipctl db upgrade`
    DatabaseTooNew, ///< the schema is newer than this program
    DatabaseFailed, ///< a statement failed
    Busy, ///< locked by someone else
    Unauthorized, ///< credentials missing or refused
    Unreachable, ///< refused, reset, unknown host
    Tls,
    Timeout,
    Protocol, ///< the other side does not speak the expected API, or talks rubbish
    HttpStatus, ///< an error status with no more specific code
    RateLimited,
    TooLarge, ///< over a limit of size or count
    DigestMismatch,
    Verification, ///< source and target differ
    ReadOnly,
    Canceled,
    Io, ///< file or disk
    Internal,
};

/// An error as a value. Thread: any. Never holds a secret.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message; ///< for people: what happened and what to do
    QString detail{}; ///< raw words of the other side (registry, database), may be empty
    bool retryable = false; ///< the same call may succeed later
    int httpStatus = 0; ///< 0: not an HTTP answer
    QString sqlState{}; ///< native code of the database, empty: not a database error

    /// Message and detail on one line.
    QString toString() const;
};

bool operator==(const Error& a, const Error& b);

} // namespace transship
