// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/commands/repositoryviews.h"
#include "reports/reportcolumns.h"
#include "reports/reportrunner.h"

#include <CLI/CLI.hpp>
#include <QCoroSignal>
#include <QJsonObject>

#include <unistd.h>

namespace transship::ctl {
namespace {

struct ReportArguments {
    std::string format;
    std::string output;
    std::string query;
    std::string sort = "path";
    std::string columns = "default";
    bool plain = false;
};

Result<ReportRequest> requestFrom(const ReportArguments& arguments, const Services& services)
{
    ReportRequest request;
    request.time = services.clock.now();
    request.preamble = !arguments.plain;
    const Result<RepositoryOrder> order = RepositoryOrder::parse(QString::fromStdString(arguments.sort));
    if (!order) {
        return order.error();
    }
    request.sort = order->sort;
    request.descending = order->descending;
    const Result<ReportFormat> format = reportFormatFromName(QString::fromStdString(arguments.format));
    if (!format) {
        return format.error();
    }
    request.format = *format;
    const Result<RepositoryFilter> filter = RepositoryFilter::parse(QString::fromStdString(arguments.query));
    if (!filter) {
        return filter.error();
    }
    request.filter = *filter;
    const Result<QList<RepositoryColumn>> columns = parseReportColumns(QString::fromStdString(arguments.columns));
    if (!columns) {
        return columns.error();
    }
    request.columns = *columns;
    return request;
}

QString progressText(qint64 done, qint64 total)
{
    return total < 0 ? QStringLiteral("counting") : QStringLiteral("%1 of %2 repositories").arg(done).arg(total);
}

int tellSummary(const Session& session, const ReportSummary& summary, const ReportArguments& arguments)
{
    const QString file = QString::fromStdString(arguments.output);
    if (file == u"-") {
        return summary.matching == 0 ? exitNothingMatched : exitDone; // stdout is the report's
    }
    session.out().text(QStringLiteral("%1: %2").arg(
        file, counted(summary.rows, QStringLiteral("repository"), QStringLiteral("repositories"))));
    if (summary.rows < summary.matching) {
        session.out().note(QStringLiteral("%1 match; the others are left out of a PDF").arg(summary.matching));
    }
    session.out().document(
        {{QStringLiteral("file"), file}, {QStringLiteral("format"), QString::fromStdString(arguments.format)},
            {QStringLiteral("repositories"), summary.rows}, {QStringLiteral("matching"), summary.matching}});
    return summary.matching == 0 ? exitNothingMatched : exitDone;
}

QCoro::Task<int> report(Session& session, ReportArguments arguments)
{
    if (arguments.output == "-" && (arguments.format == "xlsx" || arguments.format == "pdf")
        && isTerminal(STDOUT_FILENO)) {
        co_return session.usage(QStringLiteral("a terminal cannot show this format; name a file with --output"));
    }
    const Result<void> opened = co_await session.open();
    if (!opened) {
        co_return session.fail(opened.error());
    }
    const Result<ReportRequest> asked = requestFrom(arguments, session.services());
    if (!asked) {
        co_return session.fail(asked.error());
    }
    ReportRunner runner(session.services().config.database);
    ReportRequest request = *asked;
    request.source = runner.source();
    const auto tell = [&session](qint64 done, qint64 total) { session.out().progress(progressText(done, total)); };
    QObject::connect(&runner, &ReportRunner::progressed, &runner, tell);
    session.onTermination = [&runner] { runner.cancel(); };
    const QString file = QString::fromStdString(arguments.output);
    runner.start(request, file);
    const Result<ReportSummary> summary = co_await qCoro(&runner, &ReportRunner::finished);
    session.onTermination = {};
    session.out().progress({});
    co_return summary ? tellSummary(session, *summary, arguments) : session.fail(summary.error());
}

} // namespace

void addReportCommand(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("report", "Repositories as a file: CSV, JSON, XLSX, or a PDF with charts");
    const auto arguments = std::make_shared<ReportArguments>();
    command->add_option("--format", arguments->format, "csv, json, xlsx or pdf")
        ->required()
        ->check(CLI::IsMember({"csv", "json", "xlsx", "pdf"}));
    command->add_option("--output", arguments->output, "Written complete or not at all; - = standard output")
        ->required()
        ->type_name("FILE");
    command->add_option("--query", arguments->query, "Only those that match, e.g. \"state:import_aborted\"");
    command->add_option("--sort", arguments->sort, sortHelp())->capture_default_str();
    command->add_option("--columns", arguments->columns, "Names with commas between, default or all")
        ->capture_default_str();
    command->add_flag("--plain", arguments->plain, "CSV: only the header and the rows, no lines about the report");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return report(session, *arguments); }; });
}

} // namespace transship::ctl
