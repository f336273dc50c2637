// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QList>

#include <array>
#include <optional>

/// The state machine of a migration: one constexpr table, and questions to it.
namespace transship {

/// A set of states as bits, so that the table can be constexpr.
class StateSet {
public:
    template <typename... States> static constexpr StateSet of(States... states)
    {
        StateSet set;
        set.m_bits = static_cast<quint8>(((1U << static_cast<unsigned>(states)) | ... | 0U));
        return set;
    }
    constexpr bool contains(MigrationState state) const { return (m_bits >> static_cast<unsigned>(state)) & 1U; }

private:
    quint8 m_bits = 0;
};

struct TransitionRule {
    MigrationEvent event;
    StateSet from;
    MigrationState to;
    bool needsMigrationEnabled; ///< refused while migration is switched off
};

inline constexpr std::array transitionTable = [] {
    using S = MigrationState;
    using E = MigrationEvent;
    return std::array{
        TransitionRule{E::StartPreImport, StateSet::of(S::Default, S::PreImporting, S::Importing, S::ImportAborted),
            S::PreImporting, true},
        TransitionRule{
            E::FinishPreImport, StateSet::of(S::PreImporting, S::Importing, S::ImportAborted), S::PreImportDone, false},
        TransitionRule{E::StartImport, StateSet::of(S::PreImportDone, S::PreImporting, S::Importing, S::ImportAborted),
            S::Importing, false},
        TransitionRule{E::FinishImport, StateSet::of(S::Default, S::PreImporting, S::Importing, S::ImportAborted),
            S::ImportDone, false},
        TransitionRule{E::AlreadyMigrated, StateSet::of(S::Default), S::ImportDone, false},
        TransitionRule{E::AbortImport, StateSet::of(S::Default, S::PreImporting, S::PreImportDone, S::Importing),
            S::ImportAborted, false},
        TransitionRule{E::SkipImport,
            StateSet::of(S::Default, S::PreImporting, S::PreImportDone, S::Importing, S::ImportAborted),
            S::ImportSkipped, false},
        TransitionRule{
            E::RetryPreImport, StateSet::of(S::PreImporting, S::Importing, S::ImportAborted), S::PreImporting, true},
        TransitionRule{
            E::RetryImport, StateSet::of(S::PreImporting, S::Importing, S::ImportAborted), S::Importing, true},
        TransitionRule{E::Reset, StateSet::of(S::ImportSkipped, S::ImportAborted), S::Default, false},
    };
}();
static_assert(transitionTable.size() == allMigrationEvents.size());

constexpr const TransitionRule& ruleOf(MigrationEvent event)
{
    return transitionTable[static_cast<std::size_t>(event)];
}

/// The state that `event` leads to from `state`, or nothing when the table refuses the pair.
constexpr std::optional<MigrationState> targetState(MigrationState state, MigrationEvent event)
{
    const TransitionRule& rule = ruleOf(event);
    return rule.from.contains(state) ? std::optional(rule.to) : std::nullopt;
}

/// In the order of the table.
QList<MigrationEvent> allowedEvents(MigrationState state);

/// The states an event may come from, for messages.
QList<MigrationState> sourceStates(MigrationEvent event);

/// The error of a refused pair: names the event, the state, and the states it would be legal from.
Error refusal(MigrationState state, MigrationEvent event);

} // namespace transship
