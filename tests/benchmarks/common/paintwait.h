// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QScrollBar>
#include <QTimer>

#include <functional>
#include <optional>

namespace transship::bench {

/// Waits for a view to have painted something. GUI thread.
class PaintWait : public QObject {
public:
    explicit PaintWait(QAbstractItemView& view)
        : m_view(view)
    {
        view.viewport()->installEventFilter(this);
    }

    /// Until the view has been painted while `shown` held, or `seconds` are over; milliseconds since the call.
    std::optional<double> until(const std::function<bool()>& shown, int seconds = 60)
    {
        QElapsedTimer timer;
        timer.start();
        QEventLoop loop;
        m_loop = &loop;
        m_shown = shown;
        m_painted = false;
        QTimer::singleShot(seconds * 1000, &loop, [&loop] { loop.quit(); });
        QTimer hidden; // words stand in the place of a table without rows
        connect(&hidden, &QTimer::timeout, this, [this, &loop] {
            if (!m_view.isVisible() && m_shown()) {
                m_painted = true;
                loop.quit();
            }
        });
        hidden.start(1);
        m_view.viewport()->update();
        loop.exec();
        m_loop = nullptr;
        return m_painted ? std::optional(static_cast<double>(timer.nsecsElapsed()) / 1e6) : std::nullopt;
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        // Whether it held before the painting began; the loop ends when the painting is done.
        if (event->type() == QEvent::Paint && m_loop && m_shown()) {
            m_painted = true;
            QTimer::singleShot(0, m_loop, &QEventLoop::quit);
        }
        return false;
    }

private:
    QAbstractItemView& m_view;
    QEventLoop* m_loop = nullptr;
    std::function<bool()> m_shown;
    bool m_painted = false;
};

} // namespace transship::bench
