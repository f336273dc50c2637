// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/importapiclient.h"

#include "models/registry/httpclient.h"
#include "models/registry/importapianswers.h"
#include "models/registry/registryauthenticator.h"

#include <QPointer>
#include <QSet>
#include <QUrlQuery>

#include <algorithm>

namespace transship {

namespace {

using Answer = QCoro::Task<Result<HttpResponse>>;

/// Enough for 16 questions about tags at once, and some to spare for what moves the migration on.
constexpr int managerCount = 3;
static_assert(managerCount * HttpClient::maxInFlightPerHost > ImportApiClient::questionsAtOnce);

HttpRequest newRequest(const ImportApiClient::Options& options, const QByteArray& verb, const QUrl& url)
{
    HttpRequest request{.verb = verb, .url = url, .deadline = options.timeout};
    request.headers.emplaceBack("Accept", "application/json");
    return request;
}

/// Refuses what would change the address instead of naming a repository.
Result<void> checkPath(const QString& path)
{
    const QStringList segments = path.split(u'/');
    for (const QString& segment : segments) {
        if (segment.isEmpty() || segment == u"." || segment == u"..") {
            return Error{.code = ErrorCode::InvalidArgument,
                .message = QStringLiteral("\"%1\" is not the path of a repository").arg(path)};
        }
    }
    return {};
}

QUrl withPath(const QUrl& base, const QString& encodedPath, const QUrlQuery& query = {})
{
    QUrl url = base;
    QString prefix = base.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/')) {
        prefix.chop(1);
    }
    url.setPath(prefix + encodedPath, QUrl::StrictMode);
    url.setQuery(query);
    url.setFragment({});
    return url;
}

QUrl repositoryUrl(
    const QUrl& base, QStringView kind, const QString& path, QStringView rest, const QUrlQuery& query = {})
{
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    return withPath(base, QStringLiteral("/gitlab/v1/") + kind + u'/' + encoded + u'/' + rest, query);
}

QUrlQuery queryOf(const QString& key, const QString& value)
{
    QUrlQuery query;
    query.addQueryItem(key, value);
    return query;
}

const QStringList importScopes{QStringLiteral("registry:import:*")};

QString readScope(const QString& path)
{
    return QStringLiteral("repository:%1:pull").arg(path);
}

// None of these coroutines has a `this`: the client may be gone when the answer comes.

using AuthenticatorPtr = std::shared_ptr<RegistryAuthenticator>;

/// What HttpClient answers; Canceled when the client is gone.
RegistryAuthenticator::Send sendBy(const QPointer<HttpClient>& http)
{
    return [http](HttpRequest request) -> Answer {
        if (http) {
            return http->send(std::move(request));
        }
        return []() -> Answer {
            co_return Error{.code = ErrorCode::Canceled, .message = QStringLiteral("The request was canceled")};
        }();
    };
}

/// A 401 is an answer like every other: what it means depends on what was asked.
Answer authorized(AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request, QStringList scopes)
{
    RegistryAuthenticator::Send attempt = sendBy(http);
    const RegistryAuthenticator::Exchange exchange
        = co_await login->exchange(std::move(request), std::move(scopes), std::move(attempt));
    co_return exchange.response;
}

QCoro::Task<Result<Compliance>> toCompliance(Answer answer)
{
    co_return complianceOf(co_await answer);
}

QCoro::Task<StartAnswer> toStartAnswer(Answer answer)
{
    co_return startAnswerOf(co_await answer);
}

QCoro::Task<Result<ImportStatusReport>> toStatus(Answer answer, QString path)
{
    co_return statusReportOf(co_await answer, path);
}

QCoro::Task<Result<CancelAnswer>> toCancelAnswer(Answer answer, QString path)
{
    co_return cancelAnswerOf(co_await answer, path);
}

QCoro::Task<Result<bool>> toHasTags(Answer answer, QUrl url)
{
    const Result<HttpResponse> response = co_await answer;
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

QCoro::Task<Result<TagsCount>> count(
    AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request, QStringList scopes, qint64 limit)
{
    TagsCount tags;
    const TakePage take = [&tags, limit](const QJsonArray& page) {
        tags.counted += page.size();
        tags.exceedsLimit = limit > 0 && tags.counted > limit;
        return !tags.exceedsLimit;
    };
    const Result<void> read = co_await readPages(login, http, std::move(request), std::move(scopes), &pageOf, take);
    if (!read) {
        co_return read.error();
    }
    if (tags.exceedsLimit) {
        tags.counted = limit + 1;
    }
    co_return tags;
}

QCoro::Task<Result<QStringList>> names(
    AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request, QStringList scopes)
{
    QStringList tags;
    const TakePage take = [&tags](const QJsonArray& page) {
        for (const auto& name : page) {
            tags << name.toString();
        }
        return tags.size() <= ImportApiClient::mostTagNames;
    };
    const Result<void> read = co_await readPages(login, http, std::move(request), std::move(scopes), &tagNamesOf, take);
    if (!read) {
        co_return read.error();
    }
    if (tags.size() > ImportApiClient::mostTagNames) {
        co_return Error{
            ErrorCode::TooLarge, QStringLiteral("more than %1 tags are not listed").arg(ImportApiClient::mostTagNames)};
    }
    co_return tags;
}

} // namespace

class ImportApiClient::Private {
public:
    explicit Private(Options given)
        : options(std::move(given))
    {
        options.baseUrl.setUserInfo({});
        RegistryCredentials credentials = options.credentials;
        credentials.bearerToken = credentials.bearerToken.trimmed(); // a file's last newline would end the header
        login = std::make_shared<RegistryAuthenticator>(options.baseUrl, credentials, sendBy(&http));
    }

