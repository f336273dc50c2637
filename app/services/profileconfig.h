// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/servicesconfig.h"
#include "models/settings/secretstore.h"

#include <QCoroTask>

#include <memory>

namespace transship {

/// What the object graph of a profile is built from: its secrets, key and CA file are read and the system is asked for
/// its proxy, all of it elsewhere. A production profile begins read-only. Errors say what of the profile cannot be had.
QCoro::Task<Result<ServicesConfig>> configOf(ConnectionProfile profile, std::shared_ptr<SecretStore> secrets);

} // namespace transship
