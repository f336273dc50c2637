// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/taglists.h"

#include "models/registry/importapianswers.h"

#include <QSet>

namespace transship {

RegistryAuthenticator::Send sendBy(const QPointer<HttpClient>& http)
{
    return [http](HttpRequest request) -> QCoro::Task<Result<HttpResponse>> {
        if (http) {
            return http->send(std::move(request));
        }
        return []() -> QCoro::Task<Result<HttpResponse>> {
            co_return Error{.code = ErrorCode::Canceled, .message = QStringLiteral("The request was canceled")};
        }();
    };
}

QCoro::Task<Result<HttpResponse>> authorized(
    AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request, QStringList scopes)
{
    RegistryAuthenticator::Send attempt = sendBy(http);
    const RegistryAuthenticator::Exchange exchange
        = co_await login->exchange(std::move(request), std::move(scopes), std::move(attempt));
    co_return exchange.response;
}

namespace {

QCoro::Task<Result<bool>> hasOwn(TagLists lists)
{
    const QUrl url = lists.own.url;
    const Result<HttpResponse> response = co_await authorized(lists.login, lists.http, lists.own, lists.scopes);
    const Result<QJsonArray> page = pageOf(response);
    if (!page) {
        co_return page.error();
    }
    if (!page->isEmpty()) {
        co_return true;
    }
    const Result<QUrl> next = nextPageOf(*response, url);
    if (!next || !next->isEmpty()) {
        co_return Error{.code = ErrorCode::Protocol,
            .message = QStringLiteral("The registry's list of tags begins with an empty page, but goes on"),
            .httpStatus = response->status};
    }
    co_return false;
}

/// The elements of one page.
using ReadPage = Result<QJsonArray> (*)(const Result<HttpResponse>& answer);
/// False: enough was seen.
using TakePage = std::function<bool(const QJsonArray& page)>;

/// Page after page until the list ends or `take` has enough.
QCoro::Task<Result<void>> readPages(AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request,
    QStringList scopes, ReadPage read, TakePage take)
{
    QSet<QUrl> seen;
    while (true) {
        seen.insert(request.url);
        const Result<HttpResponse> answer = co_await authorized(login, http, request, scopes);
        const Result<QJsonArray> page = read(answer);
        if (!page) {
            co_return page.error();
        }
        if (!take(*page)) {
            co_return Result<void>();
        }
        const Result<QUrl> next = nextPageOf(*answer, request.url);
        if (!next) {
            co_return next.error();
        }
        if (next->isEmpty()) {
            co_return Result<void>();
        }
        if (seen.contains(*next) || page->isEmpty()) {
            co_return Error{.code = ErrorCode::Protocol,
                .message
                = QStringLiteral("The registry's list of tags never ends: it leads back to a page already read"),
                .httpStatus = answer->status};
        }
        if (!http) {
            co_return Error{.code = ErrorCode::Canceled, .message = QStringLiteral("The request was canceled")};
        }
        request.url = *next;
    }
}

QCoro::Task<Result<TagsCount>> count(AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request,
    QStringList scopes, ReadPage readPage, qint64 limit)
{
    TagsCount tags;
    const TakePage take = [&tags, limit](const QJsonArray& page) {
        tags.counted += page.size();
        tags.exceedsLimit = limit > 0 && tags.counted > limit;
        return !tags.exceedsLimit;
    };
    const Result<void> read = co_await readPages(login, http, std::move(request), std::move(scopes), readPage, take);
    if (!read) {
        co_return read.error();
    }
    if (tags.exceedsLimit) {
        tags.counted = limit + 1;
    }
    co_return tags;
}

bool isUnknown(const Error& error)
{
    return error.code == ErrorCode::NotFound;
}

} // namespace

QCoro::Task<Result<TagsCount>> countTags(TagLists lists, qint64 limit)
{
    Result<TagsCount> counted = co_await count(lists.login, lists.http, lists.own, lists.scopes, &pageOf, limit);
    if (counted || !isUnknown(counted.error())) {
        co_return counted;
    }
    co_return co_await count(lists.login, lists.http, lists.names, lists.scopes, &tagNamesOf, limit);
}

QCoro::Task<Result<bool>> hasTags(TagLists lists)
{
    Result<bool> has = co_await hasOwn(lists);
    if (has || !isUnknown(has.error())) {
        co_return has;
    }
    const Result<TagsCount> counted
        = co_await count(lists.login, lists.http, lists.names, lists.scopes, &tagNamesOf, 1);
    co_return counted ? Result<bool>(counted->counted > 0) : counted.error();
}

QCoro::Task<Result<QStringList>> tagNames(TagLists lists)
{
    QStringList tags;
    const TakePage take = [&tags](const QJsonArray& page) {
        for (const auto& name : page) {
            tags << name.toString();
        }
        return tags.size() <= ImportApiClient::mostTagNames;
    };
    const Result<void> read = co_await readPages(lists.login, lists.http, lists.names, lists.scopes, &tagNamesOf, take);
    if (!read) {
        co_return read.error();
    }
    if (tags.size() > ImportApiClient::mostTagNames) {
        co_return Error{
            ErrorCode::TooLarge, QStringLiteral("more than %1 tags are not listed").arg(ImportApiClient::mostTagNames)};
    }
    co_return tags;
}

} // namespace transship
