// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace transship::bench {

/// What bench_table measures, each in a process of its own so that memory and start are its own: a scenario with the
/// database's URL and further arguments, and its figures.
QJsonObject runProbe(const QStringList& arguments);

} // namespace transship::bench
