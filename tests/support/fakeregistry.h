// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakehttpserver.h"

#include <QMap>
#include <QStringList>

namespace transship::testing {

/// A registry that speaks the import API (docs/registry-api.md §1) without importing anything: a start makes a
/// repository "in progress", and it completes after a number of status polls or when the test says so. Everything of
/// FakeHttpServer (scripts, faults, log, hook) works on top and comes first.
///
///     FakeRegistry registry;
///     registry.addRepository(u"group/app"_s, {u"1.0"_s, u"latest"_s});
///     registry.setPollsToComplete(-1);                                 // only when told
///     registry.script("PUT", u"import/group/slow/"_s, FakeAnswer::error(429, u"IMPORT_RATE_LIMIT"_s), 1);
///     … start …
///     registry.finishImport(u"group/app"_s);                           // pre_import_complete or import_complete
class FakeRegistry : public FakeHttpServer {
public:
    explicit FakeRegistry(Where where = Where::CallersThread);
    ~FakeRegistry() override;

    /// Known to the old registry, not imported.
    void addRepository(const QString& path, const QStringList& tags = {QStringLiteral("latest")});
    void setTags(const QString& path, const QStringList& tags);
    void removeRepository(const QString& path);

    /// An import in progress completes at its n-th status poll (1: the first already says so); -1: never by itself.
    /// Default 1. Applies to imports started afterwards.
    void setPollsToComplete(int polls);
    /// Completes what is in progress: pre_import_complete or import_complete. False if nothing was in progress.
    bool finishImport(const QString& path);
    /// Fails it instead, with the reason in words.
    bool failImport(const QString& path, const QString& detail);
    /// Any status by its name, for example "native"; empty: never imported.
    void setImportStatus(const QString& path, const QString& status, const QString& detail = {});
    QString importStatus(const QString& path) const; ///< empty: never imported

    void setMaxImports(int count); ///< starts beyond are 429 IMPORT_RATE_LIMIT; default no limit
    void setToken(const QByteArray& token); ///< every request without `Authorization: Bearer token` is 401
    void setSwitchedOff(bool off); ///< the API is built in but not enabled: 404 with the version header

    int importsInProgress() const;
    int mostImportsInProgress() const; ///< the largest number there ever was

protected:
    FakeAnswer answer(const FakeRequest& request) override;

private:
    struct Repository {
        QStringList tags;
        QString status;
        QString detail;
        int pollsLeft = -1;

        bool inProgress() const { return status.endsWith(QStringLiteral("_in_progress")); }
    };
    FakeAnswer route(const FakeRequest& request);
    FakeAnswer start(const FakeRequest& request, const QString& path);
    FakeAnswer status(const QString& path);
    FakeAnswer cancel(const FakeRequest& request, const QString& path);
    FakeAnswer tags(const FakeRequest& request, const QString& path);
    FakeAnswer ociTags(const QString& path) const;
    bool end(const QString& path, const QString& suffix, const QString& detail);
    int inProgress() const;
    static FakeAnswer report(int httpStatus, const QString& path, const Repository& repository);

    QMap<QString, Repository> m_repositories;
    int m_polls = 1;
    int m_maxImports = -1;
    int m_mostInProgress = 0;
    QByteArray m_token;
    bool m_switchedOff = false;
};

} // namespace transship::testing
