// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/importer/verifycommand.h"

#include "app/ctl/importer/importeroptions.h"
#include "app/ctl/importer/pathsource.h"
#include "app/ctl/importer/reportfile.h"
#include "app/ctl/importer/verificationreport.h"
#include "models/domain/repositorypath.h"
#include "models/importer/parallel.h"
#include "models/importer/repositoryverifier.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace transship::ctl {

namespace {

struct ReportArguments {
    std::vector<std::string> paths;
    std::string database;
    std::string format = "text";
    std::string output;
    bool withTags = false;
};

struct VerifyArguments {
    ReportArguments report;
    std::string source;
    std::string target;
    std::string from;
    std::string prefix;
    bool all = false;
    bool imported = false;
    int rehashBlobs = 0;
    int parallel = 4;
    int requestsPerRegistry = 24;
};

/// What one run of the command works with.
struct Run {
    Session* session;
    VerifyArguments arguments;
    OciClient source;
    OciClient target;
    std::shared_ptr<EvidenceStore> evidence;
    std::shared_ptr<VerificationReport> report;
    std::optional<Error> failure; ///< of the first repository that could not be compared
};

ReportFormat formatOf(const Session& session, const ReportArguments& arguments)
{
    if (session.out().json() || arguments.format == "json") {
        return ReportFormat::Json;
    }
    return arguments.format == "csv" ? ReportFormat::Csv : ReportFormat::Text;
}

OciClient clientOf(const ImporterRegistry& registry, const QString& name, int requests)
{
    RegistryConnection::Options options;
    options.url = registry.url;
    options.credentials = registry.credentials;
    options.name = name;
    options.retry.budget = 100'000; // one connection for everything
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(requests), std::make_shared<Cancellation>()));
}

QCoro::Task<Result<void>> verifyOne(std::shared_ptr<Run> run, QString path)
{
    const Result<QString> valid = validateRepositoryPath(path);
    if (!valid) {
        co_return valid.error();
    }
    RepositoryVerifier::Options options;
    options.rehashBlobs = run->arguments.rehashBlobs;
    RepositoryVerifier verifier(run->source, run->target, path, run->evidence, options);
    const Verification verification = co_await verifier.run();
    if (verification.outcome == Verification::Outcome::Failed && !run->failure) {
        run->failure = verifier.failure();
    }
    const Result<void> reported = run->report->add(verification, *run->evidence);
    run->session->out().progress(u"%1 repositories"_s.arg(run->report->repositories()));
    co_return reported;
}

QCoro::Task<Result<void>> verifyAll(std::shared_ptr<Run> run, PathSource paths)
{
    Result<void> done = run->report->begin();
    while (done) {
        const Result<QStringList> some = co_await paths.next();
        if (!some) {
            co_return some.error();
        }
        if (some->isEmpty()) {
            break;
        }
        auto verify = [run](QString path) { return verifyOne(run, path); };
        done = co_await forEachParallel(QList<QString>(*some), run->arguments.parallel, verify);
    }
    co_return done ? run->report->end() : done;
}

int exitCodeOf(const Run& run)
{
    using Outcome = Verification::Outcome;
    const VerificationReport& report = *run.report;
    const qint64 failed = report.countOf(Outcome::Failed);
    if (report.countOf(Outcome::Mismatch) > 0) {
        return exitVerification;
    }
    if (failed > 0) {
        return failed == report.repositories() && run.failure ? ctl::exitCodeOf(run.failure->code) : exitPartly;
    }
    const qint64 unknown = report.countOf(Outcome::NotFound);
    if (unknown == report.repositories()) {
        return exitNothingMatched; // also when there was none at all
    }
    const bool named = !run.arguments.report.paths.empty() || !run.arguments.from.empty();
    return report.countOf(Outcome::SourceBroken) > 0 || (named && unknown > 0) ? exitPartly : exitDone;
}

QStringList listOf(const std::vector<std::string>& paths)
{
    QStringList list;
    for (const std::string& path : paths) {
        list.append(QString::fromStdString(path));
    }
    return list;
}

Result<PathSource> pathsOf(const Run& run, std::shared_ptr<ImportDatabase> database)
{
    const VerifyArguments& arguments = run.arguments;
    const QString prefix = QString::fromStdString(arguments.prefix);
    if (!arguments.from.empty()) {
        return PathSource::file(QString::fromStdString(arguments.from));
    }
    if (arguments.all) {
        return PathSource::catalog(run.source.connection(), prefix);
    }
    return arguments.imported ? PathSource::imported(std::move(database), prefix)
                              : PathSource::list(listOf(arguments.report.paths));
}

