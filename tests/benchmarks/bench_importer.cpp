// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Repositories copied from one docker-registry to another, new and with nothing changed: the importer beside
// `skopeo sync --all`, with the requests both registries answered and the client's time on the processor; and curl,
// which shows how fast the registries answer the least there is to ask when nothing has changed.
#include "tests/benchmarks/common/importerrig.h"
#include "tests/benchmarks/common/pairedruns.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace transship;
using namespace transship::bench;
using namespace transship::testing;
using namespace Qt::StringLiterals;

namespace {

/// One copy's figures.
struct Sample {
    double seconds = 0;
    double cpu = 0; ///< of the client
    qint64 requests = 0; ///< at both registries
    qint64 peakKiB = 0;
};

struct Contender {
    QList<double> cpu;
    QList<double> requests;
    QList<double> peakMiB;
};

class Rounds {
public:
    Rounds(const DockerRegistry& source, SourceContent content)
        : m_source(source)
        , m_content(std::move(content))
    {
    }

    double skopeo(bool isNew)
    {
        if (isNew) {
            m_skopeoTarget = std::make_unique<DockerRegistry>();
            start(*m_skopeoTarget);
        }
        const double before = cpuSecondsOfChildren();
        const Sample sample = measure(*m_skopeoTarget, [&] { skopeoSync(m_source, *m_skopeoTarget, m_content.paths); });
        return keep(isNew ? skopeoNew : skopeoUnchanged, sample, cpuSecondsOfChildren() - before, 0);
    }

    double importer(bool isNew)
    {
        if (isNew) {
            m_importerTarget = std::make_unique<DockerRegistry>();
            start(*m_importerTarget);
        }
        ImporterRig rig(m_source, *m_importerTarget);
        const Sample sample = measure(*m_importerTarget, [&] {
            if (isNew) {
                rig.import(m_content.paths);
            } else {
                rig.expectDone(m_content.paths);
            }
        });
        return keep(isNew ? importerNew : importerUnchanged, sample, rig.cpuSeconds(), rig.peakMemoryKiB());
    }

    /// Tags a second, of the importer's target.
    double curl()
    {
        QElapsedTimer timer;
        timer.start();
        askForEachTag(m_source, *m_importerTarget, m_content);
        return static_cast<double>(m_content.tags) * 1e9 / static_cast<double>(timer.nsecsElapsed());
    }

    Contender skopeoNew;
    Contender skopeoUnchanged;
    Contender importerNew;
    Contender importerUnchanged;

private:
    static void start(DockerRegistry& registry)
    {
        if (const QString problem = registry.start(); !problem.isEmpty()) {
            giveUp(problem);
        }
    }

    template <typename Work> Sample measure(const DockerRegistry& target, Work work)
    {
        const qint64 before = requestsAnswered(m_source) + requestsAnswered(target);
        QElapsedTimer timer;
        timer.start();
        work();
        Sample sample;
        sample.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        sample.requests = requestsAnswered(m_source) + requestsAnswered(target) - before;
        return sample;
    }

    double keep(Contender& contender, const Sample& sample, double cpu, qint64 peakKiB)
    {
        const auto tags = static_cast<double>(m_content.tags);
        contender.cpu << cpu;
        contender.requests << static_cast<double>(sample.requests) / tags;
        contender.peakMiB << static_cast<double>(peakKiB) / 1024;
        return tags / sample.seconds;
    }

    const DockerRegistry& m_source;
    SourceContent m_content;
    std::unique_ptr<DockerRegistry> m_skopeoTarget;
    std::unique_ptr<DockerRegistry> m_importerTarget;
};

void printLine(const char* name, const Contender& contender)
{
    std::printf("| %s | %.1f | %.1f s | %.0f MiB |\n", name, spreadOf(contender.requests).median,
        spreadOf(contender.cpu).median, spreadOf(contender.peakMiB).median);
}

bool measure(const Settings& settings, int repositories)
{
    DockerRegistry source;
    if (const QString problem = source.start(); !problem.isEmpty()) {
        giveUp(problem);
    }
    const SourceContent content = fillRepositories(source, repositories);
    Rounds rounds(source, content);
    const QString data = u"%1 repositories, %2 tags"_s.arg(repositories).arg(content.tags);
    const QString skopeo = u"skopeo sync --all"_s;
    const QString importer = u"importer"_s;
    PairedRuns fresh(settings, 12, u"Importer, new, "_s + data, u"tags/s"_s);
    PairedRuns unchanged(settings, 13, u"Importer, nothing changed, "_s + data, u"tags/s"_s);
    QList<double> again;
    fresh.add(skopeo, [&] { return rounds.skopeo(true); });
    fresh.add(importer, [&] {
        const double rate = rounds.importer(true);
        again << rounds.skopeo(false);
        again << rounds.importer(false);
        again << rounds.curl();
        return rate;
    });
    fresh.run();
    unchanged.add(skopeo, [&] { return again.takeFirst(); });
    unchanged.add(importer, [&] { return again.takeFirst(); });
    unchanged.add(u"curl, a HEAD of each tag on both sides"_s, [&] { return again.takeFirst(); });
    unchanged.run();
    fresh.print();
    unchanged.print();
    const double floor = static_cast<double>(content.requestFloor()) / static_cast<double>(content.tags);
    std::printf("\n| | requests a tag | client's processor time | most memory |\n| --- | --- | --- | --- |\n");
    std::printf("| floor, new | %.1f | | |\n", floor);
    printLine("skopeo sync --all, new", rounds.skopeoNew);
    printLine("importer, new", rounds.importerNew);
    printLine("skopeo sync --all, nothing changed", rounds.skopeoUnchanged);
    printLine("importer, nothing changed", rounds.importerUnchanged);
    bool met = fresh.judge(importer, 2.2);
    met = unchanged.judge(importer, 8) && met;
    met = judgeValue(
              u"requests, new, of the floor"_s, spreadOf(rounds.importerNew.requests).median / floor, 1.1, u"x"_s)
        && met;
    met = judgeValue(u"requests a tag, nothing changed"_s, spreadOf(rounds.importerUnchanged.requests).median, 2.1, {})
        && met;
    return judgeValue(u"processor time, new, of skopeo's"_s,
               spreadOf(rounds.importerNew.cpu).median / spreadOf(rounds.skopeoNew.cpu).median, 0.1, u"x"_s)
        && met;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    const int given = qEnvironmentVariableIntValue("TRANSSHIP_BENCH_REPOSITORIES");
    const bool met = measure(settings, given > 0 ? given : 50);
    std::printf("\nrows 12 and 13: %s\n", met ? "every target met" : "some targets NOT met");
    return 0;
}
