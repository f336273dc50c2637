// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/confirmer.h"

class QWidget;

namespace transship {

/// Asks with an ActionDialog over the parent, without blocking. GUI thread.
class DialogConfirmer final : public Confirmer {
public:
    explicit DialogConfirmer(QWidget* parent)
        : m_parent(parent)
    {
    }

    void ask(const ConfirmRequest& request, std::function<void(const ConfirmAnswer&)> answered) override;

private:
    QWidget* m_parent;
};

} // namespace transship
