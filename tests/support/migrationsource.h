// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/dockerregistry.h"
#include "tests/support/imagebuilder.h"
#include "tests/support/registrystorage.h"

#include <QList>
#include <QMap>
#include <QStringList>

namespace transship::testing {

/// Fills a real registry with everything that migrations meet: a repository for each kind of content, some of them
/// broken as old registries are. Fails loudly, as ImageBuilder does. Thread: the creating one.
class MigrationSource {
public:
    struct Repository {
        QString path;
        QString content; ///< in words
        QStringList brokenTags{}; ///< whose content the source itself cannot give
        bool isKnown = true; ///< false: its tags list is a 404
    };

    /// `registry` allows foreign layers (Options::foreignLayers).
    MigrationSource(const DockerRegistry& registry, ImageBuilder& builder);

    /// `manyTags`: in the repository that has most.
    QList<Repository> fill(int manyTags);

    /// Bytes that begin as gzip does, or as a tar does that no tool has packed.
    static QByteArray packedLayer(qsizetype size, quint32 seed);
    static QByteArray plainLayer(qsizetype size, quint32 seed);

private:
    void images();
    void uncompressed();
    void platforms();
    void nestedIndex();
    void buildCache();
    void signatures();
    void referrers();
    void foreignLayer();
    void broken();
    void manyTags(int number);
    void emptyAndDeleted();
    QString image(const QString& path, const QString& tag, const QJsonArray& layers, const QJsonObject& more = {});
    QJsonObject layer(const QString& path, quint32 seed);

    RegistryStorage m_storage;
    ImageBuilder& m_builder;
    QList<Repository> m_repositories;
};

} // namespace transship::testing
