// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/httpserver.h"
#include "models/registry/importapiclient.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

#include <functional>

namespace transship {

/// Where a registry says that an import ended: `PUT …/api/v4/internal/registry/repositories/PATH/migration/status`
/// (docs/registry-api.md §1). Looks at the wire and nothing else; what a notification means is for `Take` to say.
/// Thread: one; the requests under way must not outlive it.
class NotificationEndpoint {
public:
    /// Ok: 200. NotFound: 404. Refused and InvalidArgument: 400 with the error's message. Anything else: 503.
    using Take = std::function<QCoro::Task<Result<void>>(ImportStatusReport)>;

    /// `secret`: the whole Authorization header that is wanted; empty: everybody is refused.
    NotificationEndpoint(QByteArray secret, Take take);

    /// Whether the request's path is one of ours.
    static bool isAddressedBy(const HttpServerRequest& request);
    /// Only for requests that are.
    QCoro::Task<HttpAnswer> handle(HttpServerRequest request);

private:
    QByteArray m_secret;
    Take m_take;
};

/// What the request says; InvalidArgument when the path is not that of a repository, the body no object with this path
/// and a known status, or either of them not UTF-8. The detail is cut to what fits into history.
Result<ImportStatusReport> notificationOf(const HttpServerRequest& request);

} // namespace transship
