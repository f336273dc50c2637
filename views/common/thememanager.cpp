// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/thememanager.h"

#include "reports/statepalette.h"
#include "views/common/outlinedstyle.h"

#include <QApplication>
#include <QGuiApplication>
#include <QToolTip>

#include <array>

namespace transship {
namespace {

struct Shades {
    QRgb window, base, alternate, text, button, highlight, highlightedText, link, mid, disabled, toolTip;
};

constexpr Shades lightShades{0xfff3f5f8, 0xffffffff, 0xfff7f9fb, 0xff1b232c, 0xfffbfcfd, 0xff1f62b8, 0xffffffff,
    0xff1457ad, 0xffd3d9e0, 0xff98a2ad, 0xff26303a};
constexpr Shades darkShades{0xff20252b, 0xff181c21, 0xff1d2227, 0xffe3e7ec, 0xff2c333b, 0xff2f6fc4, 0xffffffff,
    0xff7db7ff, 0xff39424c, 0xff707a85, 0xff39424c};
constexpr Shades contrastShades{0xff000000, 0xff000000, 0xff101010, 0xffffffff, 0xff000000, 0xffffe45c, 0xff000000,
    0xff8fd0ff, 0xffffffff, 0xffa8a8a8, 0xff000000};

constexpr Shades contrastLightShades{0xffffffff, 0xffffffff, 0xfff2f2f2, 0xff000000, 0xffffffff, 0xff00358a, 0xffffffff,
    0xff00358a, 0xff000000, 0xff595959, 0xff000000};

const Shades& shadesOf(Theme theme, bool systemIsDark)
{
    switch (theme) {
    case Theme::System:
        return systemIsDark ? darkShades : lightShades;
    case Theme::Light:
        return lightShades;
    case Theme::Dark:
        return darkShades;
    case Theme::HighContrast:
        return contrastShades;
    case Theme::HighContrastLight:
        return contrastLightShades;
    }
    Q_UNREACHABLE();
    return lightShades;
}

QPalette paletteOf(const Shades& shades)
{
    const auto colour = [](QRgb rgb) { return QColor::fromRgb(rgb); };
    QPalette palette(colour(shades.button), colour(shades.window));
    palette.setColor(QPalette::Window, colour(shades.window));
    palette.setColor(QPalette::WindowText, colour(shades.text));
    palette.setColor(QPalette::Base, colour(shades.base));
    palette.setColor(QPalette::AlternateBase, colour(shades.alternate));
    palette.setColor(QPalette::Text, colour(shades.text));
    palette.setColor(QPalette::Button, colour(shades.button));
    palette.setColor(QPalette::ButtonText, colour(shades.text));
    palette.setColor(QPalette::Highlight, colour(shades.highlight));
    palette.setColor(QPalette::HighlightedText, colour(shades.highlightedText));
    palette.setColor(QPalette::Link, colour(shades.link));
    palette.setColor(QPalette::LinkVisited, colour(shades.link));
    palette.setColor(QPalette::Mid, colour(shades.mid));
    palette.setColor(QPalette::Midlight, colour(shades.mid).lighter(106));
    palette.setColor(QPalette::Dark, colour(shades.mid).darker(125));
    palette.setColor(QPalette::Light, colour(shades.base));
    palette.setColor(QPalette::Shadow, colour(shades.mid).darker(160));
    palette.setColor(QPalette::ToolTipBase, colour(shades.toolTip));
    palette.setColor(QPalette::ToolTipText, Qt::white);
    palette.setColor(secondaryRole, secondaryText(palette));
    palette.setColor(warningRole, warningColor(palette));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colour(shades.disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colour(shades.mid));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colour(shades.text));
    return palette;
}

// In the order of MigrationState; on light: lightStateColours, which reports share.
constexpr std::array<QRgb, allMigrationStates.size()> onDark{
    0xff8e99a5, 0xff66c3f7, 0xffb59df5, 0xff3f90e2, 0xff2fb98f, 0xffff7d47, 0xfff0b52c};

QRgb pick(const QPalette& palette, QRgb light, QRgb dark)
{
    return isDark(palette) ? dark : light;
}

} // namespace

ThemeManager::ThemeManager(QObject* parent)
    : QObject(parent)
    , m_systemIsDark(isDark(QGuiApplication::palette()))
{
    QApplication::setStyle(new OutlinedStyle);
}

void ThemeManager::apply(Theme theme)
{
    m_theme = theme;
    const QPalette palette = paletteOf(shadesOf(theme, m_systemIsDark));
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

void ThemeManager::setSystemDark(bool dark)
{
    if (std::exchange(m_systemIsDark, dark) != dark && m_theme == Theme::System) {
        apply(m_theme);
    }
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

bool isHighContrast(const QPalette& palette)
{
    const QColor window = palette.color(QPalette::Window);
    return window == Qt::black || window == Qt::white;
}

QColor stateColor(MigrationState state, const QPalette& palette)
{
    const auto index = static_cast<std::size_t>(state);
    return QColor::fromRgb(isDark(palette) ? onDark[index] : lightStateColours[index]);
}

QColor secondaryText(const QPalette& palette)
{
    if (isHighContrast(palette)) {
        return palette.color(QPalette::WindowText);
    }
    return QColor::fromRgb(pick(palette, 0xff56616d, 0xffa4aeb9));
}

QColor warningColor(const QPalette& palette)
{
    return QColor::fromRgb(pick(palette, 0xffb63c05, 0xffff8f60));
}

QColor successColor(const QPalette& palette)
{
    return QColor::fromRgb(pick(palette, 0xff0c7a5a, 0xff3fcf9f));
}

QColor outlineColor(const QPalette& palette)
{
    if (isHighContrast(palette)) {
        return palette.color(QPalette::WindowText);
    }
    return QColor::fromRgb(pick(palette, 0xff7f8a96, 0xff6c7884));
}

QColor separatorColor(const QPalette& palette)
{
    return palette.color(QPalette::Mid);
}

} // namespace transship
