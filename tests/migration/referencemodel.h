// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"

#include <QMap>
#include <QStringList>

namespace transship::testing {

using namespace Qt::Literals::StringLiterals;

/// What the registry would say in one step, chosen before it.
struct PlannedAnswers {
    QString start; ///< to a start request: "202", "200", "429 then 202", "closed", …
    QString status; ///< to a status request: a status by its name, or "404", "500"
    QString cancel; ///< to a cancel request: "202", "400" (with `status` as its body), "404", "500"
};

/// The rules of docs/domain.md once more, in the plainest words and without a line of the product: what the product
/// does is compared with it.
struct ReferenceModel {
    QString state = u"default"_s;
    bool preImportStarted = false;
    bool preImportDone = false;
    bool importStarted = false;
    bool importDone = false;
    bool aborted = false;
    bool skipped = false;
    bool accepted = false;
    int retries = 0;
    QString reason; ///< empty: none
    QString abortedIn;
    QDateTime enteredAt; ///< to the second or so
    int transitions = 0;

    // What holds for all rows.
    static inline bool enabled = true;
    static inline QDateTime now;
    static constexpr int maxRetries = 3;

    bool isActive() const { return state == u"pre_importing" || state == u"importing"; }
    bool isPre() const { return state == u"pre_importing"; }

    /// False: refused, nothing changed.
    bool fire(const QString& event, const QString& why = {})
    {
        static const QMap<QString, QPair<QStringList, QString>> table{
            {u"start_pre_import"_s,
                {{u"default"_s, u"pre_importing"_s, u"importing"_s, u"import_aborted"_s}, u"pre_importing"_s}},
            {u"finish_pre_import"_s, {{u"pre_importing"_s, u"importing"_s, u"import_aborted"_s}, u"pre_import_done"_s}},
            {u"start_import"_s,
                {{u"pre_import_done"_s, u"pre_importing"_s, u"importing"_s, u"import_aborted"_s}, u"importing"_s}},
            {u"finish_import"_s,
                {{u"default"_s, u"pre_importing"_s, u"importing"_s, u"import_aborted"_s}, u"import_done"_s}},
            {u"already_migrated"_s, {{u"default"_s}, u"import_done"_s}},
            {u"abort_import"_s,
                {{u"default"_s, u"pre_importing"_s, u"pre_import_done"_s, u"importing"_s}, u"import_aborted"_s}},
            {u"skip_import"_s,
                {{u"default"_s, u"pre_importing"_s, u"pre_import_done"_s, u"importing"_s, u"import_aborted"_s},
                    u"import_skipped"_s}},
            {u"retry_pre_import"_s, {{u"pre_importing"_s, u"importing"_s, u"import_aborted"_s}, u"pre_importing"_s}},
            {u"retry_import"_s, {{u"pre_importing"_s, u"importing"_s, u"import_aborted"_s}, u"importing"_s}},
            {u"reset"_s, {{u"import_skipped"_s, u"import_aborted"_s}, u"default"_s}},
        };
        const bool gated = event == u"start_pre_import" || event == u"retry_pre_import" || event == u"retry_import";
        const auto& [from, to] = table[event];
        if (!from.contains(state) || (gated && !enabled)) {
            return false;
        }
        const QString left = state;
        state = to;
        accepted = false;
        ++transitions;
        enteredAt = now;
        if (event == u"reset") {
            preImportStarted = preImportDone = importStarted = importDone = aborted = skipped = false;
            retries = 0;
            reason.clear();
            abortedIn.clear();
            return true;
        }
        if (left == u"import_aborted") {
            aborted = false;
            abortedIn.clear();
        }
        if (to == u"pre_importing") {
            preImportStarted = true;
            preImportDone = false;
        } else if (to == u"pre_import_done") {
            preImportDone = true;
        } else if (to == u"importing") {
            importStarted = true;
            importDone = false;
        } else if (to == u"import_done") {
            importDone = true;
            if (event == u"finish_import" && !why.isEmpty()) {
                reason = why;
            }
        } else if (to == u"import_aborted") {
            aborted = true;
            abortedIn = left;
            ++retries;
        } else if (to == u"import_skipped") {
            skipped = true;
            reason = why.isEmpty() ? u"not_specified"_s : why;
        }
        return true;
    }

    void abort()
    {
        if (fire(u"abort_import"_s) && retries >= maxRetries) {
            fire(u"skip_import"_s, u"too_many_retries"_s);
        }
    }

    /// An event as somebody fires it, with everything that follows.
    bool act(const QString& event, bool forced, const QString& why, const PlannedAnswers& answers)
    {
        if (event == u"abort_import") {
            const bool allowed = state != u"import_aborted" && state != u"import_done" && state != u"import_skipped";
            abort();
            return allowed;
        }
        const bool done = fire(event, why);
        if (done && isActive() && !forced) {
            afterStart(answers);
        }
        return done;
    }

