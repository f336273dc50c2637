// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace transship {

/// What an operator wants to see again: a filter, and how the table showed it.
struct SavedView {
    QString name;
    QString filter; ///< as text of the filter grammar
    QByteArray table; ///< columns, widths and sort, opaque; empty: as they are
};

} // namespace transship
