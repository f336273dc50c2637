// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importmetrics.h"

#include "models/registry/metricstext.h"

#include <array>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr std::array allStatuses{ImportStatus::Native, ImportStatus::PreImportInProgress,
    ImportStatus::PreImportComplete, ImportStatus::PreImportFailed, ImportStatus::PreImportCanceled,
    ImportStatus::ImportInProgress, ImportStatus::ImportComplete, ImportStatus::ImportFailed,
    ImportStatus::ImportCanceled};

void addStatuses(QByteArray& text, const ImportFacts& facts)
{
    MetricFamily(text, "transship_importer_database_up", "gauge", "1: the importer's database answers.")
        .add(facts.statuses ? 1 : 0);
    if (!facts.statuses) {
        return;
    }
    MetricFamily imports(text, "transship_importer_imports", "gauge",
        "Repositories by import status, over all that share the database.");
    for (const ImportStatus status : allStatuses) {
        imports.add("status", toName(status), double(facts.statuses->value(status)));
    }
}

void addTotals(QByteArray& text, const CopyCounts& totals)
{
    MetricFamily(text, "transship_importer_tags_written_total", "counter", "Tags put on the target.").add(totals.tags);
    MetricFamily(text, "transship_importer_manifests_total", "counter", "Manifests put on the target.")
        .add(totals.manifests);
    MetricFamily(text, "transship_importer_referrers_total", "counter", "Referrers brought over.")
        .add(totals.referrers);
    MetricFamily(text, "transship_importer_blobs_total", "counter", "Blobs by how they got to the target.")
        .add("how", u"copied"_s, totals.blobsCopied)
        .add("how", u"mounted"_s, totals.blobsMounted)
        .add("how", u"present"_s, totals.blobsPresent);
    MetricFamily(text, "transship_importer_blob_bytes_total", "counter", "Bytes of blobs copied.")
        .add(double(totals.bytes));
}

template <typename Value>
void addForBoth(
    QByteArray& text, const ImportFacts& facts, const QByteArray& name, const char* type, const char* help, Value value)
{
    MetricFamily(text, "transship_importer_" + name, type, help)
        .add("registry", u"source"_s, double(value(facts.source)))
        .add("registry", u"target"_s, double(value(facts.target)));
}

void addGovernors(QByteArray& text, const ImportFacts& facts)
{
    using State = const GovernorState&;
    addForBoth(text, facts, "requests_total", "counter", "Requests sent.", [](State s) { return s.requests; });
    addForBoth(text, facts, "requests_refused_total", "counter", "Answers that asked for fewer requests (429 …).",
        [](State s) { return s.refused; });
    addForBoth(text, facts, "requests_failed_total", "counter", "Requests without an answer, and 5xx.",
        [](State s) { return s.failed; });
    addForBoth(text, facts, "requests_in_flight", "gauge", "Requests on the wire.", [](State s) { return s.inFlight; });
    addForBoth(text, facts, "requests_waiting", "gauge", "Requests that wait for their turn.",
        [](State s) { return s.waiting; });
    addForBoth(text, facts, "requests_accepted_per_second", "gauge", "Requests the registry lately took.",
        [](State s) { return s.acceptedPerSecond; });
    addForBoth(text, facts, "request_rate_limit", "gauge", "Requests a second that are sent at most; 0: no limit.",
        [](State s) { return s.limitPerSecond; });
    addForBoth(text, facts, "request_pause_seconds", "gauge", "Until the next request may be sent.",
        [](State s) { return double(s.waitMilliseconds) / 1000; });
    MetricFamily waits(text, "transship_importer_request_wait", "gauge", "1: why requests wait at present.");
    waits.add("registry", u"source"_s, "reason", toName(facts.source.wait), 1);
    waits.add("registry", u"target"_s, "reason", toName(facts.target.wait), 1);
}

} // namespace

QByteArray importMetricsText(const ImportFacts& facts)
{
    QByteArray text;
    MetricFamily(text, "transship_build_info", "gauge", "The program's version.")
        .add("version", QStringLiteral(TRANSSHIP_VERSION), 1);
    addStatuses(text, facts);
    MetricFamily(text, "transship_importer_running", "gauge", "Imports at work in this process.").add(facts.running);
    MetricFamily(text, "transship_importer_slots", "gauge", "Imports it runs at most.").add(facts.slots);
    MetricFamily(text, "transship_importer_windows_open", "gauge",
        "Repositories of the source that this process has closed for writing.")
        .add(facts.openWindows);
    MetricFamily(text, "transship_importer_draining", "gauge", "1: it is stopping.").add(facts.draining ? 1 : 0);
    addTotals(text, facts.totals);
    addGovernors(text, facts);
    MetricFamily(text, "transship_importer_notifications_total", "counter", "Notifications by what became of them.")
        .add("outcome", u"delivered"_s, double(facts.notificationsDelivered))
        .add("outcome", u"lost"_s, double(facts.notificationsLost));
    addProcessMetrics(text);
    return text;
}

} // namespace transship
