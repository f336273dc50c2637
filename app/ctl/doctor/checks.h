// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"

#include <QCoroTask>
#include <QList>
#include <QString>

namespace transship::ctl {

enum class Verdict { Ok, Warning, Failed };

/// What one check of `doctor` found.
struct Finding {
    QString check; ///< stable: configuration, database, rollout, credentials, registry, clock
    Verdict verdict = Verdict::Ok;
    QString message; ///< what is the case
    QString advice{}; ///< what to do about it; empty: nothing
    ErrorCode code = ErrorCode::Internal; ///< with Failed: decides the exit code
};

/// Builds the session's services and looks at everything, changing nothing; in the order in which things have to be
/// mended. A check whose ground is missing is left out.
QCoro::Task<QList<Finding>> allFindings(Session& session);

} // namespace transship::ctl
