// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/connectionprofile.h"

#include <QDir>
#include <QList>

namespace transship {

/// The profiles of a user: a folder with one small readable JSON file each (mode 0600, no secrets), so that two
/// programs may change different ones at the same time. Thread: any one; reads and writes a few kB of local files.
class ProfileStore {
public:
    /// The user's own folder, the same for every program of this project.
    ProfileStore();
    explicit ProfileStore(const QString& folder);

    struct Listing {
        QList<ConnectionProfile> profiles; ///< by name
        QList<Error> problems; ///< files that cannot be read or understood, each named
    };
    Listing list() const;
    /// NotFound lists the names there are.
    Result<ConnectionProfile> find(const QString& name) const;

    /// Replaces the one of that name. Written beside the old file and renamed, so that none is ever half written.
    Result<void> save(const ConnectionProfile& profile) const;
    Result<void> remove(const QString& name) const;

    QString filePath(const QString& name) const;

private:
    Result<ConnectionProfile> read(const QString& path) const;

    QDir m_folder;
};

} // namespace transship
