// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>
#include <QtGlobal>

namespace transship::testing {

/// For tests that choose at random: TRANSSHIP_TEST_SEED, to see a failed run again; else a new one. Name it in every
/// failure.
inline quint32 seedOfThisRun()
{
    bool given = false;
    const quint32 seed = qEnvironmentVariable("TRANSSHIP_TEST_SEED").toUInt(&given);
    return given ? seed : QRandomGenerator::global()->generate();
}

} // namespace transship::testing
