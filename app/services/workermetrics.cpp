// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workermetrics.h"

#include "models/registry/metricstext.h"

#include <QMutexLocker>

namespace transship {
namespace {

void addFacts(QByteArray& text, const RolloutFacts& facts)
{
    MetricFamily states(text, "transship_repositories", "gauge", "Repositories by migration_state.");
    for (const MigrationState state : allMigrationStates) {
        states.add("state", toName(state), static_cast<double>(facts.counts.of(state)));
    }
    MetricFamily(text, "transship_in_process", "gauge", "Repositories that take a slot of the capacity.")
        .add(static_cast<double>(facts.counts.inProcess()));
    MetricFamily(text, "transship_capacity", "gauge", "Slots.").add(facts.capacity);
    MetricFamily(text, "transship_migration_enabled", "gauge", "1: the enqueuer may start repositories.")
        .add(facts.enabled ? 1 : 0);
}

} // namespace

void WorkerMetrics::countTransition(MigrationEvent event)
{
    const QMutexLocker lock(&m_mutex);
    ++m_transitions[toName(event)];
}

void WorkerMetrics::countNotification(int httpStatus)
{
    const QMutexLocker lock(&m_mutex);
    ++m_notifications[httpStatus];
}

void WorkerMetrics::read(const QJsonObject& logLine)
{
    const QString stop = logLine[u"stopped_by"].toString();
    if (!stop.isEmpty()) {
        const QMutexLocker lock(&m_mutex);
        m_enqueuerStop = stop;
    }
}

void WorkerMetrics::setRegistryUp(bool up)
{
    const QMutexLocker lock(&m_mutex);
    m_registryUp = up;
}

QByteArray WorkerMetrics::toText(const std::optional<RolloutFacts>& facts, int connections) const
{
    QByteArray text;
    MetricFamily(text, "transship_build_info", "gauge", "The program's version.")
        .add("version", QStringLiteral(TRANSSHIP_VERSION), 1);
    MetricFamily(text, "transship_database_up", "gauge", "1: the database answers.").add(facts ? 1 : 0);
    if (facts) {
        addFacts(text, *facts);
    }
    const QMutexLocker lock(&m_mutex);
    MetricFamily(text, "transship_registry_up", "gauge", "0: the registry does not serve us, and nothing is started.")
        .add(m_registryUp ? 1 : 0);
    if (!m_enqueuerStop.isEmpty()) {
        MetricFamily(
            text, "transship_enqueuer_last_stop", "gauge", "The check at which the enqueuer's last run stopped.")
            .add("check", m_enqueuerStop, 1);
    }
    MetricFamily transitions(text, "transship_transitions_total", "counter", "Transitions committed by this process.");
    for (const MigrationEvent event : allMigrationEvents) {
        transitions.add("event", toName(event), static_cast<double>(m_transitions.value(toName(event))));
    }
    MetricFamily notifications(
        text, "transship_notifications_total", "counter", "Notifications by the status answered.");
    for (auto answer = m_notifications.begin(); answer != m_notifications.end(); ++answer) {
        notifications.add("status", QString::number(answer.key()), static_cast<double>(answer.value()));
    }
    MetricFamily(text, "transship_http_connections", "gauge", "Open connections to this address.").add(connections);
    addProcessMetrics(text);
    return text;
}

} // namespace transship
