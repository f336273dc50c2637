// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/desktopnotifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace transship {
namespace {

constexpr int shownForMs = 10'000;

} // namespace

void DesktopNotifier::show(const QString& summary, const QString& body)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("org.transship.Transship")}};
    message << QStringLiteral("Transship") << m_last.value(summary) << QStringLiteral("transship") << summary << body
            << QStringList() << hints << shownForMs;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, summary] {
        const QDBusPendingReply<uint> reply = *watcher;
        m_last.insert(summary, reply.isError() ? 0 : reply.value());
        watcher->deleteLater();
    });
}

} // namespace transship
