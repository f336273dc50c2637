// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace transship {

/// Compares in a time that tells nothing about where the difference is. Thread: any.
bool sameSecret(const QByteArray& presented, const QByteArray& secret);

} // namespace transship
