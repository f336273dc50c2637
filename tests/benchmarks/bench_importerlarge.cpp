// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// One large layer, beside `curl GET | curl PUT`, and one repository with very many tags: how fast, and in how much
// memory. TRANSSHIP_BENCH_LAYER_MB and TRANSSHIP_BENCH_TAGS say how large and how many.
#include "tests/benchmarks/common/importerrig.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/support/registrystorage.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cstdio>

using namespace transship;
using namespace transship::bench;
using namespace transship::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr double mostMemory = 100; // MiB
constexpr int distinctImages = 50;

int given(const char* variable, int otherwise)
{
    const int value = qEnvironmentVariableIntValue(variable);
    return value > 0 ? value : otherwise;
}

void start(DockerRegistry& registry)
{
    if (const QString problem = registry.start(); !problem.isEmpty()) {
        giveUp(problem);
    }
}

QJsonObject descriptor(const char* type, const QString& digest, qint64 size)
{
    return {{u"mediaType"_s, QLatin1StringView(type)}, {u"digest"_s, digest}, {u"size"_s, size}};
}

QByteArray imageOf(const QJsonObject& config, const QJsonObject& layer)
{
    return QJsonDocument(
        QJsonObject{{u"schemaVersion"_s, 2}, {u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s},
            {u"config"_s, config}, {u"layers"_s, QJsonArray{layer}}})
        .toJson(QJsonDocument::Compact);
}

/// An image with one layer of so many bytes that nothing can pack; the layer's digest.
QString fillLayer(const DockerRegistry& source, const QString& path, qint64 megabytes)
{
    const RegistryStorage storage(source.dataFolder());
    const QString name = source.dataFolder() + u"/layer"_s;
    QDir().mkpath(source.dataFolder());
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly)) {
        giveUp(u"cannot write %1"_s.arg(name));
    }
    QByteArray bytes(mebibyte, '\0');
    QRandomGenerator(7).fillRange(reinterpret_cast<quint32*>(bytes.data()), bytes.size() / qsizetype(sizeof(quint32)));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 number = 0; number < megabytes; ++number) {
        bytes.replace(0, 8, QByteArray::number(number).rightJustified(8, '0'));
        hash.addData(bytes);
        if (file.write(bytes) != bytes.size()) {
            giveUp(u"no room for a layer of %1 MiB"_s.arg(megabytes));
        }
    }
    file.close();
    const QString digest = u"sha256:"_s + QString::fromLatin1(hash.result().toHex());
    storage.takeBlob(path, digest, name);
    const QByteArray config = "{}";
    storage.putManifest(path, u"large"_s,
        imageOf(descriptor("application/vnd.oci.image.config.v1+json", storage.putBlob(path, config), config.size()),
            descriptor("application/vnd.oci.image.layer.v1.tar+gzip", digest, megabytes * mebibyte)));
    return digest;
}

/// The same bytes by two curls and a pipe.
void curlBlob(const DockerRegistry& source, const DockerRegistry& target, const QString& path, const QString& digest)
{
    const QString script = u"set -e; where=$(curl -fsSi -X POST \"$2/v2/$3/blobs/uploads/\" | tr -d '\\r' | "
                           "sed -n 's/^[Ll]ocation: //p'); curl -fsS \"$1/v2/$3/blobs/$4\" | curl -fsS -T - "
                           "-H 'Content-Type: application/octet-stream' \"$where&digest=$4\""_s;
    runProgram(u"sh"_s, {u"-c"_s, script, u"sh"_s, source.url().toString(), target.url().toString(), path, digest});
}

bool measureLayer(const Settings& settings, qint64 megabytes)
{
    const QString path = u"bench/large"_s;
    DockerRegistry source;
    start(source);
    const QString digest = fillLayer(source, path, megabytes);
    QList<double> peaks;
    const auto timed = [megabytes](const auto& work) {
        QElapsedTimer timer;
        timer.start();
        work();
        return static_cast<double>(megabytes) * 1000 / static_cast<double>(timer.elapsed());
    };
    PairedRuns runs(settings, 14, u"Importer, one layer of %1 MiB"_s.arg(megabytes), u"MiB/s"_s);
    runs.add(u"curl GET | curl PUT"_s, [&] {
        DockerRegistry target;
        start(target);
        return timed([&] { curlBlob(source, target, path, digest); });
    });
    const QString importer = u"importer, both phases"_s;
    runs.add(importer, [&] {
        DockerRegistry target;
        start(target);
        ImporterRig rig(source, target);
        const double rate = timed([&] { rig.import({path}); });
        peaks << static_cast<double>(rig.peakMemoryKiB()) / 1024;
        return rate;
    });
    runs.run();
    runs.print();
    record(
        settings, 14, u"Importer, one layer of %1 MiB"_s.arg(megabytes), u"most memory"_s, u"MiB"_s, spreadOf(peaks));
    const bool met = runs.judge(importer, 0.9);
    return judgeValue(u"most memory, one layer"_s, spreadOf(peaks).most, mostMemory, u"MiB"_s) && met;
}

void fillTags(const DockerRegistry& source, const QString& path, int tags)
{
    const RegistryStorage storage(source.dataFolder());
    QList<QByteArray> images;
    for (int number = 0; number < distinctImages; ++number) {
        const QByteArray config = "{\"number\":" + QByteArray::number(number) + "}";
        const QByteArray layer = "layer " + QByteArray::number(number);
        images.append(imageOf(
            descriptor("application/vnd.oci.image.config.v1+json", storage.putBlob(path, config), config.size()),
            descriptor("application/vnd.oci.image.layer.v1.tar+gzip", storage.putBlob(path, layer), layer.size())));
    }
    for (int number = 0; number < tags; ++number) {
        storage.putManifest(path, u"build-%1"_s.arg(number), images.at(number % distinctImages));
    }
}

bool measureTags(int tags)
{
    const QString path = u"bench/tags"_s;
    DockerRegistry source;
    DockerRegistry target;
    start(source);
    start(target);
    fillTags(source, path, tags);
    ImporterRig rig(source, target);
    const qint64 before = requestsAnswered(source) + requestsAnswered(target);
    QElapsedTimer timer;
    timer.start();
    rig.import({path});
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    const qint64 requests = requestsAnswered(source) + requestsAnswered(target) - before;
    const double peak = static_cast<double>(rig.peakMemoryKiB()) / 1024;
    std::printf("\n| one repository | seconds | tags/s | requests a tag | client's processor time | most memory |\n"
                "| --- | --- | --- | --- | --- | --- |\n| %d tags of %d images, both phases | %.1f | %.0f | %.2f | "
                "%.1f s | %.0f MiB |\n",
        tags, distinctImages, seconds, tags / seconds, static_cast<double>(requests) / tags, rig.cpuSeconds(), peak);
    return judgeValue(u"most memory, many tags"_s, peak, mostMemory, u"MiB"_s);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    bool met = measureLayer(settings, given("TRANSSHIP_BENCH_LAYER_MB", 256));
    met = measureTags(given("TRANSSHIP_BENCH_TAGS", 2000)) && met;
    std::printf("\nrow 14: %s\n", met ? "every target met" : "some targets NOT met");
    return 0;
}
