// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/outlook.h"

#include "views/common/texts.h"

#include <QCoreApplication>

namespace transship {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Outlook", text);
}

QString outlookOfWaiting(const ContainerRepository& row, const Policy& policy)
{
    if (!policy.enabled) {
        return tr("Not started: the migration is paused.");
    }
    if (policy.capacity == 0) {
        return tr("Not started: there are no slots (capacity 0).");
    }
    if (policy.createdBefore.isValid() && row.createdAt.isValid() && row.createdAt >= policy.createdBefore) {
        return tr("Not started: created after %1.").arg(texts::absolute(policy.createdBefore));
    }
    if (policy.tierFilter == TierFilter::PlanGroup && !row.plan.isEmpty() && !policy.plans.contains(row.plan)) {
        return tr("Not started: its plan %1 does not belong to the target plan %2.").arg(row.plan, policy.targetPlan);
    }
    if (policy.maxTagsCount > 0 && row.tagsCount && *row.tagsCount > policy.maxTagsCount) {
        return tr("Will be skipped when its turn comes: more than %1 tags.").arg(texts::number(policy.maxTagsCount));
    }
    return tr("Started when a slot is free and its turn comes.");
}

} // namespace

QString outlook(const ContainerRepository& row, const Policy& policy)
{
    switch (row.state) {
    case MigrationState::Default:
        return outlookOfWaiting(row, policy);
    case MigrationState::PreImporting:
    case MigrationState::Importing:
        return tr("Waiting for the registry to finish this step.");
    case MigrationState::PreImportDone:
        return tr("The final import follows.");
    case MigrationState::ImportAborted:
        return policy.enabled ? tr("Retried when a slot is free.") : tr("Not retried: the migration is paused.");
    case MigrationState::ImportSkipped:
        return tr("Stays as it is until it is reset.");
    case MigrationState::ImportDone:
        return {};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace transship
