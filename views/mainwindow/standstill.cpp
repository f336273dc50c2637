// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/standstill.h"

#include "views/common/texts.h"

#include <QCoreApplication>

namespace transship {
namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("Standstill", text, nullptr, n);
}

} // namespace

QString standstill(const Policy& policy, const WorkAtHand& work)
{
    if (work.total == 0) {
        return tr("Nothing to migrate yet.");
    }
    if (work.waiting + work.aborted + work.inProcess == 0) {
        return tr("Nothing left to do: every repository is done or skipped.");
    }
    if (!policy.enabled) {
        return work.inProcess > 0
            ? tr("Paused: nothing new is started; %1 in flight go on to their end.").arg(texts::number(work.inProcess))
            : tr("Paused: nothing new is started until you resume.");
    }
    if (policy.capacity == 0) {
        return tr("No slots: choose a capacity to let repositories start.");
    }
    if (work.inProcess >= policy.capacity) {
        return tr("All %1 slots are taken: the next one starts when a slot frees.").arg(policy.capacity);
    }
    if (work.waiting + work.aborted == 0) {
        return tr("Nothing left to start: the last ones are in flight.");
    }
    if (policy.waitingTime.count() > 0) {
        return tr("A slot is free. Between two steps the enqueuer waits %1.").arg(texts::duration(policy.waitingTime));
    }
    return tr("A slot is free: the enqueuer starts the next one that is ready.");
}

} // namespace transship
