// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/repositoryinquiry.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace transship {

/// Why the selected repository moves, or does not: one sentence, what can be done, and each of the enqueuer's checks
/// with its present value, in order. Kept fresh while it is seen. GUI thread; borrows the inquiry; nothing blocks.
class WhySection : public QWidget {
    Q_OBJECT
public:
    explicit WhySection(RepositoryInquiry& inquiry, QWidget* parent = nullptr);

    void setRepository(std::optional<qint64> id);

public Q_SLOTS:
    void refresh();

private:
    QCoro::Task<> read();
    void present(const Result<Explanation>& explanation);

    RepositoryInquiry& m_inquiry;
    std::optional<qint64> m_id;
    QLabel* m_summary;
    QToolButton* m_toggle;
    QLabel* m_checks;
    QTimer m_timer;
    bool m_reading = false;
    bool m_again = false;
};

/// "✓ capacity: 3 of 5 slots are taken", one a line, escaped. Pure.
QString checksTable(const QList<CheckResult>& checks, const QPalette& palette);

} // namespace transship
