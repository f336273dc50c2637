// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/domain/result.h"
#include "models/registry/httptransport.h"
#include "models/registry/registrycredentials.h"
#include "models/storage/databaseurl.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace transship {

/// What the object graph is built from. A plain value: any thread.
struct ServicesConfig {
    DatabaseUrl database = DatabaseUrl::defaultUrl();
    QUrl registryUrl; ///< empty: none
    RegistryCredentials registryCredentials; ///< for that registry; never logged
    QString actor; ///< who acts, for history: user@host
    Origin origin = Origin::Ctl; ///< by which program
    QString workerName; ///< empty: host and slot, filled in by Services::addWorker
    HttpTransport transport{}; ///< of everything that talks to that registry
    QString profile{}; ///< its name; empty: all this is from arguments and the environment
    bool readOnly = false; ///< to begin with, see Services::setReadOnly

    /// What is given, else TRANSSHIP_DATABASE and TRANSSHIP_REGISTRY, else the defaults; and the credentials of
    /// registryCredentialsFromEnvironment().
    static Result<ServicesConfig> fromEnvironment(const QString& databaseUrl = {}, const QString& registryUrl = {});
};

/// The names that the user's data folder is derived from; before anything is opened, the same in every program.
void setApplicationIdentity();

/// user@host of whoever runs this program.
QString defaultActor();

/// An absolute http or https address with no credentials in it; `what` names it in the error.
Result<QUrl> parseRegistryUrl(const QString& text, const QString& what);

/// What was given with --database. One with a password is refused.
Result<DatabaseUrl> databaseFromArgument(const QString& argument);

/// The value of the environment variable, or the content of the file that VARIABLE_FILE names (one trailing line end
/// removed); empty when neither is set.
Result<QByteArray> secretFromEnvironment(const QString& variable);

} // namespace transship
