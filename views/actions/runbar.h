// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHash>

class QLabel;
class QProgressBar;
class QToolButton;

namespace transship {

class ActionRunner;
class BulkRun;

/// A line for each action under way: how far, how fast, how long yet, how many failed, and a button to stop it. Shown
/// for those that last longer than a blink. GUI thread; borrows the runner.
class RunBar : public QFrame {
    Q_OBJECT
public:
    explicit RunBar(ActionRunner& runner, QWidget* parent = nullptr);

private:
    struct Line {
        QWidget* widget = nullptr;
        QLabel* text = nullptr;
        QProgressBar* bar = nullptr;
        QToolButton* stop = nullptr;
    };
    void add(BulkRun* run);
    void remove(BulkRun* run);
    void showProgress();
    static void showProgress(const BulkRun& run, const Line& line);

    QHash<BulkRun*, Line> m_lines;
};

} // namespace transship
