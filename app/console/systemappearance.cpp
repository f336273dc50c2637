// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/systemappearance.h"

#include "views/common/thememanager.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace transship {
namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colourScheme = QStringLiteral("color-scheme");
constexpr uint prefersDark = 1;

} // namespace

SystemAppearance::SystemAppearance(ThemeManager& theme, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
{
    // By name: QtDBus has no connection by function pointer.
    QDBusConnection::sessionBus().connect(
        service, path, interface, QStringLiteral("SettingChanged"), this, "1takeSetting(QString,QString,QDBusVariant)");
    ask();
}

void SystemAppearance::ask()
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    message << appearance << colourScheme;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) {
            take(reply.value().variant());
        }
        watcher->deleteLater();
    });
}

void SystemAppearance::takeSetting(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == appearance && key == colourScheme) {
        take(value.variant());
    }
}

/// Read() wraps it once more.
void SystemAppearance::take(QVariant value)
{
    if (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    bool known = false;
    const uint scheme = value.toUInt(&known);
    if (known) {
        m_theme.setSystemDark(scheme == prefersDark);
    }
}

} // namespace transship
