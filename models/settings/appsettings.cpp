// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/appsettings.h"

#include <QMetaEnum>

namespace transship {
namespace {

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

QByteArray AppSettings::windowGeometry() const
{
    return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
}

void AppSettings::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(QStringLiteral("window/geometry"), geometry);
}

QByteArray AppSettings::windowState() const
{
    return m_settings.value(QStringLiteral("window/state")).toByteArray();
}

void AppSettings::setWindowState(const QByteArray& state)
{
    m_settings.setValue(QStringLiteral("window/state"), state);
}

QByteArray AppSettings::headerState(const QString& view) const
{
    return m_settings.value(headerKey(view)).toByteArray();
}

void AppSettings::setHeaderState(const QString& view, const QByteArray& state)
{
    m_settings.setValue(headerKey(view), state);
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
