// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ocipager.h"

#include "models/registry/ociclient.h"
#include "models/registry/ocierror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr qint64 longestPage = 64 * 1024 * 1024; // registries without paging answer 100,000 tags in one piece

QUrl withLast(const QUrl& url, const QString& last)
{
    QUrlQuery query(url);
    query.removeAllQueryItems(u"last"_s);
    query.addQueryItem(u"last"_s, QString::fromLatin1(QUrl::toPercentEncoding(last)));
    QUrl result = url;
    result.setQuery(query);
    return result;
}

} // namespace

QUrl nextPageUrl(const QUrl& current, const HttpResponse& response)
{
    for (const QByteArray& link : response.header("Link").split(',')) {
        const qsizetype start = link.indexOf('<');
        const qsizetype end = link.indexOf('>', start);
        const QByteArray relation = link.mid(end + 1).toLower().replace("\"", "").replace(" ", "");
        if (start < 0 || end < 0 || !relation.contains("rel=next")) {
            continue;
        }
        const QUrl next = current.resolved(QUrl::fromEncoded(link.mid(start + 1, end - start - 1)));
        if (next.host() == current.host()) {
            // Behind a proxy registries write the scheme and port they see themselves; stay where we came in.
            QUrl kept = next;
            kept.setScheme(current.scheme());
            kept.setPort(current.port());
            return kept;
        }
    }
    return {};
}

OciPager OciPager::tags(
    std::shared_ptr<RegistryConnection> connection, const QString& repository, int pageSize, const QString& after)
{
    OciPager pager(std::move(connection), u"/v2/%1/tags/list"_s.arg(repository).toLatin1(), u"tags"_s,
        u"The tags of "_s + repository, ociscope::pull(repository), pageSize);
    if (!after.isEmpty()) {
        pager.m_next = withLast(pager.m_next, after);
    }
    return pager;
}

OciPager OciPager::catalog(std::shared_ptr<RegistryConnection> connection, int pageSize)
{
    return OciPager(
        std::move(connection), "/v2/_catalog", u"repositories"_s, u"The catalog"_s, ociscope::catalog(), pageSize);
}

OciPager::OciPager(std::shared_ptr<RegistryConnection> connection, const QByteArray& path, const QString& key,
    const QString& what, QStringList scopes, int pageSize)
    : m_connection(std::move(connection))
    , m_key(key)
    , m_what(what)
    , m_scopes(std::move(scopes))
    , m_pageSize(pageSize)
    , m_first(m_connection->resolve(path + "?n=" + QByteArray::number(pageSize)))
    , m_next(m_first)
{
}

QCoro::Task<Result<QStringList>> OciPager::next()
{
    HttpRequest request;
    request.url = m_next;
    request.maxBodyBytes = longestPage;
    m_cursors.insert(m_next.toString());
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), m_scopes);
    if (!response) {
        co_return response.error();
    }
    const QString what = u"%1 in %2"_s.arg(m_what, m_connection->name());
    if (response->status != 200) {
        co_return ociError(what, *response);
    }
    const QJsonDocument document = QJsonDocument::fromJson(response->body);
    const QJsonValue list = document.object().value(m_key);
    if (!document.isObject() || !(list.isArray() || list.isNull())) { // null: all tags were deleted
        co_return Error{.code = ErrorCode::Protocol,
            .message = u"%1: the answer is no list of %2; is this an OCI registry?"_s.arg(what, m_key)};
    }
    QStringList names;
    for (const QJsonValue name : list.toArray()) {
        names.append(name.toString());
    }
    const bool nothingNew = !names.isEmpty() && names.first() == m_previousFirst;
    if (nothingNew) {
        m_next = QUrl();
        co_return QStringList();
    }
    advance(*response, names);
    co_return names;
}

void OciPager::advance(const HttpResponse& response, const QStringList& names)
{
    QUrl next = nextPageUrl(m_next, response);
    if (next.isEmpty() && names.size() == m_pageSize) {
        next = withLast(m_first, names.last());
    }
    m_next = m_cursors.contains(next.toString()) ? QUrl() : next;
    m_previousFirst = names.value(0);
}

} // namespace transship
