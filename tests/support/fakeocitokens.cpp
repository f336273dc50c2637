// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeocitokens.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship::testing {

namespace {

QString repositoryOf(const QString& path)
{
    for (const QString& part : {u"/manifests/"_s, u"/blobs/"_s, u"/tags/"_s, u"/referrers/"_s}) {
        const qsizetype at = path.lastIndexOf(part);
        if (path.startsWith(u"/v2/") && at > 4) {
            return path.mid(4, at - 4);
        }
    }
    return {};
}

} // namespace

FakeAnswer FakeOciTokens::issue(const FakeRequest& request)
{
    const QByteArray basic = "Basic " + (user + u':' + password).toUtf8().toBase64();
    if (!user.isEmpty() && request.header("Authorization") != basic) {
        return FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"wrong user or password"_s);
    }
    const QString token = u"token-%1"_s.arg(++m_last);
    QMap<QString, QStringList>& granted = m_granted[token.toLatin1()];
    const QStringList scopes = request.query.allQueryItemValues(u"scope"_s, QUrl::FullyDecoded);
    for (const QString& scope : scopes.join(u' ').split(u' ', Qt::SkipEmptyParts)) {
        const QString repository = scope.section(u':', 1, -2);
        if (!deniedRepositories.contains(repository)) {
            granted[repository] += scope.section(u':', -1).split(u',');
        }
    }
    return FakeAnswer::json(
        200, QJsonObject{{calledAccessToken ? u"access_token"_s : u"token"_s, token}, {u"expires_in"_s, lifeSeconds}});
}

bool FakeOciTokens::allows(const FakeRequest& request, const QString& repository, const QString& action) const
{
    const QByteArray token = request.header("Authorization").mid(int(qstrlen("Bearer ")));
    return m_granted.value(token).value(repository).contains(action);
}

std::optional<FakeAnswer> FakeOciTokens::check(const FakeRequest& request, const QUrl& registry) const
{
    const QString repository = repositoryOf(request.path);
    const bool reads = request.verb == "GET" || request.verb == "HEAD";
    if (repository.isEmpty() ? reads : allows(request, repository, reads ? u"pull"_s : u"push"_s)) {
        return std::nullopt;
    }
    FakeAnswer answer = FakeAnswer::error(401, u"UNAUTHORIZED"_s, u"authentication required"_s);
    QByteArray challenge = offersBasicToo ? QByteArray("Basic realm=\"a, b\", ") : QByteArray();
    challenge += "Bearer realm=\"" + registry.resolved(QUrl(u"/token"_s)).toEncoded()
        + "\",service=\"fake, with comma\",scope=\"repository:" + repository.toLatin1()
        + (reads ? ":pull\"" : ":pull,push\"");
    answer.headers.append({QByteArray("WWW-Authenticate"), challenge});
    return answer;
}

} // namespace transship::testing
