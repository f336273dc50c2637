// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"
#include "models/storage/repositorysort.h"

#include <QStringList>

#include <optional>

namespace transship {

/// A range of an order's key that holds all rows of a criterion, as conditions.
struct KeyBounds {
    QString lower;
    QString upper;
    QString equal;
    bool isExact = false; ///< it holds no others

    QStringList all() const;
};

/// Nothing when the criterion is no range in this order.
std::optional<KeyBounds> boundsOf(
    const FilterCriterion& criterion, RepositorySort sort, Backend backend, const QDateTime& now);

} // namespace transship
