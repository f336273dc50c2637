// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importprogress.h"
#include "models/importer/importrecords.h"
#include "models/importer/repositoryimport.h"
#include "models/registry/httpserver.h"

#include <QJsonObject>
#include <QString>

/// The words of the import API (docs/registry-api.md §1): requests taken apart, answers put together. Thread: any.
namespace transship::importapi {

enum class Resource { Root, Import, Repository, TagsList, Health, Metrics, Redirect, Unknown };

struct Target {
    Resource resource = Resource::Unknown;
    QString path; ///< of the repository, not yet validated
    QByteArray location; ///< for Redirect
};

Target targetOf(const HttpServerRequest& request);

/// nullopt: missing or neither pre nor final.
std::optional<ImportType> importTypeOf(const HttpServerRequest& request);

/// Compares in a time that tells nothing about where the difference is.
bool presentsToken(const HttpServerRequest& request, const QByteArray& token);

HttpAnswer errorAnswer(int status, const QString& code, const QString& message, const QString& detail = {});
HttpAnswer jsonAnswer(int status, const QByteArray& json);
/// With what statusObject() lacks: progress, which importer is at work, since when it is so, and the tags that could
/// not be brought over.
HttpAnswer statusAnswer(int status, const ImportRecord& record, const QList<TagFailure>& failures = {});
/// {name, path, status, detail}, as notified.
QJsonObject statusObject(const ImportRecord& record);

/// Why a start request is refused right away, from what is on record; nullopt: nothing stands in the way.
std::optional<HttpAnswer> refusal(const ImportRecord& record, ImportType type);

HttpAnswer inProgressAnswer(const QString& path, ImportType running);
HttpAnswer notReadyAnswer(const QString& path);
HttpAnswer rateLimitAnswer(int limit);
HttpAnswer nameUnknownAnswer(const QString& path);
/// A registry that cannot be asked, in words; 503 so that callers come again.
HttpAnswer registryTroubleAnswer(const Error& error);

} // namespace transship::importapi
