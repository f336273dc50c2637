// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"

#include <QDateTime>

#include <optional>

namespace transship {

/// What a transition needs besides the record and the event.
struct TransitionContext {
    QDateTime now; ///< UTC
    bool migrationEnabled = true; ///< the phase2_enabled flag
    /// skip_import: why (nothing = not_specified); finish_import: native_import or not_found; else ignored
    std::optional<SkippedReason> reason;
};

/// The record as it is after `event`, with every entry and exit effect; or the refusal. Pure: touches nothing else.
Result<ContainerRepository> applyEvent(
    const ContainerRepository& before, MigrationEvent event, const TransitionContext& context);

} // namespace transship
