// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/domain/result.h"
#include "models/registry/httptransport.h"
#include "models/registry/registrycredentials.h"

#include <QCoroTask>
#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace transship {

enum class Compliance {
    Supported,
    NeedsToken, ///< 401: it is this API, credentials are missing or refused
    SwitchedOff, ///< 404 with this API's version header
    NotThisApi,
};

/// What a start request led to; one enumerator for every row of registry-api.md §1.
enum class StartOutcome {
    Started, ///< 202
    AlreadyImported, ///< 200; confirm with status() before believing it
    NotFound, ///< 404 NAME_UNKNOWN
    RateLimited, ///< 429: all slots taken, or too soon after a cancel
    InvalidRequest, ///< 400
    Unauthorized, ///< 401, 403
    InProgress, ///< 409
    PreImportFailed, ///< 424
    PreImportCanceled, ///< 424
    PreImportRequired, ///< 424
    PreImportInProgress, ///< 425
    NotReady, ///< 425 IMPORT_REPOSITORY_NOT_READY
    Refused, ///< another 4xx
    ServerError, ///< 5xx
    Timeout,
    Unreachable, ///< refused, reset, cut, TLS
    NotThisApi, ///< a redirect, HTML, a plain 404: something else answers there
};
QString toName(StartOutcome outcome);

struct StartAnswer {
    StartOutcome outcome = StartOutcome::Unreachable;
    int httpStatus = 0; ///< 0: no answer
    QString code{}; ///< IMPORT_IN_PROGRESS, …; empty when the answer has none
    QString message{}; ///< the registry's own words, or what happened on the way
    std::optional<std::chrono::milliseconds> retryAfter{}; ///< how long the registry asks to be left alone
};

/// How far an import is, where the registry tells (`transshipctl importer` does).
struct StatusProgress {
    QString phase; ///< in the registry's words, for example "copying"
    qint64 tagsDone = 0;
    qint64 tagsSeen = 0;
    qint64 tagsFailed = 0;
    qint64 blobs = 0; ///< copied, mounted, or there already
    qint64 bytes = 0; ///< copied
};

struct ImportStatusReport {
    QString path;
    ImportStatus status = ImportStatus::Native;
    QString detail{}; ///< the reason of a failure, in the registry's words
    std::optional<StatusProgress> progress{};
};

enum class CancelOutcome { WillBeCanceled, NotCancelable, NotFound };

struct CancelAnswer {
    CancelOutcome outcome = CancelOutcome::NotFound;
    std::optional<ImportStatusReport> report; ///< with NotCancelable: where it stands
};

/// How many tags, counted no further than asked.
struct TagsCount {
    qint64 counted = 0;
    bool exceedsLimit = false; ///< counted stopped there; there are more than the limit
};

/// Client of GitLab's import API (`/gitlab/v1/`). Paths end in "/", redirects are never followed. Logs in as the
/// credentials say: with scope `registry:import:*` for imports, `repository:PATH:pull` for reads.
/// Thread: the one it lives in. Exactly one answer a call.
class ImportApiClient : public QObject {
    Q_OBJECT
public:
    /// So many may be asked at the same time; what is more waits for its turn.
    static constexpr int questionsAtOnce = 16;

    struct Options {
        QUrl baseUrl; ///< https://registry.example.com
        RegistryCredentials credentials; ///< none by default
        std::chrono::milliseconds timeout = std::chrono::seconds(30);
        HttpTransport transport{};
    };
    explicit ImportApiClient(Options options, QObject* parent = nullptr);
    ~ImportApiClient() override;

    QUrl baseUrl() const;

    /// Read-only: what would change something at the registry (start, cancel) is answered with ReadOnly and never sent.
    void setReadOnly(bool readOnly);

    QCoro::Task<Result<Compliance>> checkCompliance();
    QCoro::Task<StartAnswer> startPreImport(QString path);
    QCoro::Task<StartAnswer> startImport(QString path);
    /// NotFound: the registry does not know the path.
    QCoro::Task<Result<ImportStatusReport>> status(QString path);
    QCoro::Task<Result<CancelAnswer>> cancel(QString path, bool force);
    /// Pages of the tags list until more than `limit` are seen; limit 0 = count all. NotFound as above.
    QCoro::Task<Result<TagsCount>> countTags(QString path, qint64 limit);
    /// Is there one tag at least: one request for a page of one. NotFound as above.
    QCoro::Task<Result<bool>> hasTags(QString path);
    /// The names of all tags as clients see them, by the OCI API, before the import and after it. NotFound: there never
    /// were any, or the registry does not serve that API there. TooLarge: more than `mostTagNames`.
    QCoro::Task<Result<QStringList>> tagNames(QString path);
    static constexpr qsizetype mostTagNames = 100'000;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
