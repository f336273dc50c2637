// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>

namespace transship {

/// Neighbouring rows of the table in its present filter and order; all but the last block are full.
using RepositoryBlock = QList<ContainerRepository>;

inline constexpr int blockRows = 256;

/// Blocks read again together, and the number of rows when it was learned on the way.
struct BlockRefresh {
    QHash<int, RepositoryBlock> blocks;
    std::optional<qint64> count;
    QSet<qint64> gone; ///< asked for by id, but no more there
};

} // namespace transship
