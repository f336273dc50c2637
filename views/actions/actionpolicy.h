// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/operatoraction.h"

#include <QLocale>
#include <QString>

namespace transship {

/// What the operator's actions have to ask themselves before the transition table is asked: the one place for what a
/// profile forbids or makes harder. A plain value.
struct ActionPolicy {
    bool readOnly = false;
    QString whyReadOnly; ///< for tooltips: how to unlock
    bool production = false;
    QString profile; ///< its name may be typed instead of the number; may be empty
    qint64 largeFrom = 10'000; ///< from so many on the number is asked for everywhere

    /// Whether the number of repositories has to be typed before it is done.
    bool asksToType(OperatorAction action, qint64 count) const
    {
        return action == OperatorAction::ForceCancel || asksToType(count);
    }
    /// The same of what is none of the actions: a background job.
    bool asksToType(qint64 count) const { return count >= largeFrom || (production && count > 1); }

    /// Whether this is the number, or the profile's name.
    bool isTyped(const QString& text, qint64 count) const
    {
        const QString typed = text.trimmed();
        bool isNumber = false;
        const qint64 number = QLocale().toLongLong(typed, &isNumber);
        return (isNumber && number == count) || (!profile.isEmpty() && typed == profile);
    }
};

} // namespace transship
