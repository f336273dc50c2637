// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/appearancemenu.h"

#include "models/settings/appsettings.h"
#include "views/commands/commandregistry.h"
#include "views/common/thememanager.h"

#include <QActionGroup>
#include <QMenu>

#include <array>

namespace transship {
namespace {

constexpr std::array zoomSteps{100, 125, 150, 175, 200};

} // namespace

AppearanceMenu::AppearanceMenu(
    QMenu& view, CommandRegistry& commands, ThemeManager& theme, AppSettings& settings, QObject* parent)
    : QObject(parent)
    , m_commands(commands)
    , m_theme(theme)
    , m_settings(settings)
{
    addThemes(view);
    addZoom(view);
    addLanguages(view);
    addNotifications(view);
    view.addSeparator();
}

void AppearanceMenu::addChoices(QMenu& menu, const QList<Choice>& choices)
{
    auto* group = new QActionGroup(this);
    for (const Choice& choice : choices) {
        QAction* action = m_commands.add(choice.id, choice.text, {}, choice.choose);
        action->setCheckable(true);
        action->setChecked(choice.chosen);
        group->addAction(action);
        menu.addAction(action);
    }
}

void AppearanceMenu::addThemes(QMenu& view)
{
    struct Entry {
        Theme theme;
        QString text;
    };
    const QList<Entry> entries{{Theme::System, tr("&System theme")}, {Theme::Light, tr("&Light theme")},
        {Theme::Dark, tr("&Dark theme")}, {Theme::HighContrast, tr("&High contrast theme")},
        {Theme::HighContrastLight, tr("High contrast theme, l&ight")}};
    QList<Choice> choices;
    for (const Entry& entry : entries) {
        const auto choose = [this, theme = entry.theme] {
            m_settings.setTheme(theme);
            m_theme.apply(theme);
        };
        choices << Choice{QStringLiteral("theme_%1").arg(static_cast<int>(entry.theme)), entry.text,
            m_theme.theme() == entry.theme, choose};
    }
    addChoices(*view.addMenu(tr("&Theme")), choices);
    for (const Entry& entry : entries) {
        QAction* action = m_commands.action(QStringLiteral("theme_%1").arg(static_cast<int>(entry.theme)));
        connect(&m_theme, &ThemeManager::changed, action,
            [this, action, theme = entry.theme] { action->setChecked(m_theme.theme() == theme); });
    }
}

void AppearanceMenu::addZoom(QMenu& view)
{
    QList<Choice> choices;
    for (const int percent : zoomSteps) {
        choices << Choice{QStringLiteral("zoom_%1").arg(percent), tr("Zoom %1 %").arg(percent),
            m_settings.zoomPercent() == percent, [this, percent] { m_settings.setZoomPercent(percent); }};
    }
    addChoices(*view.addMenu(tr("&Zoom (from the next start)")), choices);
}

void AppearanceMenu::addLanguages(QMenu& view)
{
    const QString now = m_settings.language();
    const auto choose
        = [this](const QString& language) { return [this, language] { m_settings.setLanguage(language); }; };
    // Each by its own name: whoever needs it may not read the present one.
    addChoices(*view.addMenu(tr("Lan&guage (from the next start)")),
        {{QStringLiteral("language_system"), tr("Language of the system"), now.isEmpty(), choose(QString())},
            {QStringLiteral("language_en"), QStringLiteral("English"), now == u"en", choose(QStringLiteral("en"))},
            {QStringLiteral("language_de"), QStringLiteral("Deutsch"), now == u"de", choose(QStringLiteral("de"))}});
}

void AppearanceMenu::addNotifications(QMenu& view)
{
    QAction* action = m_commands.add(QStringLiteral("notifications"), tr("Desktop &notifications"), {},
        [this] { m_settings.setNotificationsEnabled(!m_settings.notificationsEnabled()); });
    action->setCheckable(true);
    action->setChecked(m_settings.notificationsEnabled());
    action->setToolTip(tr("At most once a minute, while no window of this program is active"));
    view.addAction(action);
}

} // namespace transship
