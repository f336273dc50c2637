// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeregistry.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace transship::testing {

namespace {

FakeAnswer nameUnknown()
{
    return FakeAnswer::error(
        404, QStringLiteral("NAME_UNKNOWN"), QStringLiteral("repository name not known to registry"));
}

/// Why a final import may not start from this status; empty: it may.
QString missingPreImport(const QString& status)
{
    if (status == u"pre_import_failed") {
        return QStringLiteral("PRE_IMPORT_FAILED");
    }
    if (status == u"pre_import_canceled") {
        return QStringLiteral("PRE_IMPORT_CANCELED");
    }
    return status.isEmpty() ? QStringLiteral("PRE_IMPORT_REQUIRED") : QString();
}

} // namespace

FakeRegistry::FakeRegistry(Where where)
    : FakeHttpServer(where)
{
}

FakeRegistry::~FakeRegistry()
{
    close();
}

void FakeRegistry::addRepository(const QString& path, const QStringList& tags)
{
    QMutexLocker lock(&m_mutex);
    m_repositories[path] = Repository{.tags = tags, .status = {}, .detail = {}};
}

void FakeRegistry::setTags(const QString& path, const QStringList& tags)
{
    QMutexLocker lock(&m_mutex);
    m_repositories[path].tags = tags;
}

void FakeRegistry::removeRepository(const QString& path)
{
    QMutexLocker lock(&m_mutex);
    m_repositories.remove(path);
}

void FakeRegistry::setPollsToComplete(int polls)
{
    QMutexLocker lock(&m_mutex);
    m_polls = polls;
}

bool FakeRegistry::finishImport(const QString& path)
{
    QMutexLocker lock(&m_mutex);
    return end(path, QStringLiteral("_complete"), {});
}

bool FakeRegistry::failImport(const QString& path, const QString& detail)
{
    QMutexLocker lock(&m_mutex);
    return end(path, QStringLiteral("_failed"), detail);
}

void FakeRegistry::setImportStatus(const QString& path, const QString& status, const QString& detail)
{
    QMutexLocker lock(&m_mutex);
    Repository& repository = m_repositories[path];
    repository.status = status;
    repository.detail = detail;
    repository.pollsLeft = -1;
}

QString FakeRegistry::importStatus(const QString& path) const
{
    QMutexLocker lock(&m_mutex);
    return m_repositories.value(path).status;
}

void FakeRegistry::setMaxImports(int count)
{
    QMutexLocker lock(&m_mutex);
    m_maxImports = count;
}

void FakeRegistry::setToken(const QByteArray& token)
{
    QMutexLocker lock(&m_mutex);
    m_token = token;
}

void FakeRegistry::setSwitchedOff(bool off)
{
    QMutexLocker lock(&m_mutex);
    m_switchedOff = off;
}

int FakeRegistry::importsInProgress() const
{
    QMutexLocker lock(&m_mutex);
    return inProgress();
}

int FakeRegistry::mostImportsInProgress() const
{
    QMutexLocker lock(&m_mutex);
    return m_mostInProgress;
}

int FakeRegistry::inProgress() const
{
    return static_cast<int>(std::count_if(
        m_repositories.begin(), m_repositories.end(), [](const Repository& one) { return one.inProgress(); }));
}

bool FakeRegistry::end(const QString& path, const QString& suffix, const QString& detail)
{
    const auto found = m_repositories.find(path);
    if (found == m_repositories.end() || !found->inProgress()) {
        return false;
    }
    found->status
        = found->status.startsWith(u"pre_") ? QStringLiteral("pre_import") + suffix : QStringLiteral("import") + suffix;
    found->detail = detail;
    return true;
}

FakeAnswer FakeRegistry::answer(const FakeRequest& request)
{
    QMutexLocker lock(&m_mutex);
    FakeAnswer answer = route(request);
    if (request.path.startsWith(u"/gitlab/")) {
        answer.headers.emplaceBack("Gitlab-Container-Registry-Version", "3.60.0-fake");
    }
    return answer;
}

FakeAnswer FakeRegistry::route(const FakeRequest& request)
{
    static const QString base = QStringLiteral("/gitlab/v1/");
    if (request.path.startsWith(u"/v2/") && request.path.endsWith(u"/tags/list")) {
        return ociTags(QUrl::fromPercentEncoding(request.path.mid(4).chopped(10).toLatin1()));
    }
    if (!request.path.startsWith(base)) {
        return FakeHttpServer::answer(request);
    }
    if (m_switchedOff) {
        return {.status = 404, .body = "404 page not found\n", .contentType = "text/plain"};
    }
    if (!m_token.isEmpty() && request.header("Authorization") != "Bearer " + m_token) {
        return FakeAnswer::error(401, QStringLiteral("UNAUTHORIZED"), QStringLiteral("authentication required"));
    }
    if (!request.path.endsWith(u'/')) {
        const QString line = request.line().section(u' ', 1);
        return FakeAnswer::redirect(301, QString(line).replace(request.path, request.path + u'/').toLatin1());
    }
    if (request.path == base) {
        return FakeAnswer::json(200, QJsonObject());
    }
    const QString rest = QUrl::fromPercentEncoding(request.path.mid(base.size()).chopped(1).toLatin1());
    if (rest.startsWith(u"repositories/") && rest.endsWith(u"/tags/list")) {
        QString path = rest.mid(13);
        path.chop(10);
        return tags(request, path);
    }
    if (!rest.startsWith(u"import/")) {
        return FakeHttpServer::answer(request);
    }
    const QString path = rest.mid(7);
    if (!m_repositories.contains(path)) {
        return nameUnknown();
    }
    if (request.verb == "PUT") {
        return start(request, path);
    }
    if (request.verb == "DELETE") {
        return cancel(request, path);
    }
    return request.verb == "GET" ? status(path) : FakeAnswer{.status = 405};
}

