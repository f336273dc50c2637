// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace transship::testing {

/// A TCP port of 127.0.0.1 that was free a moment ago.
quint16 freePort();

} // namespace transship::testing
