// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/registrycredentials.h"

#include <QByteArray>
#include <QUrl>

namespace transship {

/// What Docker's config.json holds for a registry: user and password, or an identity token. NotFound when it holds
/// nothing for it; InvalidArgument when it is no such file, and when it leaves this registry to a credential helper,
/// which is a program this one does not run. Messages hold no secret. Thread: any.
Result<RegistryCredentials> credentialsFromDockerConfig(const QByteArray& json, const QUrl& registry);

} // namespace transship
