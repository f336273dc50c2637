// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/connectionservice.h"

#include "app/services/doctor/checks.h"
#include "app/services/profileconfig.h"
#include "models/domain/elsewhere.h"
#include "models/inventory/catalogscan.h"
#include "models/inventory/samplemigration.h"

#include <QCoroFuture>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>

namespace transship {
namespace {

/// Of secrets that are typed in and forgotten again.
class NoKeychain final : public Keychain {
public:
    QCoro::Task<Result<QByteArray>> read(QString) override { co_return absent(); }
    QCoro::Task<Result<void>> write(QString, QByteArray) override { co_return absent(); }
    QCoro::Task<Result<void>> remove(QString) override { co_return absent(); }

private:
    static Error absent() { return {ErrorCode::NotFound, QStringLiteral("nothing was typed in")}; }
};

QString demoFile()
{
    return QFileInfo(DatabaseUrl::defaultUrl().name()).absolutePath() + QStringLiteral("/demo.sqlite");
}

/// A demo that was played with begins anew; a window that still shows the old one keeps its file.
Result<void> createDemo(const QString& file)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    for (const char* suffix : {"", "-wal", "-shm"}) {
        QFile old(file + QLatin1StringView(suffix));
        if (old.exists() && !old.remove()) {
            return Error{ErrorCode::Io,
                QStringLiteral("the old demo %1 cannot be removed: %2").arg(old.fileName(), old.errorString())};
        }
    }
    SampleMigration sample;
    sample.url = DatabaseUrl::sqlite(file);
    sample.now = QDateTime::currentDateTimeUtc();
    return createSampleMigration(sample);
}

ConnectionHost::Known readKnown(const ProfileStore& profiles)
{
    ConnectionHost::Known known{profiles.list(), DatabaseUrl::defaultUrl()};
    const QList<ConnectionProfile>& listed = known.listing.profiles;
    const bool isListed = std::any_of(listed.cbegin(), listed.cend(),
        [&known](const ConnectionProfile& profile) { return profile.database == *known.local; });
    if (isListed || !QFileInfo::exists(known.local->name())) {
        known.local.reset();
    }
    return known;
}

Error nameIsTaken(const QString& name)
{
    return {
        ErrorCode::Conflict, QStringLiteral("there is a connection named %1 already; choose another name").arg(name)};
}

Result<void> saveAs(const ProfileStore& profiles, const ConnectionProfile& profile, const QString& formerName)
{
    if (profile.name != formerName && QFileInfo::exists(profiles.filePath(profile.name))) {
        return nameIsTaken(profile.name);
    }
    return profiles.save(profile);
}

/// A scan goes on where an earlier one into the same database ended; it never takes another connection's name.
Result<void> mayBecome(const ProfileStore& profiles, const ConnectionProfile& profile)
{
    if (!QFileInfo::exists(profiles.filePath(profile.name))) {
        return {};
    }
    const Result<ConnectionProfile> present = profiles.find(profile.name);
    return present && present->database == profile.database ? Result<void>() : nameIsTaken(profile.name);
}

Result<ConnectionProfile> findOrAdd(const ProfileStore& profiles, const QString& file)
{
    const DatabaseUrl url = DatabaseUrl::sqlite(file);
    const QList<ConnectionProfile> listed = profiles.list().profiles;
    for (const ConnectionProfile& known : listed) {
        if (known.database == url) {
            return known;
        }
    }
    const QString wanted = QFileInfo(file).completeBaseName();
    ConnectionProfile profile;
    profile.name = wanted;
    profile.database = url;
    for (int number = 2; QFileInfo::exists(profiles.filePath(profile.name)); ++number) {
        profile.name = QStringLiteral("%1 (%2)").arg(wanted).arg(number);
    }
    const Result<void> saved = profiles.save(profile);
    return saved ? Result<ConnectionProfile>(profile) : saved.error();
}

} // namespace

