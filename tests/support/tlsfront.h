// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testauthority.h"

#include <QSslServer>
#include <QUrl>

namespace transship::testing {

/// TLS in front of a server on a port of 127.0.0.1, with a certificate of the authority. Thread: the one that made it,
/// with an event loop.
class TlsFront {
public:
    TlsFront(const TestAuthority& authority, quint16 backendPort);

    QUrl url(const QString& path = {}) const; ///< https://localhost:port + path

private:
    QSslServer m_server;
};

} // namespace transship::testing
