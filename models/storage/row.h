// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

namespace transship {

/// One row of an answer, good while its visitor looks at it.
class Row {
public:
    Row() = default;
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    virtual ~Row() = default;

    /// NULL is a null QVariant.
    virtual QVariant value(int column) const = 0;
};

} // namespace transship
