// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settingitem.h"

#include "models/domain/policy.h"
#include "views/common/texts.h"

#include <QCoreApplication>
#include <QDateTime>

namespace transship {
namespace {

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("transship", text, nullptr, n);
}

QString timeOf(const QString& seconds)
{
    return texts::duration(std::chrono::seconds(seconds.toLongLong()));
}

QString effectOfCount(const QString& name, const QString& value)
{
    const qint64 count = value.toLongLong();
    if (name == u"max_tags_count") {
        return count == 0
            ? tr("No repository is skipped for its number of tags.")
            : tr("A repository with more than %1 tags is skipped when its turn comes.").arg(texts::number(count));
    }
    if (name == u"max_retries") {
        return count <= 1
            ? tr("A repository is skipped the first time a step of it is aborted.")
            : tr("A repository is skipped when a step of it was aborted %1 times.").arg(texts::number(count));
    }
    return count <= 1 ? tr("A start that finds all slots of the registry taken is aborted at once.")
                      : tr("A start that finds all slots of the registry taken is tried %1 times, then aborted.")
                            .arg(texts::number(count));
}

QString effectOfTime(const QString& name, const QString& value)
{
    if (name == u"max_step_duration") {
        return tr("After %1 in one step the guard asks the registry whether it still runs.").arg(timeOf(value));
    }
    if (name == u"pre_import_timeout") {
        return tr("A pre import that still runs after %1 is canceled.").arg(timeOf(value));
    }
    if (name == u"import_timeout") {
        return tr("A final import that still runs after %1 is canceled.").arg(timeOf(value));
    }
    return value.toLongLong() == 0 ? tr("As often as possible.") : tr("Every %1.").arg(timeOf(value));
}

QString effectOfFlag(const QString& name, bool on)
{
    if (name == flags::enabled) {
        return on ? tr("Repositories are started and retried.")
                  : tr("Paused: nothing is started or retried; what is in flight goes on to its end.");
    }
    if (name.startsWith(flags::capacityPrefix)) {
        return on ? tr("Counts, unless a larger capacity is on as well.") : tr("Does not count.");
    }
    if (name == flags::speedFast) {
        return on ? tr("The next one is started as soon as a slot is free.") : tr("There is a waiting time.");
    }
    if (name == flags::speedSlow) {
        return on ? tr("2 h 45 min lie between two starts, unless fast is on.")
                  : tr("45 min lie between two starts, unless fast is on.");
    }
    if (name == flags::limitGitlabOrg) {
        return on ? tr("Only repositories below gitlab-org are started, where plans are known.")
                  : tr("No limit to one namespace.");
    }
    return on ? tr("Repositories of every plan are started.") : tr("The target plan decides, where plans are known.");
}

} // namespace

QList<SettingItem> SettingItem::settings()
{
    QList<SettingItem> items;
    for (const SettingDefinition& definition : settingDefinitions()) {
        items << SettingItem{definition, false};
    }
    return items;
}

QList<SettingItem> SettingItem::flags()
{
    QList<SettingItem> items;
    for (const FlagDefinition& flag : flagDefinitions()) {
        QString shortName = flag.name;
        shortName.remove(QStringLiteral("container_registry_migration_"));
        shortName.remove(QStringLiteral("phase2_"));
        items << SettingItem{
            {flag.name, shortName, SettingType::Boolean, QStringLiteral("false"), flag.description}, true};
    }
    return items;
}

QString unitOf(const SettingItem& item)
{
    switch (item.definition.type) {
    case SettingType::Seconds:
        return tr("seconds");
    case SettingType::DecimalSeconds:
        return tr("seconds a tag");
    case SettingType::Integer:
        return item.definition.shortName == u"max_tags_count" ? tr("tags") : tr("times");
    case SettingType::Timestamp:
        return tr("UTC");
    case SettingType::PlanGroup:
    case SettingType::Boolean:
        break;
    }
    return {};
}

QString effectOf(const SettingItem& item, const QString& value)
{
    const QString& name = item.definition.shortName;
    if (item.isFlag) {
        return effectOfFlag(item.definition.name, value == u"true");
    }
    switch (item.definition.type) {
    case SettingType::Integer:
        return effectOfCount(name, value);
    case SettingType::Seconds:
        return effectOfTime(name, value);
    case SettingType::DecimalSeconds:
        return tr("1,000 tags may take %1.")
            .arg(texts::duration(std::chrono::seconds(qRound64(value.toDouble() * 1000))));
    case SettingType::PlanGroup:
        return tr("Plans that are let through: %1.").arg(plansOfGroup(value).join(QStringLiteral(", ")));
    case SettingType::Timestamp:
        return value.isEmpty() ? tr("Every repository, whenever it was created.")
                               : tr("Only repositories created before %1.")
                                     .arg(texts::absolute(QDateTime::fromString(value, Qt::ISODate)));
    case SettingType::Boolean:
        if (name == u"plans_known") {
            return value == u"true" ? tr("The target plan decides who is started.")
                                    : tr("Every repository is let through, whatever the target plan.");
        }
        return value == u"true" ? tr("A repository with many tags has more time for its pre import.")
                                : tr("The pre import has the same time for every repository.");
    }
    return {};
}

QString shownValue(const SettingItem& item, const QString& value)
{
    if (item.isFlag) {
        return value == u"true" ? tr("on") : tr("off");
    }
    return value.isEmpty() ? tr("none") : value;
}

} // namespace transship
