// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importprogress.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QJsonObject toJson(const RegistryProgress& progress)
{
    return QJsonObject{{u"requests"_s, progress.requests}, {u"retries"_s, progress.retries},
        {u"governor"_s, transship::toJson(progress.governor)}};
}

} // namespace

CopyCounts& operator+=(CopyCounts& sum, const CopyCounts& more)
{
    sum.manifests += more.manifests;
    sum.referrersFound += more.referrersFound;
    sum.referrers += more.referrers;
    sum.tags += more.tags;
    sum.blobsCopied += more.blobsCopied;
    sum.blobsMounted += more.blobsMounted;
    sum.blobsPresent += more.blobsPresent;
    sum.bytes += more.bytes;
    sum.bytesRead += more.bytesRead;
    return sum;
}

QString toName(ImportProgress::Phase phase)
{
    switch (phase) {
    case ImportProgress::Phase::Starting:
        return u"starting"_s;
    case ImportProgress::Phase::Copying:
        return u"copying"_s;
    case ImportProgress::Phase::Publishing:
        return u"publishing"_s;
    case ImportProgress::Phase::Checking:
        return u"checking"_s;
    case ImportProgress::Phase::Done:
        return u"done"_s;
    }
    return {};
}

QJsonObject toJson(const GovernorState& state)
{
    QJsonObject object{{u"wait"_s, toName(state.wait)}, {u"wait_ms"_s, state.waitMilliseconds},
        {u"in_flight"_s, state.inFlight}, {u"waiting"_s, state.waiting}, {u"limit_per_second"_s, state.limitPerSecond},
        {u"accepted_per_second"_s, state.acceptedPerSecond}, {u"requests"_s, state.requests},
        {u"refused"_s, state.refused}, {u"failed"_s, state.failed}};
    if (state.quotaLeft) {
        object.insert(u"quota_left"_s, *state.quotaLeft);
    }
    return object;
}

QJsonObject toJson(const ImportProgress& progress)
{
    const CopyCounts& counts = progress.counts;
    return QJsonObject{{u"phase"_s, toName(progress.phase)}, {u"pass"_s, progress.pass},
        {u"tags_seen"_s, progress.tagsSeen}, {u"tags_done"_s, progress.tagsDone},
        {u"tags_failed"_s, progress.tagsFailed}, {u"tags_written"_s, counts.tags},
        {u"manifests_copied"_s, counts.manifests}, {u"referrers_found"_s, counts.referrersFound},
        {u"referrers"_s, counts.referrers}, {u"blobs_copied"_s, counts.blobsCopied},
        {u"blobs_mounted"_s, counts.blobsMounted}, {u"blobs_present"_s, counts.blobsPresent},
        {u"bytes"_s, counts.bytes}, {u"bytes_read"_s, counts.bytesRead}, {u"source"_s, toJson(progress.source)},
        {u"target"_s, toJson(progress.target)}};
}

} // namespace transship
