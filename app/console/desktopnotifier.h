// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

namespace transship {

/// Tells the desktop something in a few words (org.freedesktop.Notifications); the next message of the same summary
/// takes the place of the last one. Where nobody listens nothing happens: it is never the only way to learn something.
/// Thread: GUI; never waits.
class DesktopNotifier : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void show(const QString& summary, const QString& body);

private:
    QHash<QString, uint> m_last; ///< by summary: the message that may still be on the screen
};

} // namespace transship
