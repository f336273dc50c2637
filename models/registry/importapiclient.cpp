// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/importapiclient.h"

#include "models/registry/importapianswers.h"
#include "models/registry/taglists.h"

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

    TagLists tagLists(const QString& path, qint64 pageSize)
    {
        const QUrlQuery query = queryOf(QStringLiteral("n"), QString::number(pageSize));
        const QUrl own = repositoryUrl(options.baseUrl, u"repositories", path, u"tags/list/", query);
        const QUrl names = withPath(options.baseUrl,
            QStringLiteral("/v2/%1/tags/list").arg(QString::fromLatin1(QUrl::toPercentEncoding(path, "/"))), query);
        return {login, &http, newRequest(options, "GET", own), newRequest(options, "GET", names), {readScope(path)}};
    }

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
    return transship::countTags(d->tagLists(path, pageSize), limit);
}

QCoro::Task<Result<bool>> ImportApiClient::hasTags(QString path)
{
    if (const Result<void> fit = checkPath(path); !fit) {
        return [](Error error) -> QCoro::Task<Result<bool>> { co_return error; }(fit.error());
    }
    return transship::hasTags(d->tagLists(path, 1));
}

QCoro::Task<Result<QStringList>> ImportApiClient::tagNames(QString path)
{
    if (const Result<void> fit = checkPath(path); !fit) {
        return [](Error error) -> QCoro::Task<Result<QStringList>> { co_return error; }(fit.error());
    }
    return transship::tagNames(d->tagLists(path, 1000));
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
