// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// No figures but a table (docs/importer-comparison.md): what of everything that registries hold arrives unchanged, with
// the importer and with `skopeo sync --all`. With --output FILE it is written there.
#include "models/importer/repositoryverifier.h"
#include "tests/benchmarks/common/importerrig.h"
#include "tests/benchmarks/common/settings.h"
#include "tests/support/eventual.h"
#include "tests/support/migrationsource.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

#include <cstdio>

using namespace transship;
using namespace transship::bench;
using namespace transship::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyTags = 500;

OciClient clientOf(const DockerRegistry& registry, const QString& name)
{
    RegistryConnection::Options options;
    options.url = registry.url();
    options.name = name;
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(16), std::make_shared<Cancellation>()));
}

/// What a copy lacks, told by an independent comparison of every tag, manifest, blob and referrer.
struct Loss {
    Verification verification{};
    QMap<VerificationFinding::Kind, int> kinds{};
    QStringList details{};
};

Loss lossOf(const DockerRegistry& source, const DockerRegistry& target, const QString& path)
{
    QTemporaryDir folder;
    const auto database = ImportDatabase::open(DatabaseUrl::sqlite(folder.filePath(u"evidence.sqlite"_s)));
    if (!database) {
        giveUp(database.error().toString());
    }
    const auto evidence = std::make_shared<EvidenceStore>(*database);
    RepositoryVerifier verifier(
        clientOf(source, u"the source registry"_s), clientOf(target, u"the target registry"_s), path, evidence, {});
    Loss loss;
    loss.verification = await(verifier.run());
    const Result<QList<VerificationFinding>> findings = evidence->findings(path, 0, 100'000);
    for (const VerificationFinding& finding : *findings) {
        ++loss.kinds[finding.kind];
        loss.details.append(u"%1 %2"_s.arg(toName(finding.kind), finding.tag));
    }
    return loss;
}

QString wordsOf(const Loss& loss)
{
    using Kind = VerificationFinding::Kind;
    using Outcome = Verification::Outcome;
    if (loss.verification.outcome == Outcome::NotFound) {
        return u"nothing to copy"_s;
    }
    if (loss.verification.outcome == Outcome::Match) {
        return loss.verification.tags == 0 ? u"nothing to copy"_s : u"all"_s;
    }
    if (loss.verification.outcome == Outcome::SourceBroken) {
        return u"all that the source can give"_s;
    }
    QStringList words;
    const auto add = [&loss, &words](Kind kind, const QString& thing, const QString& fate) {
        if (const int count = loss.kinds.value(kind); count > 0) {
            words.append(u"%1 %2%3 %4"_s.arg(QString::number(count), thing, count > 1 ? u"s"_s : u""_s, fate));
        }
    };
    add(Kind::TagMissing, u"tag"_s, u"lost"_s);
    add(Kind::TagDiffers, u"tag"_s, u"with another digest"_s);
    add(Kind::ManifestMissing, u"manifest"_s, u"lost"_s);
    add(Kind::BlobMissing, u"blob"_s, u"lost"_s);
    add(Kind::ReferrerMissing, u"referrer"_s, u"lost"_s);
    return words.join(u", "_s);
}

/// Exit code and last words.
QString runSkopeo(const DockerRegistry& source, const DockerRegistry& target, const QString& path)
{
    QProcess skopeo;
    skopeo.setProcessChannelMode(QProcess::MergedChannels);
    skopeo.start(u"skopeo"_s,
        {u"sync"_s, u"--all"_s, u"--keep-going"_s, u"--src"_s, u"docker"_s, u"--dest"_s, u"docker"_s,
            u"--src-tls-verify=false"_s, u"--dest-tls-verify=false"_s, source.url().authority() + u'/' + path,
            target.url().authority() + u'/' + path.section(u'/', 0, -2)});
    if (!skopeo.waitForFinished(600'000)) {
        giveUp(u"skopeo does not end; is it installed?"_s);
    }
    return u"exit code %1"_s.arg(skopeo.exitCode());
}

/// The final status, and what is said about it.
QString runImporter(ImporterRig& rig, const QString& path)
{
    const QJsonObject record = rig.tryImport(path);
    return record.value(u"status").toString(u"answered 404"_s);
}

void start(DockerRegistry& registry)
{
    if (const QString problem = registry.start(); !problem.isEmpty()) {
        giveUp(problem);
    }
}

QString versionOf(const QString& program)
{
    QProcess process;
    process.start(program, {u"--version"_s});
    process.waitForFinished();
    return QString::fromUtf8(process.readAll()).section(u'\n', 0, 0).simplified();
}

QString table()
{
    DockerRegistry::Options options;
    options.foreignLayers = true;
    DockerRegistry source(options);
    DockerRegistry ours(options);
    DockerRegistry theirs(options);
    start(source);
    start(ours);
    start(theirs);
    ImageBuilder builder(source.url());
    const QList<MigrationSource::Repository> repositories = MigrationSource(source, builder).fill(manyTags);
    ImporterRig rig(source, ours);
    QString text = u"| content | tags | importer says | arrived unchanged | skopeo says | arrived unchanged |\n"
                   "| --- | ---: | --- | --- | --- | --- |\n"_s;
    for (const MigrationSource::Repository& repository : repositories) {
        const QString imported = runImporter(rig, repository.path);
        const Loss own = lossOf(source, ours, repository.path);
        const QString synced = runSkopeo(source, theirs, repository.path);
        const Loss other = lossOf(source, theirs, repository.path);
        text += u"| %1 | %2 | %3 | %4 | %5 | %6 |\n"_s.arg(
            repository.content, QString::number(own.verification.tags), imported, wordsOf(own), synced, wordsOf(other));
        std::fprintf(stderr, "%s\n  importer: %s\n  skopeo: %s\n", qPrintable(repository.path),
            qPrintable(own.details.mid(0, 6).join(u", "_s)), qPrintable(other.details.mid(0, 6).join(u", "_s)));
    }
    return text;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString text = table() + u"\nMade with %1 and docker-registry 2.8.\n"_s.arg(versionOf(u"skopeo"_s));
    std::printf("%s", qPrintable(text));
    const qsizetype output = arguments.indexOf(u"--output"_s);
    if (output > 0) {
        QFile file(arguments.value(output + 1));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
            giveUp(u"cannot write %1"_s.arg(file.fileName()));
        }
    }
    return 0;
}