QCoro::Task<int> verify(Session& session, VerifyArguments arguments)
{
    const int ways = (arguments.report.paths.empty() ? 0 : 1) + (arguments.all ? 1 : 0) + (arguments.imported ? 1 : 0)
        + (arguments.from.empty() ? 0 : 1);
    if (ways != 1) {
        co_return session.usage(u"name repositories, or give one of --all, --imported and --from"_s);
    }
    const Result<ImporterPair> registries = importerPair(arguments.source, arguments.target);
    const Result<DatabaseUrl> url = importerDatabase(arguments.report.database);
    if (!registries || !url) {
        co_return session.fail(registries ? url.error() : registries.error());
    }
    const Result<std::shared_ptr<ImportDatabase>> database = ImportDatabase::open(*url);
    ReportFile file(QString::fromStdString(arguments.report.output));
    const Result<void> opened = database ? file.open() : Result<void>(database.error());
    if (!opened) {
        co_return session.fail(opened.error());
    }
    const int requests = arguments.requestsPerRegistry;
    const OciClient source = clientOf(registries->source, u"the source registry"_s, requests);
    const OciClient target = clientOf(registries->target, u"the target registry"_s, requests);
    const auto report = std::make_shared<VerificationReport>(
        file.device(), formatOf(session, arguments.report), arguments.report.withTags);
    const auto evidence = std::make_shared<EvidenceStore>(*database);
    const auto run = std::make_shared<Run>(Run{&session, arguments, source, target, evidence, report, {}});
    const Result<PathSource> paths = pathsOf(*run, *database);
    if (!paths) {
        co_return session.fail(paths.error());
    }
    Result<void> done = co_await verifyAll(run, *paths);
    session.out().progress({});
    done = done ? file.commit() : done;
    co_return done ? exitCodeOf(*run) : session.fail(done.error());
}

Result<void> reportStored(VerificationReport& report, EvidenceStore& evidence, const QStringList& paths)
{
    constexpr int pageSize = 1000;
    Result<void> done = report.begin();
    for (const QString& path : paths) {
        const Result<std::optional<Verification>> found = evidence.latestOf(path);
        if (!found) {
            return found.error();
        }
        if (done && found->has_value()) {
            done = report.add(**found, evidence);
        }
    }
    QString after;
    for (bool more = paths.isEmpty(); done && more;) {
        const Result<QList<Verification>> page = evidence.latest(after, pageSize);
        if (!page) {
            return page.error();
        }
        for (const Verification& verification : *page) {
            done = done ? report.add(verification, evidence) : done;
            after = verification.path;
        }
        more = page->size() == pageSize;
    }
    return done ? report.end() : done;
}

QCoro::Task<int> exportEvidence(Session& session, ReportArguments arguments)
{
    const Result<DatabaseUrl> url = importerDatabase(arguments.database);
    const Result<std::shared_ptr<ImportDatabase>> database
        = url ? ImportDatabase::open(*url) : Result<std::shared_ptr<ImportDatabase>>(url.error());
    if (!database) {
        co_return session.fail(database.error());
    }
    ReportFile file(QString::fromStdString(arguments.output));
    const Result<void> opened = file.open();
    if (!opened) {
        co_return session.fail(opened.error());
    }
    EvidenceStore evidence(*database);
    VerificationReport report(file.device(), formatOf(session, arguments), arguments.withTags);
    Result<void> done = reportStored(report, evidence, listOf(arguments.paths));
    done = done ? file.commit() : done;
    if (!done) {
        co_return session.fail(done.error());
    }
    co_return report.repositories() > 0 ? exitDone : exitNothingMatched;
}

void addReportOptions(CLI::App* command, ReportArguments& arguments)
{
    command->add_option("PATH", arguments.paths, "Repositories");
    command->add_option("--format", arguments.format, "Of the report")
        ->check(CLI::IsMember({"text", "json", "csv"}))
        ->capture_default_str();
    command->add_option("--output", arguments.output, "Where to (default: stdout); written as a whole or not at all")
        ->type_name("FILE");
    command->add_flag("--tags", arguments.withTags, "With the digests of every tag (JSON and CSV)");
    command
        ->add_option("--database", arguments.database,
            "The importer's own (default: TRANSSHIP_IMPORTER_DATABASE, else in the user's data folder)")
        ->type_name("PATH");
}

} // namespace

void addVerify(CLI::App* group, Command& chosen)
{
    CLI::App* command = group->add_subcommand("verify",
        "Compare repositories of two registries: the set of tags, the digest of each, every manifest, blob and\n"
        "referrer they lead to. Changes neither, stores the evidence; exit code 7 when the target lacks something.\n"
        "Credentials as for `importer serve`.");
    const auto arguments = std::make_shared<VerifyArguments>();
    command->add_option("--source", arguments->source, "Registry copied from")->required()->type_name("URL");
    command->add_option("--target", arguments->target, "Registry copied to")->required()->type_name("URL");
    command->add_flag("--all", arguments->all, "Every repository that the source's catalog lists");
    command->add_flag("--imported", arguments->imported, "Every repository that was imported with this database");
    command->add_option("--from", arguments->from, "Every repository of this file, one a line (-: stdin)")
        ->type_name("FILE");
    command->add_option("--prefix", arguments->prefix, "With --all and --imported: only those that begin with it");
    command
        ->add_option("--rehash-blobs", arguments->rehashBlobs,
            "Of each repository, read so many blobs, drawn at random, from the target and hash them")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command->add_option("--parallel", arguments->parallel, "Repositories at a time")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->add_option("--requests-per-registry", arguments->requestsPerRegistry, "In flight at most")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    addReportOptions(command, arguments->report);
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return verify(session, *arguments); }; });
}

void addEvidence(CLI::App* group, Command& chosen)
{
    CLI::App* command = group->add_subcommand(
        "evidence", "What the last verification of each repository (or of these) stored, with its time");
    const auto arguments = std::make_shared<ReportArguments>();
    addReportOptions(command, *arguments);
    command->callback([&chosen, arguments] {
        chosen = [arguments](Session& session) { return exportEvidence(session, *arguments); };
    });
}

} // namespace transship::ctl
