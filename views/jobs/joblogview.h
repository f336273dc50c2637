// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/backgroundcontrol.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace transship {

/// The log of one background migration as it grows, one JSON object a line; the newest lines of a long one. Follows the
/// end until someone scrolls up. GUI thread; borrows the control; nothing blocks.
class JobLogView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit JobLogView(BackgroundControl& control, QWidget* parent = nullptr);

    /// 0: none.
    void setJob(qint64 id);

public Q_SLOTS:
    void refresh();

private:
    QCoro::Task<> read();

    BackgroundControl& m_control;
    qint64 m_job = 0;
    qint64 m_last = 0;
    QTimer m_timer;
    bool m_reading = false;
};

} // namespace transship
