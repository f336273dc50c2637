// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// Who an importer is among all that share a database: host, boot, process and a number of its own, as one text. What
/// a killed importer left behind can so be told at once from what a living one works on, where both run under the same
/// kernel and see the same processes; elsewhere the lease has to run out. Thread: any.
class ImporterIdentity {
public:
    /// Another one with each call.
    static ImporterIdentity ofThisProcess();
    /// Never of the null text.
    explicit ImporterIdentity(const QString& text);

    QString toString() const;
    /// For people: "host:1234".
    QString displayName() const;
    /// True only when its process is certainly gone.
    bool isKnownDead() const;

private:
    ImporterIdentity() = default;

    QString m_host;
    QString m_boot; ///< of the kernel; empty: not known
    QString m_processes; ///< the namespace in which process ids mean something
    qint64 m_process = 0;
    QString m_started; ///< clock ticks since boot: process ids are used again
    QString m_number;
};

} // namespace transship
