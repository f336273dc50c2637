// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/processes.h"

#include <QProcess>
#include <QThread>

namespace transship::testing {
namespace {

/// Lives until the program ends: a child that asked to be killed with its parent means the thread that forked it.
class Forker : public QThread {
public:
    Forker() { start(); }
    ~Forker() override
    {
        quit();
        wait();
    }
    Forker(const Forker&) = delete;
    Forker& operator=(const Forker&) = delete;
};

} // namespace

bool startProcess(QProcess& process, const QString& program, const QStringList& arguments)
{
    static Forker forker;
    QThread* const home = process.thread();
    bool started = false;
    process.moveToThread(&forker);
    QMetaObject::invokeMethod(
        &process,
        [&] {
            process.start(program, arguments);
            started = process.waitForStarted();
            process.moveToThread(home);
        },
        Qt::BlockingQueuedConnection);
    return started;
}

} // namespace transship::testing
