// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/registryconnection.h"

#include <QCoroTask>
#include <QSet>

namespace transship {

/// Where the Link header's rel="next" leads, absolute, as it is written; empty when there is none. Protocol when it
/// leads to another host: what is listed there would be missing.
Result<QUrl> nextPageUrl(const QUrl& current, const HttpResponse& response);

/// Walks the pages of a tags list or of the catalog. Follows Link; where a page comes without one that is full, or
/// looks cut at a limit of the registry's own (50, 100, 1000…), asks on with `last=`, and stops when that brings
/// nothing new (distribution 2.8 ignores n and last). Thread: the connection's.
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
    Result<void> advance(const HttpResponse& response, const QStringList& names);
    bool mayHaveMore(const QStringList& names) const;

    std::shared_ptr<RegistryConnection> m_connection;
    QString m_key; ///< "tags" or "repositories"
    QString m_what;
    QStringList m_scopes;
    int m_pageSize;
    QUrl m_first;
    QUrl m_next;
    QSet<QString> m_cursors; ///< asked already: a registry that repeats one would keep us for ever
    QString m_previousFirst;
    QString m_probedAfter; ///< the `last` of a question without a Link; empty: it was none
};

} // namespace transship
