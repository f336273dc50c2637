// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmarks/common/datasetsql.h"
#include "tests/benchmarks/common/settings.h"

#include <functional>

namespace transship::bench {

/// One of the data sets that a run is about.
struct Subject {
    QString backend;
    qint64 rows;
    Mix mix;
};

/// `measure` for every size, backend and mix in turn; it says whether its targets are met. Then prints the verdict on
/// `what` ("row 8"). The program's exit code: 0, since a target that is not met is a figure as well.
int measureEach(const Settings& settings, const QList<Mix>& mixes, const QString& what,
    const std::function<bool(const Subject& subject)>& measure);

} // namespace transship::bench
