// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QList>
#include <QNetworkProxy>
#include <QSslCertificate>

namespace transship {

/// Whom connections trust and which way they take. A plain value; the default is the system's authorities and no proxy.
struct HttpTransport {
    QList<QSslCertificate> authorities{}; ///< all that are trusted; none: the system's
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
};

/// The system's authorities and those of a PEM file. Io or InvalidArgument name the file and what is wrong with it.
/// Reads them now: not on a thread that must not wait.
Result<QList<QSslCertificate>> readAuthorities(const QString& file);

/// What the system says for this address (desktop settings, http_proxy, https_proxy, no_proxy). May ask the network
/// (WPAD, PAC files): not on a thread that must not wait.
QNetworkProxy systemProxyFor(const QUrl& url);

} // namespace transship
