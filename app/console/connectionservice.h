// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/servicesconfig.h"
#include "models/registry/cancellation.h"
#include "models/settings/appsettings.h"
#include "models/settings/secretstore.h"
#include "views/start/connectionhost.h"

#include <QObject>

#include <memory>

namespace transship {

/// What the start page asks for, done: profiles and their secrets, tests, the demo, scans. Thread: GUI; files,
/// databases and registries are worked on elsewhere. Borrows the settings.
class ConnectionService : public QObject, public ConnectionHost {
    Q_OBJECT
public:
    ConnectionService(
        AppSettings& settings, ProfileStore profiles, std::shared_ptr<SecretStore> secrets, QObject* parent = nullptr);

    QCoro::Task<Known> known() override;
    QStringList recentProfiles() const override;
    /// NotFound lists the names there are.
    QCoro::Task<Result<ConnectionProfile>> find(QString name);
    QCoro::Task<Result<void>> save(ConnectionProfile profile, QString formerName, TypedSecrets secrets) override;
    QCoro::Task<Result<void>> remove(QString name) override;
    QCoro::Task<Result<void>> checkKeychain() override;
    QCoro::Task<> test(ConnectionProfile profile, TypedSecrets secrets, FindingReport report) override;
    QCoro::Task<Result<ConnectionProfile>> makeDemo() override;
    QCoro::Task<Result<ConnectionProfile>> profileOfFile(QString path) override;
    QCoro::Task<Result<ScanProgress>> scan(ScanRequest request, ScanReport report) override;
    void cancelScan() override;
    void open(const ConnectionProfile& profile) override { Q_EMIT openRequested(profile); }

    const std::shared_ptr<SecretStore>& secrets() const { return m_secrets; }

Q_SIGNALS:
    void openRequested(const transship::ConnectionProfile& profile);

private:
    /// Of a profile that may not be saved yet: what was typed, else what is kept.
    QCoro::Task<Result<ServicesConfig>> provisionalConfig(ConnectionProfile profile, TypedSecrets secrets);
    QCoro::Task<Result<void>> removeFile(QString name);
    QCoro::Task<Result<void>> keepSecrets(ConnectionProfile profile, TypedSecrets secrets);

    AppSettings& m_settings;
    ProfileStore m_profiles;
    std::shared_ptr<SecretStore> m_secrets;
    std::shared_ptr<Cancellation> m_scan; ///< of the scan under way
};

} // namespace transship
