// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/finding.h"
#include "models/settings/profilestore.h"

#include <QCoroTask>
#include <QHash>

#include <functional>

namespace transship {

/// What was typed into a form; what was not typed stays as it was kept.
using TypedSecrets = QHash<ProfileSecret, QByteArray>;

/// A registry whose catalog becomes the inventory of a new migration.
struct ScanRequest {
    ConnectionProfile profile; ///< the new migration; its registry is the one that is scanned
    TypedSecrets secrets{};
    QString prefix{};
};
struct ScanProgress {
    qint64 listed = 0;
    qint64 added = 0;
};

/// What the start page and its dialogs ask of the program; the composition root answers. Thread: GUI; nothing blocks,
/// every answer comes once.
class ConnectionHost {
public:
    virtual ~ConnectionHost() = default;

    struct Known {
        ProfileStore::Listing listing{};
        /// The database that the programs use when none is named; nothing when a profile has it, or it does not exist.
        std::optional<DatabaseUrl> local{};
    };
    /// Read anew each time: other programs change them too.
    virtual QCoro::Task<Known> known() = 0;
    /// Names, the last one opened first.
    virtual QStringList recentProfiles() const = 0;

    /// Keeps the profile and its secrets. Conflict: another one has the name. An error with the code Unreachable is
    /// about the keychain alone: the profile is saved, its secret is good for this session.
    virtual QCoro::Task<Result<void>> save(ConnectionProfile profile, QString formerName, TypedSecrets secrets) = 0;
    virtual QCoro::Task<Result<void>> remove(QString name) = 0;
    virtual QCoro::Task<Result<void>> checkKeychain() = 0;

    using FindingReport = std::function<void(const Finding& finding)>;
    /// Each part's answer as it comes; changes nothing.
    virtual QCoro::Task<> test(ConnectionProfile profile, TypedSecrets secrets, FindingReport report) = 0;

    /// A profile of a sample migration in a database of its own, made anew.
    virtual QCoro::Task<Result<ConnectionProfile>> makeDemo() = 0;
    /// A profile of this SQLite file; the one there is, or a new one named after the file.
    virtual QCoro::Task<Result<ConnectionProfile>> profileOfFile(QString path) = 0;
    using ScanReport = std::function<void(const ScanProgress& soFar)>;
    /// Creates the database, loads the catalog, saves the profile. Canceled by cancelScan(); what was added stays.
    virtual QCoro::Task<Result<ScanProgress>> scan(ScanRequest request, ScanReport report) = 0;
    virtual void cancelScan() = 0;

    /// In a window of its own; asks for secrets that are not there.
    virtual void open(const ConnectionProfile& profile) = 0;
};

} // namespace transship
