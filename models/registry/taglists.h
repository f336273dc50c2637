// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpclient.h"
#include "models/registry/importapiclient.h"
#include "models/registry/registryauthenticator.h"

#include <QPointer>

namespace transship {

using AuthenticatorPtr = std::shared_ptr<RegistryAuthenticator>;

/// What HttpClient answers; Canceled when the client is gone.
RegistryAuthenticator::Send sendBy(const QPointer<HttpClient>& http);

/// With what the login adds. A 401 is an answer like every other: what it means depends on what was asked.
QCoro::Task<Result<HttpResponse>> authorized(
    AuthenticatorPtr login, QPointer<HttpClient> http, HttpRequest request, QStringList scopes);

/// A repository's tags, from lists in pages. The registry's own list knows what is in its database, and so nothing of
/// what is still to be migrated; where it answers 404 the distribution API's list is asked, which reads the storage.
/// These coroutines have no `this`: the client may be gone when an answer comes. Thread: HttpClient's.
struct TagLists {
    AuthenticatorPtr login;
    QPointer<HttpClient> http;
    HttpRequest own; ///< GET of the registry's own list
    HttpRequest names; ///< GET of the distribution API's
    QStringList scopes;
};

/// No further than one beyond `limit`; 0: all.
QCoro::Task<Result<TagsCount>> countTags(TagLists lists, qint64 limit);
QCoro::Task<Result<bool>> hasTags(TagLists lists);
/// From the distribution API; TooLarge: more than ImportApiClient::mostTagNames.
QCoro::Task<Result<QStringList>> tagNames(TagLists lists);

} // namespace transship
