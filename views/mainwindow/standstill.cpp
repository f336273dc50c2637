// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/standstill.h"

#include "views/common/texts.h"

#include <QCoreApplication>

namespace transship {
namespace {

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("transship", text, nullptr, n);
}

QString pausedWords(const WorkAtHand& work)
{
    return work.inProcess > 0
        ? tr("Paused: nothing new is started; %1 in flight go on to their end.").arg(texts::number(work.inProcess))
        : tr("Paused: nothing new is started until you resume.");
}

QString waitingWords(const RolloutState& state, const QDateTime& now)
{
    const qint64 left = state.next.waitFor.value_or(std::chrono::seconds(0)).count() - state.at.secsTo(now);
    return left > 0 ? tr("Waiting time: next start in %1.").arg(texts::duration(std::chrono::seconds(left)))
                    : tr("Waiting time: it is over, the next start comes any moment.");
}

QString nothingToDoWords(const WorkAtHand& work)
{
    if (work.inProcess > 0) {
        return tr("Nothing left to start: the last ones are in flight.");
    }
    return tr("Nothing is ready: %1 wait, kept back by created_before, plan or deny list.")
        .arg(texts::number(work.waiting));
}

/// What the enqueuer's decision comes to.
QString decisionWords(const RolloutState& state, const WorkAtHand& work, const QDateTime& now)
{
    switch (state.next.stop) {
    case EnqueueStop::NotEnabled:
        return pausedWords(work);
    case EnqueueStop::NoRegistry:
        return tr("Nothing can be started from here: no registry is configured.");
    case EnqueueStop::NoCapacity:
        return state.policy.capacity == 0
            ? tr("No slots: choose a capacity to let repositories start.")
            : tr("All %1 slots are taken: the next one starts when a slot frees.").arg(state.policy.capacity);
    case EnqueueStop::WaitingTime:
        return waitingWords(state, now);
    case EnqueueStop::NothingToDo:
        return nothingToDoWords(work);
    case EnqueueStop::Worked:
        return state.next.importType == u"retry" ? tr("A slot is free: %1 is retried next.").arg(state.next.path)
                                                 : tr("A slot is free: %1 is started next.").arg(state.next.path);
    case EnqueueStop::LeaseTaken:
    case EnqueueStop::Failed:
        break;
    }
    return state.next.explanation;
}

} // namespace

bool lacksWorker(const RolloutState& state, const WorkAtHand& work)
{
    const bool startable
        = state.next.stop != EnqueueStop::NotEnabled && state.policy.capacity > 0 && work.waiting + work.aborted > 0;
    return state.workers.isEmpty() && (startable || work.inProcess > 0);
}

QString standstill(const RolloutState& state, const WorkAtHand& work, const QDateTime& now)
{
    if (work.total == 0) {
        return tr("Nothing to migrate yet.");
    }
    if (work.waiting + work.aborted + work.inProcess == 0) {
        return tr("Nothing left to do: every repository is done or skipped.");
    }
    const QString words = decisionWords(state, work, now);
    return lacksWorker(state, work) ? tr("%1 No worker runs: start transshipctl worker.").arg(words) : words;
}

} // namespace transship
