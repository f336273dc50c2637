// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storageworker.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <utility>

namespace transship {

/// Calls f(answer) in context's thread once the future is answered; never when context is gone by then, or when the
/// asked worker dropped the question.
template <typename T, typename F> void whenAnswered(const QFuture<T>& future, QObject* context, F f)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, f = std::move(f)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0) {
            f(watcher->result());
        }
    });
    watcher->setFuture(future);
}

/// Lets go of a worker. Its end waits for the statement it is in, so that happens on another thread.
void endInBackground(std::shared_ptr<StorageWorker>& worker);

} // namespace transship
