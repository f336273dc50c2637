// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace transship {

/// A choice that acts at once, and far away: it is made in the list that was opened for it, and neither by a wheel that
/// turns over it nor by a key that was meant for something else. Space, Return, F4 and Alt+Down open the list.
/// GUI thread.
class DeliberateComboBox : public QComboBox {
    Q_OBJECT
public:
    explicit DeliberateComboBox(QWidget* parent = nullptr);

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace transship
