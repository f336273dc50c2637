// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/operatoraction.h"
#include "models/domain/repository.h"

#include <QList>

#include <functional>
#include <optional>

namespace transship {

struct ConfirmRequest {
    OperatorAction action = OperatorAction::Retry;
    QList<ContainerRepository> affected; ///< as shown when the question is asked
    int unaffected = 0; ///< selected, but the table does not allow the action for them
};

struct ConfirmAnswer {
    bool accepted = false;
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
