// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkpreview.h"
#include "views/actions/actionpolicy.h"

#include <QFuture>

#include <chrono>
#include <functional>
#include <optional>

namespace transship {

struct ConfirmRequest {
    OperatorAction action = OperatorAction::Retry;
    qint64 selected = 0; ///< as far as it was counted when the question is asked
    QFuture<Result<BulkPreview>> preview; ///< being made
    CancelFlag cancel; ///< of the preview; set it when nobody waits for it any more
    ActionPolicy policy;
    std::function<std::chrono::seconds(qint64 count)> estimate;
    std::optional<SkippedReason> reason; ///< proposed
    QString note; ///< proposed
};

struct ConfirmAnswer {
    std::optional<BulkPreview> confirmed; ///< nothing: refused
    std::optional<SkippedReason> reason; ///< with Skip
    QString note; ///< for history; may be empty
};

/// Asks the operator before anything is changed. Exactly one answer a question, never before ask() returns to the
/// event loop of a real dialog; tests script their answers. GUI thread.
class Confirmer {
public:
    Confirmer() = default;
    Confirmer(const Confirmer&) = delete;
    Confirmer& operator=(const Confirmer&) = delete;
    virtual ~Confirmer() = default;

    virtual void ask(const ConfirmRequest& request, std::function<void(const ConfirmAnswer&)> answered) = 0;
};

} // namespace transship
