// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/consolestatusbar.h"

#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QLabel>
#include <QLocale>

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
    , m_workerIcon(new QLabel(this))
    , m_worker(new QLabel(this))
    , m_failures(new QLabel(this))
    , m_age(new QLabel(this))
    , m_selected(new QLabel(this))
{
    setContentsMargins(8, 0, 4, 0);
    m_database->setObjectName(QStringLiteral("statusDatabase"));
    m_registry->setObjectName(QStringLiteral("statusRegistry"));
    m_age->setObjectName(QStringLiteral("statusAge"));
    m_selected->setObjectName(QStringLiteral("statusSelected"));
    m_worker->setObjectName(QStringLiteral("statusWorker"));
    m_failures->setObjectName(QStringLiteral("statusFailures"));
    for (QLabel* label : {m_databaseIcon, m_database, m_registryIcon, m_registry, m_workerIcon, m_worker, m_failures}) {
        addWidget(label);
    }
    for (QLabel* label : {m_database, m_registry, m_worker}) {
        label->setContentsMargins(0, 0, 18, 0);
    }
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

void ConsoleStatusBar::setRegistryAnswer(
    const Result<void>& answer, const std::optional<std::chrono::milliseconds>& latency)
{
    if (m_registryName.isEmpty()) {
        return;
    }
    const QIcon icon = answer ? successIcon(QStringLiteral("status-ok")) : warningIcon(QStringLiteral("status-error"));
    m_registryIcon->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    const QString name = shortened(m_registryName);
    if (answer) {
        m_registryAnsweredAt = m_clock.now();
        m_registry->setText(
            latency ? tr("%1 · %2 ms").arg(name).arg(latency->count()) : tr("%1 · reachable").arg(name));
        m_registry->setToolTip(m_registryName);
        return;
    }
    m_registry->setText(m_registryAnsweredAt.isValid()
            ? tr("%1 · not usable since %2 UTC")
                  .arg(name, m_registryAnsweredAt.toUTC().toString(QStringLiteral("HH:mm:ss")))
            : tr("%1 · not usable").arg(name));
    m_registry->setToolTip(answer.error().toString());
}

void ConsoleStatusBar::setRollout(const RolloutState& state)
{
    showWorkers(state);
    m_failures->setVisible(state.failures > 0);
    m_failures->setForegroundRole(warningRole);
    m_failures->setText(tr("%n failed in 5 min", nullptr, int(state.failures)));
    m_failures->setToolTip(tr("Steps that were aborted in the last five minutes"));
}

void ConsoleStatusBar::showWorkers(const RolloutState& state)
{
    const bool atWork = !state.workers.isEmpty();
    const QIcon icon = atWork ? successIcon(QStringLiteral("status-ok")) : themedIcon(QStringLiteral("status-off"));
    m_workerIcon->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    QStringList lines;
    for (const Lease& worker : state.workers) {
        lines << tr("%1, at work since %2").arg(worker.holder, texts::absolute(worker.acquiredAt));
    }
    if (state.enqueuing) {
        lines << tr("%1 holds the enqueuer's lease since %2")
                     .arg(state.enqueuing->holder, texts::absolute(state.enqueuing->acquiredAt));
    }
    const QString since
        = atWork ? state.workers.first().acquiredAt.toUTC().toString(QStringLiteral("HH:mm")) : QString();
    m_worker->setText(!atWork          ? tr("no worker")
            : state.workers.size() > 1 ? tr("%n workers", nullptr, int(state.workers.size()))
                                       : tr("worker %1 since %2 UTC").arg(state.workers.first().holder, since));
    m_worker->setToolTip(atWork
            ? lines.join(u'\n')
            : tr("Nothing is started and nothing in flight is followed: start transshipctl worker"));
}

void ConsoleStatusBar::markFresh()
{
    if (m_lost || !m_freshAt.isValid()) {
        setDatabaseRecovered();
    }
    m_freshAt = m_clock.now();
    updateAge();
}

void ConsoleStatusBar::setDatabaseLost(const Error& error)
{
    m_lost = true;
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
        const double age = double(m_freshAt.msecsTo(m_clock.now())) / 1000;
        m_age->setText(tr("refreshed %1 s ago").arg(QLocale().toString(qMax(0.0, age), 'f', 1)));
    }
}

} // namespace transship
