// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <functional>

namespace transship::testing {

/// A request that no honest client sends, as the bytes on the wire.
struct HostileRequest {
    const char* name;
    QByteArray bytes;
    /// What may be answered; 0 stands for a connection closed without an answer.
    QList<int> answers;
    bool leaves = false; ///< the client closes at once and does not wait for the answer
};

/// What is the same for every service: how it names a repository in an address, and how its clients log in.
struct HostileTarget {
    std::function<QByteArray(const QByteArray& repository)> address; ///< "/…/REPOSITORY/…", as it goes on the wire
    QByteArray authorization; ///< the value of a good Authorization header
};

/// The list that every service of ours has to live through. None of them changes anything.
QList<HostileRequest> hostileRequests(const HostileTarget& target);

/// Sends the bytes; the status answered, 0 when the connection was closed without one, -1 when neither came in time.
int statusAfter(const QUrl& server, const HostileRequest& request);

} // namespace transship::testing
