// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/deliberatecombobox.h"

#include <QKeyEvent>
#include <QWheelEvent>

namespace transship {
namespace {

bool opensList(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Select:
    case Qt::Key_F4:
        return event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier;
    case Qt::Key_Down:
        return event.modifiers().testFlag(Qt::AltModifier);
    default:
        return false;
    }
}

} // namespace

DeliberateComboBox::DeliberateComboBox(QWidget* parent)
    : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus); // the wheel does not bring the keys here either
}

void DeliberateComboBox::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // what it lies in may scroll
}

void DeliberateComboBox::keyPressEvent(QKeyEvent* event)
{
    // Once it is open the list has the keys.
    if (opensList(*event)) {
        showPopup();
    } else {
        event->ignore();
    }
}

} // namespace transship
