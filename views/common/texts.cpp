// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/texts.h"

#include <QCoreApplication>
#include <QLocale>

namespace transship::texts {
namespace {

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("transship::texts", text, nullptr, n);
}

} // namespace

QString explanation(MigrationState state)
{
    switch (state) {
    case MigrationState::Default:
        return tr("Waiting to be migrated");
    case MigrationState::PreImporting:
        return tr("The registry copies manifests and layers; the repository stays writable");
    case MigrationState::PreImportDone:
        return tr("Everything is copied; the final import comes next");
    case MigrationState::Importing:
        return tr("The registry brings over the tags and what changed since");
    case MigrationState::ImportDone:
        return tr("Migrated: the target registry serves this repository");
    case MigrationState::ImportAborted:
        return tr("A step failed or was stopped; it is retried until the retries are used up");
    case MigrationState::ImportSkipped:
        return tr("Left out, for the reason shown");
    }
    Q_UNREACHABLE();
    return {};
}

QString explanation(SkippedReason reason)
{
    switch (reason) {
    case SkippedReason::NotInPlan:
        return tr("its plan is not part of this rollout");
    case SkippedReason::TooManyRetries:
        return tr("all retries were used up");
    case SkippedReason::TooManyTags:
        return tr("it has more tags than the limit");
    case SkippedReason::RootNamespaceInDenyList:
        return tr("its root namespace is on the deny list");
    case SkippedReason::MigrationCanceled:
        return tr("its migration was canceled");
    case SkippedReason::NotFound:
        return tr("the registry does not know it");
    case SkippedReason::NativeImport:
        return tr("it is on the new platform already");
    case SkippedReason::MigrationForcedCanceled:
        return tr("its migration was canceled by force");
    case SkippedReason::MigrationCanceledByRegistry:
        return tr("the registry canceled its migration");
    case SkippedReason::NotSpecified:
        return tr("no reason was given");
    }
    Q_UNREACHABLE();
    return {};
}

QString verb(OperatorAction action)
{
    switch (action) {
    case OperatorAction::Start:
        return tr("Start now");
    case OperatorAction::Retry:
        return tr("Retry");
    case OperatorAction::Skip:
        return tr("Skip");
    case OperatorAction::Abort:
        return tr("Abort");
    case OperatorAction::Cancel:
        return tr("Cancel at the registry");
    case OperatorAction::ForceCancel:
        return tr("Force cancel");
    case OperatorAction::Reset:
        return tr("Reset");
    }
    Q_UNREACHABLE();
    return {};
}

QString shortVerb(OperatorAction action)
{
    switch (action) {
    case OperatorAction::Start:
        return tr("Start");
    case OperatorAction::Cancel:
        return tr("Cancel");
    default:
        return verb(action);
    }
}

QString requested(OperatorAction action)
{
    switch (action) {
    case OperatorAction::Start:
        return tr("starting…");
    case OperatorAction::Retry:
        return tr("retrying…");
    case OperatorAction::Skip:
        return tr("skipping…");
    case OperatorAction::Abort:
        return tr("aborting…");
    case OperatorAction::Cancel:
        return tr("canceling…");
    case OperatorAction::ForceCancel:
        return tr("canceling by force…");
    case OperatorAction::Reset:
        return tr("resetting…");
    }
    Q_UNREACHABLE();
    return {};
}

QString effect(OperatorAction action)
{
    switch (action) {
    case OperatorAction::Start:
        return tr("the pre import is started");
    case OperatorAction::Retry:
        return tr("goes on where the registry says it stands");
    case OperatorAction::Skip:
        return tr("skipped");
    case OperatorAction::Abort:
        return tr("aborted; retried later");
    case OperatorAction::Cancel:
        return tr("canceled at the registry, then skipped");
    case OperatorAction::ForceCancel:
        return tr("canceled by force, then skipped");
    case OperatorAction::Reset:
        return tr("back to default");
    }
    Q_UNREACHABLE();
    return {};
}

QString explanation(OperatorAction action)
{
    switch (action) {
    case OperatorAction::Start:
        return tr("Start the pre import now, without waiting for a free slot");
    case OperatorAction::Retry:
        return tr("Ask the registry how far it is and resume there");
    case OperatorAction::Skip:
        return tr("Leave out of the migration, with a reason");
    case OperatorAction::Abort:
        return tr("Stop the step here; the enqueuer retries it later");
    case OperatorAction::Cancel:
        return tr("Cancel the import at the registry, then skip it");
    case OperatorAction::ForceCancel:
        return tr("Cancel at the registry by force, then skip it");
    case OperatorAction::Reset:
        return tr("Back to default: every trace of the migration is cleared, history is kept");
    }
    Q_UNREACHABLE();
    return {};
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString shortNumber(double value)
{
    const QLocale locale;
    if (value < 1000) {
        return locale.toString(value, 'g', 3);
    }
    // The signs are international.
    return value < 1'000'000 ? locale.toString(value / 1000, 'g', 3) + QStringLiteral(" k")
                             : locale.toString(value / 1'000'000, 'g', 3) + QStringLiteral(" M");
}

QString duration(std::chrono::seconds seconds)
{
    const qint64 total = qMax<qint64>(0, seconds.count());
    if (total < 60) {
        return tr("%1 s").arg(total);
    }
    if (total < 3600) {
        return total < 600 && total % 60 != 0 ? tr("%1 min %2 s").arg(total / 60).arg(total % 60)
                                              : tr("%1 min").arg(total / 60);
    }
    if (total < 86400) {
        return total % 3600 < 60 ? tr("%1 h").arg(total / 3600)
                                 : tr("%1 h %2 min").arg(total / 3600).arg(total % 3600 / 60);
    }
    return total % 86400 < 3600 ? tr("%1 d").arg(total / 86400)
                                : tr("%1 d %2 h").arg(total / 86400).arg(total % 86400 / 3600);
}

QString since(const QDateTime& time, const QDateTime& now)
{
    return time.isValid() ? duration(std::chrono::seconds(time.secsTo(now))) : QString();
}

QString absolute(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral(" UTC")
                          : QString();
}

QString alternatives(const QList<MigrationState>& states)
{
    QStringList names;
    for (const MigrationState state : states) {
        names << toName(state);
    }
    if (names.size() < 2) {
        return names.join(QString());
    }
    const QString last = names.takeLast();
    return tr("%1 or %2").arg(names.join(QStringLiteral(", ")), last);
}

} // namespace transship::texts
