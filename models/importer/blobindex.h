// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QString>

namespace transship {

/// Remembers in which repository of the target a blob was seen, so that another one can mount it instead of receiving
/// it again. A hint, nothing more: the target has the last word. Bounded. Thread: one.
class BlobIndex {
public:
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

private:
    QCache<QString, QString> m_repositories;
};

} // namespace transship
