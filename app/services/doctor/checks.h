// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/services.h"
#include "models/domain/finding.h"

#include <QCoroTask>
#include <QList>

#include <functional>

namespace transship {

/// Looks at everything that these services need, changing nothing; in the order in which things have to be mended, and
/// told as each is found. A check whose ground is missing is left out.
using FindingReport = std::function<void(const Finding& finding)>;
QCoro::Task<QList<Finding>> examine(Services& services, FindingReport report = {});

/// A check that failed with this error.
Finding failedFinding(const QString& check, const Error& error, const QString& advice = {});

} // namespace transship
