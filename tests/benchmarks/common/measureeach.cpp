// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/measureeach.h"

#include <cstdio>

namespace transship::bench {

int measureEach(const Settings& settings, const QList<Mix>& mixes, const QString& what,
    const std::function<bool(const Subject& subject)>& measure)
{
    bool met = true;
    for (const qint64 rows : settings.rows) {
        for (const QString& backend : settings.backends) {
            for (const Mix mix : mixes) {
                met = measure({backend, rows, mix}) && met;
                std::fflush(stdout);
            }
        }
    }
    std::printf("\n%s: %s\n", qPrintable(what), met ? "every target met" : "some targets NOT met");
    return 0;
}

} // namespace transship::bench
