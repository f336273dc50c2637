// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/screenshots.h"

#include <QSaveFile>
#include <QWidget>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace transship {
namespace {

int userSignalPipe[2] = {-1, -1};

void onUserSignal(int)
{
    const char byte = 1;
    // Nothing can be done in a signal handler about a full pipe; one byte in it is enough anyway.
    [[maybe_unused]] const ssize_t written = ::write(userSignalPipe[1], &byte, 1);
}

} // namespace

Screenshots::Screenshots(
    const QString& file, std::chrono::seconds interval, std::function<QWidget*()> window, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_window(std::move(window))
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::take);
    if (interval.count() > 0) {
        m_timer.start(interval);
    }
    watchUserSignal();
}

void Screenshots::watchUserSignal()
{
    if (::pipe2(userSignalPipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    m_userSignal = std::make_unique<QSocketNotifier>(userSignalPipe[0], QSocketNotifier::Read);
    connect(m_userSignal.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (::read(userSignalPipe[0], bytes, sizeof bytes) > 0) { }
        take();
    });
    struct sigaction action = {};
    action.sa_handler = onUserSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
}

void Screenshots::take()
{
    QWidget* window = m_window();
    if (!window) {
        return;
    }
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || !window->grab().save(&file, "PNG") || !file.commit()) {
        qWarning("cannot write the screenshot to %s: %s", qUtf8Printable(m_file), qUtf8Printable(file.errorString()));
    }
}

} // namespace transship
