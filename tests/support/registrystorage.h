// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace transship::testing {

/// The files of a docker-registry's filesystem storage, written and broken by hand: large content in no time, and what
/// the registry itself would refuse. Fails loudly. Thread: any one.
class RegistryStorage {
public:
    /// `folder`: DockerRegistry::dataFolder().
    explicit RegistryStorage(const QString& folder);

    /// Returns the digest.
    QString putBlob(const QString& repository, const QByteArray& bytes) const;
    /// Moves the file in.
    void takeBlob(const QString& repository, const QString& digest, const QString& file) const;
    /// Under the tag, if there is one; nothing is checked.
    QString putManifest(const QString& repository, const QString& tag, const QByteArray& bytes) const;
    /// Bytes of a blob or manifest, everywhere.
    void remove(const QString& digest) const;

private:
    QString dataFolderOf(const QString& digest) const;
    QString repositoryFolder(const QString& repository) const;

    QString m_root;
};

} // namespace transship::testing
