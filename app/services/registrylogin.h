// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/registrycredentials.h"

#include <QString>

namespace transship {

/// How to log in at the registry that imports, from the environment; at most one of
/// - TRANSSHIP_REGISTRY_TOKEN (or …_FILE): a ready bearer token,
/// - TRANSSHIP_REGISTRY_SIGNING_KEY_FILE: the key to sign our own tokens with, and TRANSSHIP_REGISTRY_TOKEN_ISSUER and
///   TRANSSHIP_REGISTRY_TOKEN_AUDIENCE,
/// - TRANSSHIP_REGISTRY_USER and TRANSSHIP_REGISTRY_PASSWORD (or …_FILE).
/// None is fine. InvalidArgument for more than one, since nobody could tell which one was meant. A secret that is empty
/// counts as not given. Errors name variables and files, never a secret.
Result<RegistryCredentials> registryCredentialsFromEnvironment();

/// What a header can hold; a line break within would end it and begin another. `source` names in the error where the
/// token is from.
Result<void> checkToken(const QByteArray& token, const QString& source);

/// What to do about a registry that wants other credentials than these; half a sentence, for people. `profile`: where
/// they are from, empty: from the environment.
QString loginAdvice(const RegistryCredentials& credentials, const QString& profile = {});

} // namespace transship
