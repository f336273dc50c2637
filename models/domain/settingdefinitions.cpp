// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"

#include <QDateTime>
#include <QStringList>

namespace transship {
namespace {

Error notLegal(const SettingDefinition& definition, const QString& value, const QString& wanted)
{
    return {ErrorCode::InvalidArgument,
        QStringLiteral("\"%1\" is not a value for %2: %3").arg(value, definition.name, wanted)};
}

template <typename Definitions> QString names(const Definitions& definitions)
{
    QStringList list;
    for (const auto& definition : definitions) {
        list << definition.name;
    }
    return list.join(QStringLiteral(", "));
}

QList<SettingDefinition> makeSettings()
{
    const auto text = [](const char* t) { return QString::fromLatin1(t); };
    return {
        {text("container_registry_import_max_tags_count"), text("max_tags_count"), SettingType::Integer, text("100"),
            text("Repositories with more tags are skipped as too_many_tags; 0 = no limit.")},
        {text("container_registry_import_max_retries"), text("max_retries"), SettingType::Integer, text("3"),
            text("A repository aborted this often is skipped as too_many_retries.")},
        {text("container_registry_import_start_max_retries"), text("start_max_retries"), SettingType::Integer,
            text("50"),
            text("How often a start is tried again while the registry answers that all its slots are taken.")},
        {text("container_registry_import_max_step_duration"), text("max_step_duration"), SettingType::Seconds,
            text("300"), text("A step older than this is looked at by the guard.")},
        {text("container_registry_import_target_plan"), text("target_plan"), SettingType::PlanGroup, text("free"),
            text("Which group of plans is migrated now: free, premium or ultimate.")},
        {text("container_registry_import_created_before"), text("created_before"), SettingType::Timestamp, {},
            text("Only repositories created before this are migrated; newer ones already live on the new platform.")},
        {text("container_registry_pre_import_timeout"), text("pre_import_timeout"), SettingType::Seconds, text("1800"),
            text("A pre import that runs longer is canceled by the guard.")},
        {text("container_registry_import_timeout"), text("import_timeout"), SettingType::Seconds, text("600"),
            text("A final import that runs longer is canceled by the guard.")},
        {text("container_registry_pre_import_tags_rate"), text("pre_import_tags_rate"), SettingType::DecimalSeconds,
            text("0.5"), text("Seconds a tag may take when the pre-import timeout is dynamic.")},
        {text("container_registry_pre_import_dynamic_timeout"), text("pre_import_dynamic_timeout"),
            SettingType::Boolean, text("false"),
            text("Raise the pre-import timeout to tags x pre_import_tags_rate where that is longer.")},
        {text("container_registry_migration_plans_known"), text("plans_known"), SettingType::Boolean, text("false"),
            text("The inventory carries subscription plans (as on GitLab.com), so target_plan applies; false = "
                 "self-managed, no tiers.")},
        {text("container_registry_migration_enqueuer_interval"), text("enqueuer_interval"), SettingType::Seconds,
            text("3600"), text("The enqueuer runs at least this often; it also runs whenever a repository ends.")},
        {text("container_registry_migration_guard_interval"), text("guard_interval"), SettingType::Seconds, text("600"),
            text("How often the guard looks for steps that hang.")},
        {text("container_registry_migration_observer_interval"), text("observer_interval"), SettingType::Seconds,
            text("1800"), text("How often the counts per state are recorded.")},
        {text("container_registry_migration_poll_interval"), text("poll_interval"), SettingType::Seconds, text("5"),
            text("How often the registry is asked about what is in process.")},
    };
}

QList<FlagDefinition> makeFlags()
{
    QList<FlagDefinition> list{
        {flags::enabled, QStringLiteral("The main switch: nothing is started or retried while it is off.")}};
    for (const int step : capacitySteps) {
        list << FlagDefinition{flags::capacityPrefix + QString::number(step),
            QStringLiteral("Up to %1 repositories in process at once; the largest that is on wins.").arg(step)};
    }
    list << FlagDefinition{flags::speedFast, QStringLiteral("No waiting time between two starts.")}
         << FlagDefinition{flags::speedSlow, QStringLiteral("165 minutes between two starts (neither speed: 45).")}
         << FlagDefinition{flags::limitGitlabOrg, QStringLiteral("Only the namespace gitlab-org.")}
         << FlagDefinition{flags::allPlans, QStringLiteral("Every plan, whatever target_plan says.")};
    return list;
}

} // namespace

const QList<SettingDefinition>& settingDefinitions()
{
    static const QList<SettingDefinition> definitions = makeSettings();
    return definitions;
}

Result<SettingDefinition> findSetting(QStringView name)
{
    for (const SettingDefinition& definition : settingDefinitions()) {
        if (name == definition.name || name == definition.shortName) {
            return definition;
        }
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("unknown setting \"%1\"; known: %2").arg(name, names(settingDefinitions()))};
}

Result<QString> validateSetting(const SettingDefinition& definition, const QString& value)
{
    const QString text = value.trimmed();
    bool ok = false;
    switch (definition.type) {
    case SettingType::Integer:
    case SettingType::Seconds: {
        const qlonglong number = text.toLongLong(&ok);
        if (!ok || number < 0 || number > 1'000'000'000) {
            return notLegal(definition, value, QStringLiteral("a whole number from 0 to 1000000000 is wanted"));
        }
        return QString::number(number);
    }
    case SettingType::DecimalSeconds: {
        const double number = text.toDouble(&ok);
        if (!ok || !(number >= 0) || number > 86400) {
            return notLegal(definition, value, QStringLiteral("a number from 0 to 86400 is wanted"));
        }
        return QString::number(number);
    }
    case SettingType::PlanGroup:
        if (text != u"free" && text != u"premium" && text != u"ultimate") {
            return notLegal(definition, value, QStringLiteral("free, premium or ultimate is wanted"));
        }
        return text;
    case SettingType::Timestamp: {
        if (text.isEmpty()) {
            return text;
        }
        QDateTime time = QDateTime::fromString(text, Qt::ISODate);
        if (time.timeSpec() == Qt::LocalTime) {
            time.setTimeSpec(Qt::UTC); // no zone was given, and every time here is UTC
        }
        if (!time.isValid()) {
            return notLegal(definition, value, QStringLiteral("a time such as 2022-01-23T00:00:00Z is wanted"));
        }
        return time.toUTC().toString(Qt::ISODate);
    }
    case SettingType::Boolean:
        if (text != u"true" && text != u"false") {
            return notLegal(definition, value, QStringLiteral("true or false is wanted"));
        }
        return text;
    }
    Q_UNREACHABLE();
    return text;
}

const QList<FlagDefinition>& flagDefinitions()
{
    static const QList<FlagDefinition> definitions = makeFlags();
    return definitions;
}

Result<FlagDefinition> findFlag(QStringView name)
{
    for (const FlagDefinition& definition : flagDefinitions()) {
        if (name == definition.name) {
            return definition;
        }
    }
    for (const FlagDefinition& definition : flagDefinitions()) {
        const QString suffix = u'_' + name.toString();
        if (!name.isEmpty() && definition.name.endsWith(suffix)) {
            return definition;
        }
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("unknown flag \"%1\"; known: %2").arg(name, names(flagDefinitions()))};
}

} // namespace transship
