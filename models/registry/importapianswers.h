// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpclient.h"
#include "models/registry/importapiclient.h"

#include <QJsonArray>

namespace transship {

/// What the answers of the import API mean (docs/registry-api.md §1); pure functions. Internal to ImportApiClient.

/// The OCI error body `{"errors":[{code, message, detail}]}`.
struct RegistryWords {
    bool present = false; ///< the body is such a one: this API or its registry spoke, not some web server
    QString code{}; ///< of the first error
    QString text{}; ///< all messages and details, for people; printable
};
RegistryWords registryWords(const HttpResponse& response);

Result<Compliance> complianceOf(const Result<HttpResponse>& answer);
StartAnswer startAnswerOf(const Result<HttpResponse>& answer);
/// `path`: what was asked for; an answer about another one is a Protocol error.
Result<ImportStatusReport> statusReportOf(const Result<HttpResponse>& answer, const QString& path);
Result<CancelAnswer> cancelAnswerOf(const Result<HttpResponse>& answer, const QString& path);
/// The elements of one page of a list.
Result<QJsonArray> pageOf(const Result<HttpResponse>& answer);
/// The tags of one page of the OCI API's list; `null` is none.
Result<QJsonArray> tagNamesOf(const Result<HttpResponse>& answer);
/// Where the next page is, empty when this was the last; resolved against `current`, always on its scheme, host and
/// port. A link to another host is a Protocol error: the token must not go there.
Result<QUrl> nextPageOf(const HttpResponse& response, const QUrl& current);

} // namespace transship
