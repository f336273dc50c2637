// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ctl/ctlserver.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/rawhttp.h"

#include <QStringList>

#include <memory>

namespace transship::bench {

/// What the images of a benchmark's source are made of, and so what copying them must cost at least.
struct SourceContent {
    QStringList paths{};
    QStringList tagPaths{}; ///< "bench/app0/manifests/v0", of every tag
    qint64 tags = 0;
    qint64 manifests = 0; ///< distinct ones of each repository, indexes too
    qint64 blobs = 0; ///< likewise
    qint64 sharedBlobs = 0; ///< of those, in a repository that comes after another one that has them

    /// Requests to both registries for two phases: each tag asked for on both sides, each manifest read and written
    /// once, the tags written, each blob read, begun and written, or mounted; and the lists.
    qint64 requestFloor() const;
};

/// Repositories "bench/appN" of 10 to 172 tags: three layers (2 MiB shared by ten repositories, 512 KiB in the
/// repository, 32 KiB of its own) and a config each; every tenth tag is an index of two platforms. 50 repositories
/// have 3,678 tags.
SourceContent fillRepositories(const testing::DockerRegistry& source, int repositories);
/// A transshipctl that serves the import API between two registries, and what it takes.
class ImporterRig {
public:
    ImporterRig(const testing::DockerRegistry& source, const testing::DockerRegistry& target,
        const QStringList& arguments = {});

    /// Pre and final import of all of them, five at a time; ends the program when one fails.
    void import(const QStringList& paths);
    /// Both imports of one, wherever that leads; its record at the end, empty when it was refused.
    QJsonObject tryImport(const QString& path);
    /// Only asks to start: everything must be there already.
    void expectDone(const QStringList& paths);
    double cpuSeconds() const;
    qint64 peakMemoryKiB() const { return m_server->peakMemory(); }

private:
    QUrl urlOf(const QString& path) const;
    QString stepOf(const QString& path);

    testing::CtlProcess m_ctl;
    std::unique_ptr<testing::CtlServer> m_server;
    QUrl m_url;
    testing::RawHttp m_http;
};

/// Requests the registry has answered since it was started.
qint64 requestsAnswered(const testing::DockerRegistry& registry);
/// User and system time of a process, and of its children that have ended.
double cpuSecondsOf(qint64 process);
/// Of all programs that this one ran and waited for.
double cpuSecondsOfChildren();
/// Runs a program to its end; ends ours when it fails.
void runProgram(const QString& program, const QStringList& arguments);
/// `skopeo sync --all` of each repository, one after the other, as its users do it.
void skopeoSync(const testing::DockerRegistry& source, const testing::DockerRegistry& target, const QStringList& paths);
/// Asks both for every tag, as curl does it 16 at a time, and nothing else: as fast as the registries answer.
void askForEachTag(
    const testing::DockerRegistry& source, const testing::DockerRegistry& target, const SourceContent& content);

} // namespace transship::bench
