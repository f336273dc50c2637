// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/dialogconfirmer.h"

#include "views/dialogs/actiondialog.h"

namespace transship {

void DialogConfirmer::ask(const ConfirmRequest& request, std::function<void(const ConfirmAnswer&)> answered)
{
    auto* dialog = new ActionDialog(request, m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(
        dialog, &QDialog::finished, dialog, [dialog, answered = std::move(answered)] { answered(dialog->answer()); });
    dialog->open();
}

} // namespace transship
