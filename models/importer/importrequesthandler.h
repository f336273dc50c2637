// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importapi.h"
#include "models/importer/importrunner.h"
#include "models/importer/notifier.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <memory>

namespace transship {

/// Answers the requests of the import API. Thread: the service's. Always shared: requests under way keep it alive.
class ImportRequestHandler : public QObject, public std::enable_shared_from_this<ImportRequestHandler> {
    Q_OBJECT
public:
    /// `life`: canceled when the service ends.
    ImportRequestHandler(const ImporterOptions& options, ImportStores stores, ImportRunner* runner,
        std::shared_ptr<Notifier> notifier, std::shared_ptr<RequestGovernor> sourceGovernor,
        std::shared_ptr<RequestGovernor> targetGovernor, std::shared_ptr<Cancellation> life);

    QCoro::Task<HttpAnswer> handle(HttpServerRequest request);
    void refuseStarts() { m_draining = true; }

Q_SIGNALS:
    void logged(const QJsonObject& line);

private:
    QCoro::Task<HttpAnswer> route(HttpServerRequest request, importapi::Target target);
    QCoro::Task<HttpAnswer> start(QString path, std::optional<ImportType> type);
    QCoro::Task<HttpAnswer> startChecked(QString path, ImportType type, std::optional<ImportRecord> known);
    QCoro::Task<bool> isMigratedAlready(QString path);
    HttpAnswer status(const QString& path);
    HttpAnswer cancel(const QString& path, bool force);
    QCoro::Task<HttpAnswer> repository(QString path);
    QCoro::Task<HttpAnswer> tags(QString path, QUrlQuery query, QString url);
    HttpAnswer health() const;
    HttpAnswer metrics() const;
    OciClient client(const ImporterRegistry& registry, const QString& name, std::shared_ptr<RequestGovernor> governor,
        std::shared_ptr<Cancellation> cancellation) const;
    void log(const QString& level, const QString& event, const QString& path, const QString& detail);

    ImporterOptions m_options;
    std::shared_ptr<ImportRecords> m_records;
    std::shared_ptr<ImportStore> m_content;
    std::shared_ptr<ReadOnlyWindows> m_windows;
    QPointer<ImportRunner> m_runner;
    std::shared_ptr<Notifier> m_notifier;
    std::shared_ptr<RequestGovernor> m_sourceGovernor;
    std::shared_ptr<RequestGovernor> m_targetGovernor;
    std::shared_ptr<Cancellation> m_life;
    OciClient m_source;
    QHash<QString, ImportType> m_starting; ///< being looked at; a second start meanwhile is refused
    bool m_draining = false;
};

} // namespace transship
