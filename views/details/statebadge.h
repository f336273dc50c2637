// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QWidget>

namespace transship {

/// Icon and name of a state with a line of its colour; one glance. GUI thread.
class StateBadge : public QWidget {
    Q_OBJECT
public:
    explicit StateBadge(QWidget* parent = nullptr);

    void setState(MigrationState state, const QString& addition);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MigrationState m_state = MigrationState::Default;
    QString m_addition; ///< behind the name, in quieter words
};

} // namespace transship
