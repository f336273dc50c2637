// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/importerbench.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace transship::testing {

QString ImporterBench::start(const ImporterOptions& options)
{
    const QString problem = sourceRegistry.start() + targetRegistry.start();
    if (!problem.isEmpty()) {
        return problem;
    }
    source = std::make_unique<ImageBuilder>(sourceRegistry.url());
    target = std::make_unique<ImageBuilder>(targetRegistry.url());
    return restart(options);
}

ImporterOptions ImporterBench::completed(ImporterOptions options) const
{
    if (options.source.url.isEmpty()) {
        options.source.url = sourceRegistry.url();
    }
    if (options.target.url.isEmpty()) {
        options.target.url = targetRegistry.url();
    }
    options.database = DatabaseUrl::sqlite(m_folder.filePath(u"importer.sqlite"_s));
    return options;
}

QString ImporterBench::restart(const ImporterOptions& options)
{
    service.reset();
    service = std::make_unique<ImportService>(completed(options));
    QObject::connect(
        service.get(), &ImportService::logged, service.get(), [this](const QJsonObject& line) { log.append(line); });
    const Result<void> listening = service->listen();
    return listening ? QString() : listening.error().toString();
}

RawAnswer ImporterBench::api(const QByteArray& verb, const QString& path)
{
    return http.send(verb, service->url().resolved(QUrl(u"/gitlab/v1/"_s + path)));
}

RawAnswer ImporterBench::put(const QString& path, const QString& type)
{
    return api("PUT", u"import/%1/?import_type=%2"_s.arg(path, type));
}

QString ImporterBench::status(const QString& path)
{
    return api("GET", u"import/%1/"_s.arg(path)).object().value(u"status").toString();
}

QString ImporterBench::detail(const QString& path)
{
    return api("GET", u"import/%1/"_s.arg(path)).object().value(u"detail").toString();
}

QString ImporterBench::waitForEnd(const QString& path)
{
    const QDeadlineTimer patience(60'000);
    QString now = status(path);
    while (now.endsWith(u"_in_progress") && !patience.hasExpired()) {
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        now = status(path);
    }
    return now;
}

QString ImporterBench::import(const QString& path, const QString& type)
{
    const RawAnswer answer = put(path, type);
    return answer.status == 202 ? waitForEnd(path) : u"%1 %2"_s.arg(QString::number(answer.status), answer.errorCode());
}

} // namespace transship::testing
