// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/doctor/checks.h"

#include "app/services/registrylogin.h"
#include "models/registry/httpclient.h"
#include "models/registry/ocierror.h"
#include "models/registry/registrytokensigner.h"
#include "models/storage/databaseclock.h"
#include "models/storage/schema.h"

#include <QCoroFuture>
#include <QHostAddress>
#include <QJsonDocument>

namespace transship {
namespace {

using namespace std::chrono_literals;

/// Registries forgive a minute at most; half of it is time enough to mend.
constexpr std::chrono::milliseconds clocksMayDiffer = 30s;

Finding failed(const QString& check, const Error& error, const QString& advice = {})
{
    return failedFinding(check, error, advice);
}

bool isLoopback(const QUrl& url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

QCoro::Task<Finding> database(Services& services)
{
    const QString name = QStringLiteral("database");
    const QString url = services.config.database.toDisplayString();
    const Result<void> fine = co_await checkSchema(services);
    if (fine) {
        const int version = schema::latestVersion(services.config.database.backend());
        co_return Finding{name, Verdict::Ok,
            QStringLiteral("%1 answers and is up to date (schema version %2)").arg(url).arg(version)};
    }
    QString advice;
    if (fine.error().code == ErrorCode::DatabaseUnavailable) {
        advice = services.config.profile.isEmpty()
            ? QStringLiteral("check TRANSSHIP_DATABASE (%1), that the server runs, and its access rules").arg(url)
            : QStringLiteral("check the profile's database (%1), that the server runs, and its access rules").arg(url);
    }
    co_return failed(name, fine.error(), advice);
}

QCoro::Task<Finding> rollout(Services& services)
{
    const QString name = QStringLiteral("rollout");
    const Result<Policy> policy
        = co_await services.reader->run([](Stores& stores) { return stores.settings.policy(); });
    if (!policy) {
        co_return failed(name, policy.error(), QStringLiteral("see `transshipctl settings list`"));
    }
    if (!policy->enabled) {
        co_return Finding{name, Verdict::Warning, QStringLiteral("migration is switched off: nothing is started"),
            QStringLiteral("transshipctl flags enable phase2_enabled")};
    }
    if (policy->capacity == 0) {
        co_return Finding{name, Verdict::Warning, QStringLiteral("the capacity is 0: nothing is started"),
            QStringLiteral("transshipctl flags enable capacity_1")};
    }
    co_return Finding{
        name, Verdict::Ok, QStringLiteral("migration is enabled, with a capacity of %1").arg(policy->capacity)};
}

/// When a ready token ends, where it says so.
std::optional<QDateTime> endOf(const QByteArray& token)
{
    const QByteArray claims = QByteArray::fromBase64(token.split('.').value(1), QByteArray::Base64UrlEncoding);
    const QJsonValue end = QJsonDocument::fromJson(claims)[u"exp"];
    return end.isDouble() ? std::optional(QDateTime::fromSecsSinceEpoch(end.toInteger(), Qt::UTC)) : std::nullopt;
}

Finding readyToken(const QByteArray& token, const QDateTime& now)
{
    const QString name = QStringLiteral("credentials");
    const std::optional<QDateTime> end = endOf(token);
    if (!end) {
        return {name, Verdict::Ok, QStringLiteral("a ready token, which does not say when it ends")};
    }
    const QString when = end->toString(Qt::ISODate);
    if (*end <= now) {
        return failed(name, {ErrorCode::Unauthorized, QStringLiteral("the ready token ended at %1").arg(when)},
            QStringLiteral("renew TRANSSHIP_REGISTRY_TOKEN, or have tokens signed here: "
                           "TRANSSHIP_REGISTRY_SIGNING_KEY_FILE"));
    }
    if (*end < now.addDays(1)) {
        return {name, Verdict::Warning, QStringLiteral("the ready token ends at %1").arg(when),
            QStringLiteral("a worker needs one for as long as it runs; TRANSSHIP_REGISTRY_SIGNING_KEY_FILE has tokens "
                           "signed here and renewed")};
    }
    return {name, Verdict::Ok, QStringLiteral("a ready token, good until %1").arg(when)};
}

Finding credentials(const ServicesConfig& config, const QDateTime& now)
{
    const QString name = QStringLiteral("credentials");
    const RegistryCredentials& known = config.registryCredentials;
    if (known.areConfigured() && config.registryUrl.scheme() == u"http" && !isLoopback(config.registryUrl)) {
        return {name, Verdict::Warning,
            QStringLiteral("they go to %1 unencrypted").arg(config.registryUrl.toDisplayString()),
            QStringLiteral("use https://")};
    }
    if (!known.bearerToken.isEmpty()) {
        return readyToken(known.bearerToken, now);
    }
    if (known.signer) {
        return {
            name, Verdict::Ok, QStringLiteral("tokens are signed here, with the key %1").arg(known.signer->keyId())};
    }
    if (known.hasPassword()) {
        return {name, Verdict::Ok, QStringLiteral("user and password of %1").arg(known.user)};
    }
    return {name, Verdict::Ok, QStringLiteral("none are configured")};
}

QCoro::Task<Finding> registry(Services& services)
{
    const QString name = QStringLiteral("registry");
    const Result<void> fine = co_await checkRegistry(services);
    if (!fine) {
        co_return failed(name, fine.error());
    }
    // Whoever is let in may still not be allowed to import; asking about what does not exist tells.
    const Result<ImportStatusReport> asked = co_await services.registry->status(QStringLiteral("transship/doctor"));
    const QString url = services.config.registryUrl.toDisplayString();
    if (asked || asked.error().code == ErrorCode::NotFound) {
        co_return Finding{name, Verdict::Ok, QStringLiteral("%1 has the import API and lets us in").arg(url)};
    }
    if (asked.error().code == ErrorCode::Unauthorized) {
        co_return failed(
            name, asked.error(), loginAdvice(services.config.registryCredentials, services.config.profile));
    }
    co_return failed(name, asked.error(), QStringLiteral("see the log of the registry"));
}

Finding clock(const QString& whose, const QDateTime& theirs, const QDateTime& ours, bool tokens)
{
    const QString name = QStringLiteral("clock");
    const auto difference = std::chrono::milliseconds(ours.msecsTo(theirs));
    const QString seconds
        = QString::number(std::chrono::duration<double>(std::chrono::abs(difference)).count(), 'f', 1);
    if (std::chrono::abs(difference) <= clocksMayDiffer) {
        return {name, Verdict::Ok, QStringLiteral("%1 agrees with ours (%2 s)").arg(whose, seconds)};
    }
    const QString message
        = QStringLiteral("%1 is %2 s %3 ours")
              .arg(whose, seconds, difference.count() > 0 ? QStringLiteral("ahead of") : QStringLiteral("behind"));
    const QString advice = QStringLiteral("let both machines keep time by NTP (timedatectl set-ntp true)");
    return {name, tokens ? Verdict::Failed : Verdict::Warning, message, advice, ErrorCode::Unauthorized};
}

QCoro::Task<std::optional<Finding>> databaseClock(Services& services)
{
    const Result<QDateTime> theirs
        = co_await services.reader->run([](Stores& stores) { return databaseNow(stores.connection); });
    if (!theirs) {
        co_return std::nullopt; // said already by the check of the database
    }
    co_return clock(QStringLiteral("the database's clock"), *theirs, services.clock.now(), false);
}

/// As the header Date of any answer says it. Tokens signed here are refused by a registry of another time.
QCoro::Task<std::optional<Finding>> registryClock(Services& services)
{
    HttpClient http(1, services.config.transport);
    HttpRequest request;
    request.url = services.config.registryUrl;
    request.url.setPath(request.url.path() + QStringLiteral("/gitlab/v1/"));
    const Result<HttpResponse> answer = co_await http.send(std::move(request));
    const std::optional<QDateTime> theirs = answer ? httpDate(answer->header("Date")) : std::nullopt;
    if (!theirs) {
        co_return std::nullopt;
    }
    const bool tokens = services.config.registryCredentials.signer != nullptr;
    co_return clock(QStringLiteral("the registry's clock"), *theirs, services.clock.now(), tokens);
}

} // namespace

Finding failedFinding(const QString& check, const Error& error, const QString& advice)
{
    return {check, Verdict::Failed, error.toString(), advice, error.code};
}

QCoro::Task<QList<Finding>> examine(Services& services, FindingReport report)
{
    QList<Finding> findings;
    const auto add = [&findings, &report](const std::optional<Finding>& finding) {
        if (finding) {
            findings << *finding;
            if (report) {
                report(*finding);
            }
        }
    };
    add(co_await database(services));
    if (findings.constLast().verdict != Verdict::Failed) {
        add(co_await rollout(services));
        add(co_await databaseClock(services));
    }
    if (services.registry) {
        add(credentials(services.config, services.clock.now()));
    }
    add(co_await registry(services));
    if (services.registry) {
        add(co_await registryClock(services));
    }
    co_return findings;
}

} // namespace transship
