// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/registryconnection.h"

#include <QCoroTask>
#include <QSet>

namespace transship {

/// Where the Link header's rel="next" leads, absolute; empty when there is none or it leads to another origin.
QUrl nextPageUrl(const QUrl& current, const HttpResponse& response);

/// Walks the pages of a tags list or of the catalog. Follows Link; where a full page comes without one, asks on with
/// `last=`, and stops when that brings nothing new (distribution 2.8 ignores n and last). Thread: the connection's.
class OciPager {
public:
    static OciPager tags(std::shared_ptr<RegistryConnection> connection, const QString& repository, int pageSize,
        const QString& after = {});
    static OciPager catalog(std::shared_ptr<RegistryConnection> connection, int pageSize);

    bool atEnd() const { return m_next.isEmpty(); }
    /// The next page, in the registry's order. NotFound: no such repository.
    QCoro::Task<Result<QStringList>> next();

private:
    OciPager(std::shared_ptr<RegistryConnection> connection, const QByteArray& path, const QString& key,
        const QString& what, QStringList scopes, int pageSize);
    void advance(const HttpResponse& response, const QStringList& names);

    std::shared_ptr<RegistryConnection> m_connection;
    QString m_key; ///< "tags" or "repositories"
    QString m_what;
    QStringList m_scopes;
    int m_pageSize;
    QUrl m_first;
    QUrl m_next;
    QSet<QString> m_cursors; ///< asked already: a registry that repeats one would keep us for ever
    QString m_previousFirst;
};

} // namespace transship
