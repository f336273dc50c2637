// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/answer.h"

#include <QThreadPool>

namespace transship {

void endInBackground(std::shared_ptr<StorageWorker>& worker)
{
    if (worker) {
        QThreadPool::globalInstance()->start([ended = std::move(worker)]() mutable { ended.reset(); });
    }
    worker.reset();
}

} // namespace transship
