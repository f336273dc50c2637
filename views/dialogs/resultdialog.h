// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/actionrunner.h"

#include <QDialog>

namespace transship {

/// What failed, repository by repository, in the words of whoever refused. Not modal; text can be copied.
class ResultDialog : public QDialog {
    Q_OBJECT
public:
    explicit ResultDialog(const ActionReport& report, QWidget* parent = nullptr);
};

/// "Retry: 3 done, 1 failed"
QString summaryOf(const ActionReport& report);

} // namespace transship
