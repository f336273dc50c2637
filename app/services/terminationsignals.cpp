// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/terminationsignals.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace transship {
namespace {

constexpr int interruptedExitCode = 130;

// What a signal handler may touch: plain file descriptors and a lock-free counter.
int pipeEnds[2] = {-1, -1};
std::atomic<int> signalCount = 0;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void onTerminationSignal(int)
{
    if (signalCount.fetch_add(1) > 0) {
        _exit(interruptedExitCode);
    }
    const char byte = 1;
    const int savedErrno = errno;
    [[maybe_unused]] const ssize_t written = write(pipeEnds[1], &byte, 1);
    errno = savedErrno;
}

void handleWith(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

} // namespace

TerminationSignals::TerminationSignals(QObject* parent)
    : QObject(parent)
{
    Q_ASSERT(pipeEnds[0] == -1);
    if (pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0) {
        qFatal("no file descriptors left for a pipe");
    }
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TerminationSignals::readPipe);
    handleWith(&onTerminationSignal);
}

TerminationSignals::~TerminationSignals()
{
    handleWith(SIG_DFL);
    m_notifier.reset();
    close(pipeEnds[0]);
    close(pipeEnds[1]);
    pipeEnds[0] = pipeEnds[1] = -1;
    signalCount = 0;
}

void TerminationSignals::readPipe()
{
    char bytes[16];
    while (read(pipeEnds[0], bytes, sizeof bytes) > 0) { }
    if (!m_received) {
        m_received = true;
        Q_EMIT terminationRequested();
    }
}

} // namespace transship
