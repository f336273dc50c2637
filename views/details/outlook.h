// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/repository.h"

#include <QString>

namespace transship {

/// What happens to this repository next, or why nothing does, as far as row and policy tell. Pure.
QString outlook(const ContainerRepository& row, const Policy& policy);

} // namespace transship
