// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace transship {

class ThemeManager;

/// What the desktop prefers, light or dark, from its portal (org.freedesktop.appearance), now and whenever it changes.
/// Without a portal the palette that the program started with stays what counts. Thread: GUI; never waits.
class SystemAppearance : public QObject {
    Q_OBJECT
public:
    explicit SystemAppearance(ThemeManager& theme, QObject* parent = nullptr);

private Q_SLOTS:
    void takeSetting(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(QVariant value);

    ThemeManager& m_theme;
};

} // namespace transship
