// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/appsettings.h"

#include <QMetaEnum>
#include <QUrl>

namespace transship {
namespace {

constexpr qsizetype rememberedProfiles = 10;
const QString recentKey = QStringLiteral("profiles/recent");

QString headerKey(const QString& view)
{
    return QStringLiteral("views/%1/header").arg(view);
}

} // namespace

AppSettings::AppSettings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("transship"), QStringLiteral("transship"))
{
}

AppSettings::AppSettings(const QString& filePath)
    : m_settings(filePath, QSettings::IniFormat)
{
}

std::unique_ptr<AppSettings> AppSettings::forProfile(const QString& name) const
{
    auto settings = std::make_unique<AppSettings>(m_settings.fileName());
    if (!name.isEmpty()) {
        settings->m_scope
            = QStringLiteral("profile/%1/").arg(QString::fromLatin1(QUrl::toPercentEncoding(name, {}, "%")));
    }
    return settings;
}

QString AppSettings::scoped(const QString& key) const
{
    return m_scope + key;
}

int AppSettings::zoomPercent() const
{
    const int percent = m_settings.value(QStringLiteral("appearance/zoom"), 100).toInt();
    return percent >= 100 && percent <= 200 ? percent : 100;
}

void AppSettings::setZoomPercent(int percent)
{
    m_settings.setValue(QStringLiteral("appearance/zoom"), percent);
}

QString AppSettings::language() const
{
    return m_settings.value(QStringLiteral("appearance/language")).toString();
}

void AppSettings::setLanguage(const QString& language)
{
    m_settings.setValue(QStringLiteral("appearance/language"), language);
}

bool AppSettings::notificationsEnabled() const
{
    return m_settings.value(QStringLiteral("notifications/enabled"), true).toBool();
}

void AppSettings::setNotificationsEnabled(bool enabled)
{
    m_settings.setValue(QStringLiteral("notifications/enabled"), enabled);
}

QStringList AppSettings::recentProfiles() const
{
    return m_settings.value(recentKey).toStringList();
}

void AppSettings::addRecentProfile(const QString& name)
{
    QStringList names = recentProfiles();
    names.removeAll(name);
    names.prepend(name);
    m_settings.setValue(recentKey, QStringList(names.mid(0, rememberedProfiles)));
}

void AppSettings::removeRecentProfile(const QString& name)
{
    QStringList names = recentProfiles();
    names.removeAll(name);
    m_settings.setValue(recentKey, names);
}

QByteArray AppSettings::windowGeometry() const
{
    return m_settings.value(scoped(QStringLiteral("window/geometry"))).toByteArray();
}

void AppSettings::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(scoped(QStringLiteral("window/geometry")), geometry);
}

QByteArray AppSettings::windowState() const
{
    return m_settings.value(scoped(QStringLiteral("window/state"))).toByteArray();
}

void AppSettings::setWindowState(const QByteArray& state)
{
    m_settings.setValue(scoped(QStringLiteral("window/state")), state);
}

QByteArray AppSettings::headerState(const QString& view) const
{
    return m_settings.value(scoped(headerKey(view))).toByteArray();
}

void AppSettings::setHeaderState(const QString& view, const QByteArray& state)
{
    m_settings.setValue(scoped(headerKey(view)), state);
}

QList<SavedView> AppSettings::savedViews() const
{
    QList<SavedView> views;
    const int count = m_settings.beginReadArray(QStringLiteral("savedViews"));
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        views << SavedView{m_settings.value(QStringLiteral("name")).toString(),
            m_settings.value(QStringLiteral("filter")).toString(),
            m_settings.value(QStringLiteral("table")).toByteArray()};
    }
    m_settings.endArray();
    return views;
}

void AppSettings::setSavedViews(const QList<SavedView>& views)
{
    m_settings.remove(QStringLiteral("savedViews"));
    m_settings.beginWriteArray(QStringLiteral("savedViews"), static_cast<int>(views.size()));
    for (int i = 0; i < views.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(QStringLiteral("name"), views[i].name);
        m_settings.setValue(QStringLiteral("filter"), views[i].filter);
        m_settings.setValue(QStringLiteral("table"), views[i].table);
    }
    m_settings.endArray();
}

QMap<QString, QString> AppSettings::changedShortcuts() const
{
    QMap<QString, QString> shortcuts;
    const QVariantMap stored = m_settings.value(QStringLiteral("shortcuts")).toMap();
    for (auto it = stored.cbegin(); it != stored.cend(); ++it) {
        shortcuts.insert(it.key(), it.value().toString());
    }
    return shortcuts;
}

void AppSettings::setChangedShortcuts(const QMap<QString, QString>& shortcuts)
{
    QVariantMap stored;
    for (auto it = shortcuts.cbegin(); it != shortcuts.cend(); ++it) {
        stored.insert(it.key(), it.value());
    }
    m_settings.setValue(QStringLiteral("shortcuts"), stored);
}

AppSettings::Theme AppSettings::theme() const
{
    const QByteArray name = m_settings.value(QStringLiteral("appearance/theme")).toString().toUtf8();
    bool known = false;
    const int theme = QMetaEnum::fromType<Theme>().keyToValue(name.constData(), &known);
    return known ? static_cast<Theme>(theme) : Theme::System;
}

void AppSettings::setTheme(Theme theme)
{
    m_settings.setValue(QStringLiteral("appearance/theme"),
        QString::fromLatin1(QMetaEnum::fromType<Theme>().valueToKey(static_cast<int>(theme))));
}

std::optional<DatabaseUrl> AppSettings::lastDatabase() const
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(m_settings.value(QStringLiteral("database/last")).toString());
    return url ? std::optional(*url) : std::nullopt;
}

void AppSettings::setLastDatabase(const DatabaseUrl& url)
{
    m_settings.setValue(QStringLiteral("database/last"), url.toDisplayString());
}

} // namespace transship
