// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QWidget>

#include <array>

namespace transship {

/// One horizontal bar, divided by state: done first, waiting last. Even a single repository of a state stays visible.
/// GUI thread.
class StackedBar : public QWidget {
    Q_OBJECT
public:
    using Counts = std::array<qint64, allMigrationStates.size()>;

    explicit StackedBar(QWidget* parent = nullptr);

    /// By the numbers of MigrationState.
    void setCounts(const Counts& counts);
    QSize sizeHint() const override { return {400, 14}; }
    QSize minimumSizeHint() const override { return {100, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Counts m_counts{};
};

} // namespace transship
