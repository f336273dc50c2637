// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workermetrics.h"

#include <QDir>
#include <QFile>
#include <QMutexLocker>

#include <array>
#include <unistd.h>

namespace transship {
namespace {

/// One family of the text: its head, then its samples.
class Family {
public:
    Family(QByteArray& text, const QByteArray& name, const char* type, const char* help)
        : m_text(text)
        , m_name(name)
    {
        m_text += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    }
    Family& add(double value)
    {
        m_text += m_name + ' ' + QByteArray::number(value, 'g', 17) + '\n';
        return *this;
    }
    Family& add(const char* label, const QString& of, qint64 value)
    {
        // Names of ours alone: nothing to escape.
        m_text += m_name + '{' + label + "=\"" + of.toUtf8() + "\"} " + QByteArray::number(value) + '\n';
        return *this;
    }

private:
    QByteArray& m_text;
    QByteArray m_name;
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void addProcess(QByteArray& text)
{
    const QByteArray stat = contentOf(QStringLiteral("/proc/self/stat"));
    // The program's name may hold blanks; what follows its bracket does not.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const auto field = [&fields](int number) { return fields.value(number - 3).toDouble(); }; // as in proc(5)
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    Family(text, "process_cpu_seconds_total", "counter", "User and system time spent.")
        .add((field(14) + field(15)) / ticks);
    Family(text, "process_resident_memory_bytes", "gauge", "Memory in use.")
        .add(field(24) * static_cast<double>(sysconf(_SC_PAGESIZE)));
    Family(text, "process_virtual_memory_bytes", "gauge", "Address space in use.").add(field(23));
    Family(text, "process_threads", "gauge", "Threads.").add(field(20));
    const auto open
        = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
    Family(text, "process_open_fds", "gauge", "Open file descriptors.").add(static_cast<double>(open.size()));
    for (const QByteArray& line : contentOf(QStringLiteral("/proc/stat")).split('\n')) {
        if (line.startsWith("btime ")) {
            Family(text, "process_start_time_seconds", "gauge", "When it started, in seconds since the epoch.")
                .add(line.mid(6).toDouble() + field(22) / ticks);
        }
    }
}

void addFacts(QByteArray& text, const RolloutFacts& facts)
{
    Family states(text, "transship_repositories", "gauge", "Repositories by migration_state.");
    for (const MigrationState state : allMigrationStates) {
        states.add("state", toName(state), facts.counts.of(state));
    }
    Family(text, "transship_in_process", "gauge", "Repositories that take a slot of the capacity.")
        .add(static_cast<double>(facts.counts.inProcess()));
    Family(text, "transship_capacity", "gauge", "Slots.").add(facts.capacity);
    Family(text, "transship_migration_enabled", "gauge", "1: the enqueuer may start repositories.")
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
    Family(text, "transship_build_info", "gauge", "The program's version.")
        .add("version", QStringLiteral(TRANSSHIP_VERSION), 1);
    Family(text, "transship_database_up", "gauge", "1: the database answers.").add(facts ? 1 : 0);
    if (facts) {
        addFacts(text, *facts);
    }
    const QMutexLocker lock(&m_mutex);
    Family(text, "transship_registry_up", "gauge", "0: the registry does not serve us, and nothing is started.")
        .add(m_registryUp ? 1 : 0);
    if (!m_enqueuerStop.isEmpty()) {
        Family(text, "transship_enqueuer_last_stop", "gauge", "The check at which the enqueuer's last run stopped.")
            .add("check", m_enqueuerStop, 1);
    }
    Family transitions(text, "transship_transitions_total", "counter", "Transitions committed by this process.");
    for (const MigrationEvent event : allMigrationEvents) {
        transitions.add("event", toName(event), m_transitions.value(toName(event)));
    }
    Family notifications(text, "transship_notifications_total", "counter", "Notifications by the status answered.");
    for (auto answer = m_notifications.begin(); answer != m_notifications.end(); ++answer) {
        notifications.add("status", QString::number(answer.key()), answer.value());
    }
    Family(text, "transship_http_connections", "gauge", "Open connections to this address.").add(connections);
    addProcess(text);
    return text;
}

} // namespace transship