    void afterStart(const PlannedAnswers& answers)
    {
        const QString& answer = answers.start;
        if (answer == u"202" || answer == u"429 then 202") {
            accepted = true;
        } else if (answer == u"404") {
            fire(u"finish_import"_s, u"not_found"_s);
        } else if (answer == u"200" && answers.status == u"native") {
            fire(u"finish_import"_s, u"native_import"_s);
        } else if (answer == u"200" && answers.status == u"import_complete") {
            fire(u"finish_import"_s);
        } else if (answer == u"200" && matches(answers.status)) {
            accepted = true;
        } else {
            abort();
        }
    }

    bool matches(const QString& status) const
    {
        return (isPre() && status == u"pre_import_in_progress")
            || (state == u"importing" && status == u"import_in_progress");
    }

    /// A status that was polled or notified.
    void seeStatus(const PlannedAnswers& answers)
    {
        const QString& status = answers.status;
        const bool ofThisStep = status.startsWith(u"pre_") == isPre();
        if (!isActive()) {
            return;
        }
        if (status == u"native") {
            fire(u"finish_import"_s, u"native_import"_s);
        } else if (status == u"import_complete") {
            fire(u"finish_import"_s);
        } else if (ofThisStep && status == u"pre_import_complete") {
            finishPreImport(answers);
        } else if (ofThisStep && status.endsWith(u"_failed")) {
            abort();
        } else if (ofThisStep && status.endsWith(u"_canceled")) {
            fire(u"skip_import"_s, u"migration_canceled_by_registry"_s);
        }
    }

    void finishPreImport(const PlannedAnswers& answers)
    {
        if (fire(u"finish_pre_import"_s) && fire(u"start_import"_s)) {
            afterStart(answers);
        }
    }

    void reconcile(const PlannedAnswers& answers)
    {
        const QString& status = answers.status;
        if (status == u"native") {
            fire(u"finish_import"_s, u"native_import"_s);
        } else if (status == u"import_complete") {
            fire(u"finish_import"_s);
        } else if (status.endsWith(u"_in_progress")) {
            const bool pre = status.startsWith(u"pre_");
            if (!matches(status) && fire(pre ? u"start_pre_import"_s : u"start_import"_s)) {
                accepted = true;
            }
        } else if (status == u"pre_import_complete") {
            finishPreImport(answers);
        } else {
            const bool pre = status.startsWith(u"pre_");
            if (fire(pre ? u"retry_pre_import"_s : u"retry_import"_s)) {
                afterStart(answers);
            }
        }
    }

    void retryAborted(const PlannedAnswers& answers)
    {
        if (answers.status != u"404" && answers.status != u"500") {
            reconcile(answers);
        } else if (fire(preImportDone ? u"retry_import"_s : u"retry_pre_import"_s)) {
            afterStart(answers);
        }
    }

    void guard(const PlannedAnswers& answers)
    {
        if (answers.status == u"500") {
            return; // nobody knows
        }
        if (!matches(answers.status)) {
            abort();
            return;
        }
        if (enteredAt.secsTo(now) < (isPre() ? 1800 : 600)) {
            accepted = true;
            return;
        }
        if (answers.cancel == u"400") {
            reconcile(answers);
        } else if (answers.cancel == u"202" && retries >= maxRetries - 1) {
            fire(u"skip_import"_s, u"migration_canceled"_s);
        } else {
            abort();
        }
    }

    void cancel(bool force, const PlannedAnswers& answers)
    {
        if (isActive() && answers.cancel == u"202") {
            fire(u"skip_import"_s, force ? u"migration_forced_canceled"_s : u"migration_canceled"_s);
        }
    }

    /// Empty when the row is as it should be; else what differs.
    QString differenceFrom(const ContainerRepository& row) const
    {
        QStringList wrong;
        const auto compare = [&wrong](const char* what, const auto& found, const auto& wanted) {
            if (found != wanted) {
                wrong << u"%1 is %2, not %3"_s.arg(QLatin1String(what)).arg(found).arg(wanted);
            }
        };
        compare("state", toName(row.state), state);
        compare("pre_import_started_at", int(row.preImportStartedAt.isValid()), int(preImportStarted));
        compare("pre_import_done_at", int(row.preImportDoneAt.isValid()), int(preImportDone));
        compare("import_started_at", int(row.importStartedAt.isValid()), int(importStarted));
        compare("import_done_at", int(row.importDoneAt.isValid()), int(importDone));
        compare("aborted_at", int(row.abortedAt.isValid()), int(aborted));
        compare("skipped_at", int(row.skippedAt.isValid()), int(skipped));
        compare("accepted", int(row.stepAcceptedAt.isValid()), int(accepted));
        compare("retries", row.retriesCount, retries);
        compare("reason", row.skippedReason ? toName(*row.skippedReason) : QString(), reason);
        compare("aborted_in", row.abortedInState ? toName(*row.abortedInState) : QString(), abortedIn);
        return wrong.join(u"; "_s);
    }
};

} // namespace transship::testing
