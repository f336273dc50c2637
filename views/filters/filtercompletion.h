// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace transship {

/// What can follow where the cursor is in a filter's text: keys of the grammar, or values of the key that is there.
struct FilterCompletion {
    qsizetype position = 0; ///< of what is replaced
    qsizetype length = 0;
    QString typed; ///< the same, without a quote
    std::optional<FilterField> field; ///< whose value is being typed
    QStringList words; ///< known to the grammar, that begin as typed
};

FilterCompletion completionAt(const QString& text, qsizetype cursor);
/// A value as it has to be written: in quotes where it needs them.
QString completedValue(const QString& value);

} // namespace transship