ConnectionService::ConnectionService(
    AppSettings& settings, ProfileStore profiles, std::shared_ptr<SecretStore> secrets, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_profiles(std::move(profiles))
    , m_secrets(std::move(secrets))
{
}

QStringList ConnectionService::recentProfiles() const
{
    return m_settings.recentProfiles();
}

QCoro::Task<ConnectionHost::Known> ConnectionService::known()
{
    const std::function<Known()> reading = [profiles = m_profiles] { return readKnown(profiles); };
    const QFuture<Known> future = runElsewhere(reading);
    co_return co_await future;
}

QCoro::Task<Result<ConnectionProfile>> ConnectionService::find(QString name)
{
    const std::function<Result<ConnectionProfile>()> reading
        = [profiles = m_profiles, name] { return profiles.find(name); };
    const QFuture<Result<ConnectionProfile>> future = runElsewhere(reading);
    co_return co_await future;
}

QCoro::Task<Result<void>> ConnectionService::save(ConnectionProfile profile, QString formerName, TypedSecrets secrets)
{
    const QPointer<ConnectionService> self(this);
    const std::function<Result<void>()> saving
        = [profiles = m_profiles, profile, formerName] { return saveAs(profiles, profile, formerName); };
    const QFuture<Result<void>> future = runElsewhere(saving);
    const Result<void> saved = co_await future;
    if (!saved) {
        co_return saved;
    }
    if (!self) {
        co_return Cancellation::error();
    }
    Result<void> renamed;
    if (!formerName.isEmpty() && formerName != profile.name) {
        const std::shared_ptr<SecretStore> store = m_secrets;
        renamed = co_await store->rename(formerName, profile.name);
        if (!self) {
            co_return renamed;
        }
        const Result<void> removed = co_await removeFile(formerName);
        if (!removed || !self) {
            co_return removed;
        }
    }
    const Result<void> kept = co_await keepSecrets(profile, secrets);
    co_return kept ? renamed : kept;
}

QCoro::Task<Result<void>> ConnectionService::removeFile(QString name)
{
    const QPointer<ConnectionService> self(this);
    const std::function<Result<void>()> removing = [profiles = m_profiles, name] { return profiles.remove(name); };
    const QFuture<Result<void>> future = runElsewhere(removing);
    const Result<void> removed = co_await future;
    if (removed && self) {
        m_settings.removeRecentProfile(name);
    }
    co_return removed;
}

QCoro::Task<Result<void>> ConnectionService::keepSecrets(ConnectionProfile profile, TypedSecrets secrets)
{
    const std::shared_ptr<SecretStore> store = m_secrets;
    Result<void> keychain;
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret) {
        const Result<void> kept = co_await store->keep(profile, secret.key(), secret.value());
        if (!kept) {
            keychain = kept;
        }
    }
    co_return keychain;
}

QCoro::Task<Result<void>> ConnectionService::remove(QString name)
{
    const std::shared_ptr<SecretStore> store = m_secrets;
    const Result<void> removed = co_await removeFile(name);
    if (!removed) {
        co_return removed;
    }
    co_return co_await store->forget(name);
}

QCoro::Task<Result<void>> ConnectionService::checkKeychain()
{
    const std::shared_ptr<SecretStore> store = m_secrets;
    co_return co_await store->checkKeychain();
}

QCoro::Task<Result<ServicesConfig>> ConnectionService::provisionalConfig(
    ConnectionProfile profile, TypedSecrets secrets)
{
    const std::shared_ptr<SecretStore> kept = m_secrets;
    const auto provisional = std::make_shared<SecretStore>(std::make_unique<NoKeychain>());
    ConnectionProfile copy = profile;
    for (const ProfileSecret which : neededSecrets(profile)) {
        QByteArray value = secrets.value(which);
        if (value.isEmpty()) {
            const Result<QByteArray> known = co_await kept->read(profile, which);
            if (!known) {
                co_return known.error();
            }
            value = *known;
        }
        sourceOf(copy, which) = SecretSource{SecretSource::Kind::Session, QString()};
        const Result<void> taken = co_await provisional->keep(copy, which, value);
        if (!taken) {
            co_return taken.error();
        }
    }
    co_return co_await configOf(copy, provisional);
}

