// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/consolestatusbar.h"

#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QLabel>

#include <chrono>

namespace transship {
namespace {

constexpr int iconSize = 12;
constexpr int longestName = 60;

QString shortened(const QString& name)
{
    return name.size() <= longestName ? name : QStringLiteral("…") + name.right(longestName);
}

} // namespace

ConsoleStatusBar::ConsoleStatusBar(
    const QString& database, const QString& registry, const Clock& clock, QWidget* parent)
    : QStatusBar(parent)
    , m_clock(clock)
    , m_databaseName(database)
    , m_registryName(registry)
    , m_databaseIcon(new QLabel(this))
    , m_database(new QLabel(this))
    , m_registryIcon(new QLabel(this))
    , m_registry(new QLabel(this))
    , m_age(new QLabel(this))
    , m_selected(new QLabel(this))
{
    setContentsMargins(8, 0, 4, 0);
    m_database->setObjectName(QStringLiteral("statusDatabase"));
    m_registry->setObjectName(QStringLiteral("statusRegistry"));
    m_age->setObjectName(QStringLiteral("statusAge"));
    m_selected->setObjectName(QStringLiteral("statusSelected"));
    for (QLabel* label : {m_databaseIcon, m_database, m_registryIcon, m_registry}) {
        addWidget(label);
    }
    m_database->setContentsMargins(0, 0, 18, 0);
    m_selected->setContentsMargins(0, 0, 18, 0);
    addPermanentWidget(m_selected);
    addPermanentWidget(m_age);
    m_database->setText(shortened(database));
    m_registryIcon->setPixmap(
        themedIcon(registry.isEmpty() ? QStringLiteral("status-off") : QStringLiteral("status-busy"))
            .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_registry->setText(
        registry.isEmpty() ? tr("no registry configured") : tr("%1 · asking…").arg(shortened(registry)));
    setSelected(0, false);
    connect(&m_tick, &QTimer::timeout, this, &ConsoleStatusBar::updateAge);
    m_tick.start(std::chrono::seconds(1));
    updateAge();
}

void ConsoleStatusBar::setRegistryAnswer(const Result<void>& answer)
{
    if (m_registryName.isEmpty()) {
        return;
    }
    const QIcon icon = answer ? successIcon(QStringLiteral("status-ok")) : warningIcon(QStringLiteral("status-error"));
    m_registryIcon->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_registry->setText(answer ? tr("%1 · reachable").arg(shortened(m_registryName))
                               : tr("%1 · not usable").arg(shortened(m_registryName)));
    m_registry->setToolTip(answer ? m_registryName : answer.error().toString());
}

void ConsoleStatusBar::markFresh()
{
    setDatabaseRecovered();
    m_freshAt = m_clock.now();
    updateAge();
}

void ConsoleStatusBar::setDatabaseLost(const Error& error)
{
    m_lost = true;
    m_freshAt = m_clock.now();
    m_databaseIcon->setPixmap(
        warningIcon(QStringLiteral("status-error")).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_database->setText(tr("%1 · lost, trying again").arg(shortened(m_databaseName)));
    m_database->setToolTip(error.toString());
}

void ConsoleStatusBar::setDatabaseRecovered()
{
    m_lost = false;
    m_databaseIcon->setPixmap(
        successIcon(QStringLiteral("status-ok")).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_database->setText(shortened(m_databaseName));
    m_database->setToolTip(m_databaseName);
}

void ConsoleStatusBar::setSelected(qint64 count, bool all)
{
    m_selected->setText(count == 0 ? tr("nothing selected")
            : all                  ? tr("%1 selected (all that match)").arg(texts::number(count))
                                   : tr("%1 selected").arg(texts::number(count)));
}

void ConsoleStatusBar::updateAge()
{
    if (!m_freshAt.isValid()) {
        m_age->setText(tr("reading…"));
    } else if (m_lost) {
        m_age->setText(tr("numbers are %1 old").arg(texts::since(m_freshAt, m_clock.now())));
    } else {
        m_age->setText(tr("live"));
    }
}

} // namespace transship
