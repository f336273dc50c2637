// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QString>

namespace transship {

enum class Verdict { Ok, Warning, Failed };

/// What one check of a configuration found: of `transshipctl doctor`, and of "test connection".
struct Finding {
    QString check; ///< stable: configuration, database, rollout, credentials, registry, clock
    Verdict verdict = Verdict::Ok;
    QString message{}; ///< what is the case
    QString advice{}; ///< what to do about it; empty: nothing
    ErrorCode code = ErrorCode::Internal; ///< with Failed: decides the exit code
};

} // namespace transship
