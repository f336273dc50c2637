// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/registrycredentials.h"

#include <QHostAddress>
#include <QString>
#include <QUrl>

namespace transship::ctl {

/// PREFIX_USERNAME, PREFIX_PASSWORD and PREFIX_TOKEN, the last two also as …_FILE; without those, what the file named
/// by PREFIX_DOCKER_CONFIG (Docker's config.json) holds for this registry.
Result<RegistryCredentials> credentialsFromEnvironment(const QString& prefix, const QUrl& registry);

struct ListenAddress {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080", ":8080" or "8080" (loopback), "0.0.0.0:8080".
Result<ListenAddress> parseListenAddress(const QString& text);

} // namespace transship::ctl
