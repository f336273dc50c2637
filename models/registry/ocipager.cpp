// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ocipager.h"

#include "models/registry/ociclient.h"
#include "models/registry/ocierror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
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

Result<QUrl> nextPageUrl(const QUrl& current, const HttpResponse& response)
{
    // Not split at commas: a cursor may hold them.
    static const QRegularExpression next(u"<([^>]*)>((?:\\s*;\\s*[^;,=\\s]+\\s*=\\s*(?:\"[^\"]*\"|[^;,\\s]*))*)"_s);
    static const QRegularExpression relation(u";\\s*rel\\s*=\\s*\"?(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"?\\s*(?:;|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    QRegularExpressionMatchIterator links = next.globalMatch(QString::fromLatin1(response.header("Link")));
    while (links.hasNext()) {
        const QRegularExpressionMatch link = links.next();
        if (!relation.match(link.captured(2)).hasMatch()) {
            continue;
        }
        const QUrl url = current.resolved(QUrl::fromEncoded(link.captured(1).toLatin1()));
        if (url.host() != current.host()) {
            return Error{.code = ErrorCode::Protocol,
                .message = u"%1 says its list goes on at %2, another host, which is not asked"_s.arg(
                    current.host(), url.host())};
        }
        // Behind a proxy registries write the scheme and port they see themselves; stay where we came in.
        QUrl kept = url;
        kept.setScheme(current.scheme());
        kept.setPort(current.port());
        return kept;
    }
    return QUrl();
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
    m_cursors.insert(m_next.toString(QUrl::FullyEncoded));
    const Result<HttpResponse> response = co_await m_connection->fetch(std::move(request), m_scopes);
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
    const bool ignoresLast = !m_probedAfter.isEmpty() && names.contains(m_probedAfter);
    if (ignoresLast || (!names.isEmpty() && names.first() == m_previousFirst)) {
        m_next = QUrl();
        co_return QStringList();
    }
    const Result<void> advanced = advance(*response, names);
    if (!advanced) {
        co_return advanced.error();
    }
    co_return names;
}

bool OciPager::mayHaveMore(const QStringList& names) const
{
    constexpr int commonLimit = 50; // registries cap n silently, at multiples of this
    return names.size() == m_pageSize || (!names.isEmpty() && names.size() % commonLimit == 0);
}

Result<void> OciPager::advance(const HttpResponse& response, const QStringList& names)
{
    const Result<QUrl> link = nextPageUrl(m_next, response);
    if (!link) {
        return link.error();
    }
    QUrl next = *link;
    m_probedAfter.clear();
    if (next.isEmpty() && mayHaveMore(names)) {
        m_probedAfter = names.last();
        next = withLast(m_first, names.last());
    }
    m_next = m_cursors.contains(next.toString(QUrl::FullyEncoded)) ? QUrl() : next;
    m_previousFirst = names.value(0);
    return {};
}

} // namespace transship