QCoro::Task<> ConnectionService::test(ConnectionProfile profile, TypedSecrets secrets, FindingReport report)
{
    Result<ServicesConfig> config = co_await provisionalConfig(profile, secrets);
    if (!config) {
        report(failedFinding(QStringLiteral("configuration"), config.error()));
        co_return;
    }
    config->readOnly = true;
    const auto services = std::make_shared<Services>(*config);
    co_await examine(*services, report);
    // Its threads may be waiting for a server; this one must not wait for them.
    const std::function<bool()> ending = [services] { return true; };
    runElsewhere(ending);
}

QCoro::Task<Result<ConnectionProfile>> ConnectionService::makeDemo()
{
    const QPointer<ConnectionService> self(this);
    const QString file = demoFile();
    const std::function<Result<void>()> making = [file] { return createDemo(file); };
    const QFuture<Result<void>> future = runElsewhere(making);
    const Result<void> made = co_await future;
    if (!made) {
        co_return made.error();
    }
    if (!self) {
        co_return Cancellation::error();
    }
    co_return co_await profileOfFile(file);
}

QCoro::Task<Result<ConnectionProfile>> ConnectionService::profileOfFile(QString path)
{
    const std::function<Result<ConnectionProfile>()> finding
        = [profiles = m_profiles, path] { return findOrAdd(profiles, path); };
    const QFuture<Result<ConnectionProfile>> future = runElsewhere(finding);
    co_return co_await future;
}

QCoro::Task<Result<ScanProgress>> ConnectionService::scan(ScanRequest request, ScanReport report)
{
    const QPointer<ConnectionService> self(this);
    const auto cancellation = std::make_shared<Cancellation>();
    m_scan = cancellation;
    const std::function<Result<void>()> looking
        = [profiles = m_profiles, profile = request.profile] { return mayBecome(profiles, profile); };
    const QFuture<Result<void>> free = runElsewhere(looking);
    if (const Result<void> isFree = co_await free; !isFree) {
        co_return isFree.error();
    }
    if (!self) {
        co_return Cancellation::error();
    }
    const Result<ServicesConfig> config = co_await provisionalConfig(request.profile, request.secrets);
    if (!config) {
        co_return config.error();
    }
    const std::function<bool()> making
        = [file = config->database.name()] { return QDir().mkpath(QFileInfo(file).absolutePath()); };
    const QFuture<bool> folder = runElsewhere(making);
    co_await folder; // a folder that is not there is what opening the database speaks of
    const auto services = std::make_shared<Services>(*config);
    const Result<QList<int>> upgraded = co_await upgradeSchema(*services);
    if (!upgraded) {
        co_return upgraded.error();
    }
    CatalogScan scan;
    scan.source = config->registryUrl;
    scan.credentials = config->registryCredentials;
    scan.transport = config->transport;
    scan.prefix = request.prefix;
    CatalogScanReport reports;
    reports.progress = [report](const CatalogScanResult& soFar) { report({soFar.listed, soFar.added}); };
    const Result<CatalogScanResult> scanned
        = co_await scanCatalog(scan, *services->storage, services->clock, reports, cancellation);
    if (!scanned) {
        co_return scanned.error();
    }
    if (!self) {
        co_return Cancellation::error();
    }
    const Result<void> saved = co_await save(request.profile, request.profile.name, request.secrets);
    if (!saved && saved.error().code != ErrorCode::Unreachable) { // a keychain that is not there says so elsewhere
        co_return saved.error();
    }
    co_return ScanProgress{scanned->listed, scanned->added};
}

void ConnectionService::cancelScan()
{
    if (m_scan) {
        m_scan->cancel();
    }
}

} // namespace transship