    /// One request about a repository; a path that is none is answered without one, as is a change while read-only.
    Answer ask(const QByteArray& verb, const QString& path, const QUrlQuery& query)
    {
        if (readOnly && verb != "GET") {
            return refused({ErrorCode::ReadOnly, QStringLiteral("the registry may only be looked at")});
        }
        const Result<void> fit = checkPath(path);
        return fit ? send(newRequest(options, verb, repositoryUrl(options.baseUrl, u"import", path, u"", query)))
                   : refused(fit.error());
    }

    Answer send(HttpRequest request) { return authorized(login, &http, std::move(request), importScopes); }

    static Answer refused(Error error) { co_return error; }

    Options options;
    AuthenticatorPtr login; ///< shared with the requests under way
    HttpClient http{managerCount, options.transport};
    bool readOnly = false;
};

ImportApiClient::ImportApiClient(Options options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options)))
{
}

ImportApiClient::~ImportApiClient() = default;

QUrl ImportApiClient::baseUrl() const
{
    return d->options.baseUrl;
}

void ImportApiClient::setReadOnly(bool readOnly)
{
    d->readOnly = readOnly;
}

QCoro::Task<Result<Compliance>> ImportApiClient::checkCompliance()
{
    return toCompliance(
        d->send(newRequest(d->options, "GET", withPath(d->options.baseUrl, QStringLiteral("/gitlab/v1/")))));
}

QCoro::Task<StartAnswer> ImportApiClient::startPreImport(QString path)
{
    return toStartAnswer(d->ask("PUT", path, queryOf(QStringLiteral("import_type"), QStringLiteral("pre"))));
}

QCoro::Task<StartAnswer> ImportApiClient::startImport(QString path)
{
    return toStartAnswer(d->ask("PUT", path, queryOf(QStringLiteral("import_type"), QStringLiteral("final"))));
}

QCoro::Task<Result<ImportStatusReport>> ImportApiClient::status(QString path)
{
    return toStatus(d->ask("GET", path, {}), path);
}

QCoro::Task<Result<CancelAnswer>> ImportApiClient::cancel(QString path, bool force)
{
    const QUrlQuery query = force ? queryOf(QStringLiteral("force"), QStringLiteral("true")) : QUrlQuery();
    return toCancelAnswer(d->ask("DELETE", path, query), path);
}

QCoro::Task<Result<TagsCount>> ImportApiClient::countTags(QString path, qint64 limit)
{
    if (const Result<void> fit = checkPath(path); !fit) {
        return [](Error error) -> QCoro::Task<Result<TagsCount>> { co_return error; }(fit.error());
    }
    const qint64 pageSize = limit > 0 ? std::clamp<qint64>(limit + 1, 100, 1000) : 1000;
    const QUrl url = repositoryUrl(d->options.baseUrl, u"repositories", path, u"tags/list/",
        queryOf(QStringLiteral("n"), QString::number(pageSize)));
    return count(d->login, &d->http, newRequest(d->options, "GET", url), {readScope(path)}, limit);
}

QCoro::Task<Result<bool>> ImportApiClient::hasTags(QString path)
{
    if (const Result<void> fit = checkPath(path); !fit) {
        return [](Error error) -> QCoro::Task<Result<bool>> { co_return error; }(fit.error());
    }
    const QUrl url = repositoryUrl(
        d->options.baseUrl, u"repositories", path, u"tags/list/", queryOf(QStringLiteral("n"), QStringLiteral("1")));
    return toHasTags(authorized(d->login, &d->http, newRequest(d->options, "GET", url), {readScope(path)}), url);
}

QCoro::Task<Result<QStringList>> ImportApiClient::tagNames(QString path)
{
    if (const Result<void> fit = checkPath(path); !fit) {
        return [](Error error) -> QCoro::Task<Result<QStringList>> { co_return error; }(fit.error());
    }
    const QUrl url = withPath(d->options.baseUrl,
        QStringLiteral("/v2/%1/tags/list").arg(QString::fromLatin1(QUrl::toPercentEncoding(path, "/"))),
        queryOf(QStringLiteral("n"), QStringLiteral("1000")));
    return names(d->login, &d->http, newRequest(d->options, "GET", url), {readScope(path)});
}

QString toName(StartOutcome outcome)
{
    switch (outcome) {
    case StartOutcome::Started:
        return QStringLiteral("started");
    case StartOutcome::AlreadyImported:
        return QStringLiteral("already_imported");
    case StartOutcome::NotFound:
        return QStringLiteral("not_found");
    case StartOutcome::RateLimited:
        return QStringLiteral("rate_limited");
    case StartOutcome::InvalidRequest:
        return QStringLiteral("invalid_request");
    case StartOutcome::Unauthorized:
        return QStringLiteral("unauthorized");
    case StartOutcome::InProgress:
        return QStringLiteral("in_progress");
    case StartOutcome::PreImportFailed:
        return QStringLiteral("pre_import_failed");
    case StartOutcome::PreImportCanceled:
        return QStringLiteral("pre_import_canceled");
    case StartOutcome::PreImportRequired:
        return QStringLiteral("pre_import_required");
    case StartOutcome::PreImportInProgress:
        return QStringLiteral("pre_import_in_progress");
    case StartOutcome::NotReady:
        return QStringLiteral("not_ready");
    case StartOutcome::Refused:
        return QStringLiteral("refused");
    case StartOutcome::ServerError:
        return QStringLiteral("server_error");
    case StartOutcome::Timeout:
        return QStringLiteral("timeout");
    case StartOutcome::Unreachable:
        return QStringLiteral("unreachable");
    case StartOutcome::NotThisApi:
        return QStringLiteral("not_this_api");
    }
    Q_UNREACHABLE();
}

} // namespace transship
