// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QString>

namespace transship {

/// What all imports have learned about blobs of the target: in which repository one was seen, so that another can mount
/// it instead of receiving it again, and how the target answers to mounting. Hints, nothing more: the target has the
/// last word. Bounded. Thread: one.
class BlobIndex {
public:
    /// Does mounting a blob from its own repository tell (201, else an upload is open) whether it is there? Then one
    /// request does for two.
    enum class OwnMount { Unknown, Tried, Tells, Useless };

    explicit BlobIndex(int mostBlobs = 100'000)
        : m_repositories(mostBlobs)
    {
    }
    QString repositoryOf(const QString& digest) const
    {
        const QString* const repository = m_repositories.object(digest);
        return repository ? *repository : QString();
    }
    void remember(const QString& digest, const QString& repository)
    {
        m_repositories.insert(digest, new QString(repository));
    }
    void forget(const QString& digest) { m_repositories.remove(digest); }

    bool mounts() const { return m_refusals < mostRefusals; }
    void mountRefused() { ++m_refusals; }
    OwnMount ownMount() const { return m_ownMount; }
    void setOwnMount(OwnMount answer) { m_ownMount = answer; }

private:
    static constexpr int mostRefusals = 3; // one repository may be closed to us without all being so

    QCache<QString, QString> m_repositories;
    int m_refusals = 0;
    OwnMount m_ownMount = OwnMount::Unknown;
};

} // namespace transship