FakeAnswer FakeRegistry::start(const FakeRequest& request, const QString& path)
{
    const QString type = request.query.queryItemValue(QStringLiteral("import_type"));
    if (type != u"pre" && type != u"final") {
        return FakeAnswer::error(400, QStringLiteral("INVALID_QUERY_PARAMETER_VALUE"),
            QStringLiteral("the value of a query parameter is invalid"), QStringLiteral("import_type"));
    }
    Repository& repository = m_repositories[path];
    if (repository.status == u"native" || repository.status == u"import_complete") {
        return {};
    }
    if (repository.status == u"import_in_progress") {
        return FakeAnswer::error(409, QStringLiteral("IMPORT_IN_PROGRESS"));
    }
    if (repository.status == u"pre_import_in_progress") {
        return FakeAnswer::error(425, QStringLiteral("PRE_IMPORT_IN_PROGRESS"));
    }
    const QString missing = type == u"final" ? missingPreImport(repository.status) : QString();
    if (!missing.isEmpty()) {
        return FakeAnswer::error(424, missing);
    }
    if (m_maxImports >= 0 && inProgress() >= m_maxImports) {
        return FakeAnswer::error(
            429, QStringLiteral("IMPORT_RATE_LIMIT"), QStringLiteral("all import slots are taken"));
    }
    repository.status
        = type == u"pre" ? QStringLiteral("pre_import_in_progress") : QStringLiteral("import_in_progress");
    repository.detail.clear();
    repository.pollsLeft = m_polls;
    m_mostInProgress = std::max(m_mostInProgress, inProgress());
    return {.status = 202};
}

FakeAnswer FakeRegistry::report(int httpStatus, const QString& path, const Repository& repository)
{
    return FakeAnswer::json(httpStatus,
        QJsonObject{{QStringLiteral("name"), path.section(u'/', -1)}, {QStringLiteral("path"), path},
            {QStringLiteral("status"), repository.status}, {QStringLiteral("detail"), repository.detail}});
}

FakeAnswer FakeRegistry::status(const QString& path)
{
    Repository& repository = m_repositories[path];
    if (repository.status.isEmpty()) {
        return nameUnknown();
    }
    if (repository.inProgress() && repository.pollsLeft > 0 && --repository.pollsLeft == 0) {
        end(path, QStringLiteral("_complete"), {});
    }
    return report(200, path, repository);
}

FakeAnswer FakeRegistry::cancel(const FakeRequest& request, const QString& path)
{
    Repository& repository = m_repositories[path];
    if (repository.status.isEmpty()) {
        return nameUnknown();
    }
    const bool force = request.query.queryItemValue(QStringLiteral("force")) == u"true";
    const bool cancelable = repository.inProgress() || (force && repository.status != u"native");
    if (!cancelable) {
        return report(400, path, repository);
    }
    repository.status = repository.status.startsWith(u"pre_") ? QStringLiteral("pre_import_canceled")
                                                              : QStringLiteral("import_canceled");
    return {.status = 202};
}

/// What the OCI API lists, before the import and after it.
FakeAnswer FakeRegistry::ociTags(const QString& path) const
{
    const auto found = m_repositories.constFind(path);
    if (found == m_repositories.constEnd()) {
        return nameUnknown();
    }
    return FakeAnswer::json(200,
        QJsonObject{{QStringLiteral("name"), path}, {QStringLiteral("tags"), QJsonArray::fromStringList(found->tags)}});
}

FakeAnswer FakeRegistry::tags(const FakeRequest& request, const QString& path)
{
    const auto found = m_repositories.constFind(path);
    if (found == m_repositories.constEnd()) {
        return nameUnknown();
    }
    QStringList all = found->tags;
    all.sort();
    const QString last = request.query.queryItemValue(QStringLiteral("last"), QUrl::FullyDecoded);
    const int wanted = request.query.queryItemValue(QStringLiteral("n")).toInt();
    const int n = wanted > 0 ? wanted : 100;
    const auto begin = last.isEmpty() ? all.cbegin() : std::upper_bound(all.cbegin(), all.cend(), last);
    QJsonArray page;
    auto tag = begin;
    for (; tag != all.cend() && page.size() < n; ++tag) {
        page.append(QJsonObject{{QStringLiteral("name"), *tag}});
    }
    FakeAnswer answer = FakeAnswer::json(200, page);
    if (tag != all.cend()) {
        const QByteArray next
            = request.path.toLatin1() + "?n=" + QByteArray::number(n) + "&last=" + QUrl::toPercentEncoding(*(tag - 1));
        answer.headers.emplaceBack("Link", QByteArray("<" + next + ">; rel=\"next\""));
    }
    return answer;
}

} // namespace transship::testing
