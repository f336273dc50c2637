// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importservice.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/imagebuilder.h"

#include <QTemporaryDir>

#include <memory>

namespace transship::testing {

/// Two real registries, an import service between them, and plain requests to all three.
class ImporterBench {
public:
    /// Empty: everything runs.
    QString start(const ImporterOptions& options = {});
    /// The service anew on the same database, as after a restart. Empty: it runs.
    QString restart(const ImporterOptions& options);
    void stopService() { service.reset(); }

    RawAnswer put(const QString& path, const QString& type);
    QString status(const QString& path);
    QString detail(const QString& path);
    /// Starts and waits for the end; the final status ("429 …" when it was not started).
    QString import(const QString& path, const QString& type);
    QString waitForEnd(const QString& path);
    RawAnswer api(const QByteArray& verb, const QString& path);
    ImporterOptions completed(ImporterOptions options) const;

    DockerRegistry sourceRegistry{takingAll()};
    DockerRegistry targetRegistry{takingAll()};
    std::unique_ptr<ImageBuilder> source;
    std::unique_ptr<ImageBuilder> target;
    std::unique_ptr<ImportService> service;
    RawHttp http;
    QList<QJsonObject> log;

private:
    static DockerRegistry::Options takingAll()
    {
        DockerRegistry::Options options;
        options.foreignLayers = true;
        return options;
    }

    QTemporaryDir m_folder;
};

} // namespace transship::testing
