// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/settings/appsettings.h"

#include <QColor>
#include <QObject>
#include <QPalette>

namespace transship {

using Theme = AppSettings::Theme;

/// Applies a palette to the whole application (Fusion style). Everything that paints asks the palette at paint time, so
/// a change needs no more than a repaint. One per process, owned by the composition root; GUI thread.
class ThemeManager : public QObject {
    Q_OBJECT
public:
    /// Create it before any palette is set: what the desktop says (light or dark) is read here.
    explicit ThemeManager(QObject* parent = nullptr);

    Theme theme() const { return m_theme; }
    void apply(Theme theme);
    /// The desktop has changed its mind, or says so only now.
    void setSystemDark(bool dark);

Q_SIGNALS:
    void changed();

private:
    bool m_systemIsDark;
    Theme m_theme = Theme::System;
};

bool isDark(const QPalette& palette);
bool isHighContrast(const QPalette& palette);

/// Colour-blind safe (after Okabe and Ito), at least 3:1 on the palette's background. Never the only sign: an icon of
/// its own shape and the name go with it.
QColor stateColor(MigrationState state, const QPalette& palette);

/// Foreground roles for labels, so that they follow the theme: text less important than the rest (still at
/// least 4.5:1), and text that warns.
inline constexpr QPalette::ColorRole secondaryRole = QPalette::PlaceholderText;
inline constexpr QPalette::ColorRole warningRole = QPalette::BrightText;

QColor secondaryText(const QPalette& palette);
QColor warningColor(const QPalette& palette);
QColor successColor(const QPalette& palette);
/// Around fields and buttons: at least 3:1 on the window, in high contrast as strong as the text.
QColor outlineColor(const QPalette& palette);
/// Hairlines between panels.
QColor separatorColor(const QPalette& palette);

} // namespace transship
