// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// Words of others (a registry, a program), fit for history, logs and people: no control characters (PostgreSQL takes
/// no NUL), not more than `longest` UTF-16 units, no half of a character at the end. Thread: any.
QString printable(QString text, qsizetype longest = 4000);

} // namespace transship
