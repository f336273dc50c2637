// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <array>
#include <cstdint>

namespace transship {

/// 0xRRGGBB on a light ground, in the order of MigrationState; the same in the console, its charts and reports.
/// Colour-blind safe (after Okabe and Ito); never the only sign.
inline constexpr std::array<std::uint32_t, allMigrationStates.size()> lightStateColours{
    0x828c97, 0x2e96d4, 0x7c5cc9, 0x0b5aa2, 0x0e8c67, 0xcb470b, 0xb88300};

/// From the bottom of a stack: what is settled, then trouble, then what moves, then what waits.
inline constexpr std::array stateStacking{MigrationState::ImportDone, MigrationState::ImportSkipped,
    MigrationState::ImportAborted, MigrationState::Importing, MigrationState::PreImportDone,
    MigrationState::PreImporting, MigrationState::Default};
static_assert(stateStacking.size() == allMigrationStates.size());

} // namespace transship
