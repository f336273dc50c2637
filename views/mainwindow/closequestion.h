// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace transship {

class ConsolePage;

/// Between the wish to close a window and its closing: whether what is under way in it may be stopped. GUI thread;
/// borrows the window, which owns it.
class CloseQuestion : public QObject {
    Q_OBJECT
public:
    explicit CloseQuestion(QWidget& window);

    /// Nothing is under way, or the answer was yes. Otherwise false, and the question is on the screen; `close` is
    /// called when the answer is yes.
    bool mayClose(ConsolePage* console, std::function<void()> close);
    /// From now on nobody is asked: the program ends.
    void skip() { m_answered = true; }

private:
    QWidget& m_window;
    bool m_answered = false;
};

} // namespace transship
