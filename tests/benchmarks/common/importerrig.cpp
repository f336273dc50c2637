// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/importerrig.h"

#include "tests/benchmarks/common/settings.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace transship::testing;

namespace transship::bench {

namespace {

constexpr int atOnce = 5;
constexpr int patienceMs = 3'600'000;
constexpr int betweenQuestionsMs = 250; // to answer them costs the importer time, too; a worker asks less often

QString hostOf(const DockerRegistry& registry)
{
    return registry.url().authority();
}

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

ImporterRig::ImporterRig(const DockerRegistry& source, const DockerRegistry& target, const QStringList& arguments)
{
    m_ctl.setVariable(u"TRANSSHIP_IMPORTER_DATABASE"_s, m_ctl.home() + u"/importer.sqlite"_s);
    m_server = std::make_unique<CtlServer>(m_ctl,
        QStringList{u"importer"_s, u"serve"_s, u"--source"_s, source.url().toString(), u"--target"_s,
            target.url().toString(), u"--import-timeout"_s, u"1h"_s}
            + arguments);
    m_url = m_server->url();
    if (!m_url.isValid()) {
        giveUp(u"the importer does not start: %1"_s.arg(QString::fromUtf8(m_server->written())));
    }
}

QUrl ImporterRig::urlOf(const QString& path) const
{
    return m_url.resolved(QUrl(u"/gitlab/v1/import/%1/"_s.arg(path)));
}

QJsonObject ImporterRig::tryImport(const QString& path)
{
    QJsonObject record;
    for (const QString& type : {u"pre"_s, u"final"_s}) {
        m_http.send("PUT", urlOf(path).resolved(QUrl(u"?import_type="_s + type)));
        const bool ended = QTest::qWaitFor(
            [&] {
                record = m_http.send("GET", urlOf(path)).object();
                return !record.value(u"status").toString().endsWith(u"_in_progress");
            },
            patienceMs);
        if (!ended) {
            giveUp(u"the import of %1 does not end"_s.arg(path));
        }
    }
    return record;
}

/// Starts the next step when there is one; "": it is complete.
QString ImporterRig::stepOf(const QString& path)
{
    const QUrl url = urlOf(path);
    const QJsonObject record = m_http.send("GET", url).object();
    const QString status = record.value(u"status").toString();
    if (status == u"import_complete" || status.endsWith(u"_in_progress")) {
        return status == u"import_complete" ? QString() : status;
    }
    if (!status.isEmpty() && status != u"pre_import_complete") {
        giveUp(u"%1: %2 %3"_s.arg(path, status, record.value(u"detail").toString()));
    }
    const QString type = status.isEmpty() ? u"pre"_s : u"final"_s;
    const int answer = m_http.send("PUT", url.resolved(QUrl(u"?import_type="_s + type))).status;
    if (answer == 200) {
        return {}; // it is there already
    }
    if (answer != 202) {
        giveUp(u"%1: the %2 import was answered %3"_s.arg(path, type).arg(answer));
    }
    return u"started"_s;
}

void ImporterRig::import(const QStringList& paths)
{
    QStringList waiting = paths;
    QStringList running;
    QDeadlineTimer next(0);
    const bool done = QTest::qWaitFor(
        [&] {
            if (!next.hasExpired()) {
                return false;
            }
            running.removeIf([this](const QString& path) { return stepOf(path).isEmpty(); });
            while (running.size() < atOnce && !waiting.isEmpty()) {
                running.append(waiting.takeFirst());
                stepOf(running.last());
            }
            next = QDeadlineTimer(betweenQuestionsMs);
            return running.isEmpty();
        },
        patienceMs);
    if (!done) {
        giveUp(u"the imports do not end"_s);
    }
}

void ImporterRig::expectDone(const QStringList& paths)
{
    for (const QString& path : paths) {
        const QUrl url = urlOf(path).resolved(QUrl(u"?import_type=pre"_s));
        const int answer = m_http.send("PUT", url).status;
        if (answer != 200) {
            giveUp(u"%1 should be there already; answered %2"_s.arg(path).arg(answer));
        }
    }
}

double ImporterRig::cpuSeconds() const
{
    return cpuSecondsOf(m_server->processId());
}

qint64 requestsAnswered(const DockerRegistry& registry)
{
    QFile log(registry.logFile());
    if (!log.open(QIODevice::ReadOnly)) {
        giveUp(u"cannot read %1"_s.arg(log.fileName()));
    }
    qint64 lines = 0;
    while (!log.atEnd()) {
        lines += log.readLine().contains(" HTTP/1.1\" ") ? 1 : 0;
    }
    return lines;
}

double cpuSecondsOf(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly)) {
        giveUp(u"there is no process %1"_s.arg(process));
    }
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' '); // from the third of proc(5) on
    double ticks = 0;
    for (int number = 14; number <= 17; ++number) {
        ticks += fields.value(number - 3).toDouble();
    }
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double cpuSecondsOfChildren()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0) {
        giveUp(u"%1 %2: %3"_s.arg(program, arguments.join(u' '), QString::fromUtf8(process.readAll().right(1000))));
    }
}

void skopeoSync(const DockerRegistry& source, const DockerRegistry& target, const QStringList& paths)
{
    for (const QString& path : paths) {
        runProgram(u"skopeo"_s,
            {u"sync"_s, u"--all"_s, u"--src"_s, u"docker"_s, u"--dest"_s, u"docker"_s, u"--src-tls-verify=false"_s,
                u"--dest-tls-verify=false"_s, hostOf(source) + u'/' + path,
                hostOf(target) + u'/' + path.section(u'/', 0, -2)});
    }
}

void askForEachTag(const DockerRegistry& source, const DockerRegistry& target, const SourceContent& content)
{
    QTemporaryFile list;
    if (!list.open()) {
        giveUp(list.errorString());
    }
    for (const DockerRegistry* registry : {&source, &target}) {
        for (const QString& path : content.tagPaths) {
            list.write("url = \"http://" + hostOf(*registry).toLatin1() + "/v2/" + path.toLatin1() + "\"\n");
        }
    }
    list.close();
    runProgram(u"curl"_s,
        {u"--silent"_s, u"--fail"_s, u"--head"_s, u"--parallel"_s, u"--parallel-max"_s, u"16"_s, u"--header"_s,
            u"Accept: application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"_s,
            u"--config"_s, list.fileName()});
}

} // namespace transship::bench
