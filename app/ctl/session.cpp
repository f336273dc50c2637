// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/session.h"

#include "app/services/profileconfig.h"
#include "models/settings/profilestore.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace transship::ctl {
namespace {

Result<void> makeFolderOf(const DatabaseUrl& url)
{
    const QString folder = QFileInfo(url.name()).absolutePath();
    if (!QDir().mkpath(folder)) {
        return Error{ErrorCode::Io, QStringLiteral("the folder %1 cannot be created").arg(folder)};
    }
    return {};
}

} // namespace

Session::Session(GlobalOptions options, TerminationSignals& termination)
    : m_options(std::move(options))
    , m_out(m_options.json, m_options.quiet)
    , m_termination(termination)
{
}

LogWriter Session::log() const
{
    const bool text = m_options.logFormat.empty() ? isTerminal(STDERR_FILENO) : m_options.logFormat == "text";
    return LogWriter(text ? LogFormat::Text : LogFormat::Json, m_options.quiet);
}

QCoro::Task<Result<void>> Session::readProfile()
{
    if (m_options.profile.empty()) {
        co_return Result<void>();
    }
    const Result<ConnectionProfile> profile = ProfileStore().find(QString::fromStdString(m_options.profile));
    if (!profile) {
        co_return profile.error();
    }
    const auto secrets = std::make_shared<SecretStore>();
    const Result<ServicesConfig> config = co_await configOf(*profile, secrets);
    if (!config) {
        co_return config.error();
    }
    m_profile = *config;
    if (m_profile->readOnly && !m_options.unlock.empty()) {
        m_profile->readOnly = false;
        log().write(Severity::Warning, QStringLiteral("profile"), QStringLiteral("unlocked"),
            {{QStringLiteral("profile"), profile->name},
                {QStringLiteral("reason"), QString::fromStdString(m_options.unlock)}});
    }
    co_return Result<void>();
}

Result<ServicesConfig> Session::configure() const
{
    if (m_profile) {
        return *m_profile;
    }
    return ServicesConfig::fromEnvironment(
        QString::fromStdString(m_options.database), QString::fromStdString(m_options.registry));
}

Result<void> Session::build()
{
    Result<ServicesConfig> config = configure();
    if (!config) {
        return config.error();
    }
    if (!m_options.actor.empty()) {
        config->actor = QString::fromStdString(m_options.actor);
    }
    m_services = std::make_unique<Services>(*config);
    return {};
}

QCoro::Task<Result<void>> Session::open()
{
    if (const Result<void> built = build(); !built) {
        co_return built;
    }
    co_return co_await checkSchema(*m_services);
}

QCoro::Task<Result<void>> Session::openOrCreate()
{
    if (const Result<void> built = build(); !built) {
        co_return built;
    }
    const DatabaseUrl& url = m_services->config.database;
    if (url.backend() == Backend::Sqlite) {
        if (url.name() == DatabaseUrl::defaultUrl().name()) {
            if (const Result<void> made = makeFolderOf(url); !made) {
                co_return made;
            }
        }
        const Result<QList<int>> upgraded = co_await upgradeSchema(*m_services);
        if (!upgraded) {
            co_return upgraded.error();
        }
        if (!upgraded->isEmpty()) {
            m_out.note(QStringLiteral("The database %1 was created or brought up to date.").arg(url.toDisplayString()));
        }
    }
    co_return co_await checkSchema(*m_services);
}

Result<void> Session::mayChange() const
{
    if (m_services->config.readOnly) {
        return Error{ErrorCode::ReadOnly, QStringLiteral("nothing may be changed here")};
    }
    return {};
}

Actor Session::actor() const
{
    return {m_services->config.actor, Origin::Ctl};
}

int Session::fail(const Error& error) const
{
    m_out.error(error);
    if (error.code == ErrorCode::ReadOnly && m_profile && m_profile->readOnly) {
        m_out.error(
            QStringLiteral("the profile \"%1\" is of production, hence read-only; --unlock REASON allows this one "
                           "command to change something")
                .arg(m_profile->profile));
    }
    return exitCodeOf(error.code);
}

int Session::usage(const QString& message) const
{
    m_out.error(message);
    return exitUsage;
}

} // namespace transship::ctl
