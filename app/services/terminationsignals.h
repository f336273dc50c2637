// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace transship {

/// SIGTERM and SIGINT as a Qt signal: the first asks for an orderly end, a second ends the process at once with exit
/// code 130. At most one instance a process; thread: the main one. Create it after the QCoreApplication.
class TerminationSignals : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignals(QObject* parent = nullptr);
    ~TerminationSignals() override;

    bool received() const { return m_received; }

Q_SIGNALS:
    void terminationRequested();

private:
    void readPipe();

    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_received = false;
};

} // namespace transship
