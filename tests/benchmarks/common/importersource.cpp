// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/importerrig.h"
#include "tests/benchmarks/common/settings.h"
#include "tests/support/imagebuilder.h"
#include "tests/support/registrystorage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace transship::testing;

namespace transship::bench {

namespace {

const QString ociManifest = u"application/vnd.oci.image.manifest.v1+json"_s;
const QString ociIndex = u"application/vnd.oci.image.index.v1+json"_s;
const QString ociConfig = u"application/vnd.oci.image.config.v1+json"_s;
// Said to be packed, so that no tool packs it.
const QString ociLayer = u"application/vnd.oci.image.layer.v1.tar+gzip"_s;

QByteArray layerOf(qsizetype size, quint32 seed)
{
    QByteArray bytes(size, '\0');
    QRandomGenerator generator(seed);
    generator.fillRange(reinterpret_cast<quint32*>(bytes.data()), size / qsizetype(sizeof(quint32)));
    bytes.replace(0, 4, QByteArray::fromHex("1f8b0800"));
    return bytes;
}

QJsonObject descriptor(const QString& type, const QString& digest, qint64 size)
{
    return {{u"mediaType"_s, type}, {u"digest"_s, digest}, {u"size"_s, size}};
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Writes one repository's images into the storage, and counts.
class Filler {
public:
    Filler(const DockerRegistry& source, SourceContent& content)
        : m_storage(source.dataFolder())
        , m_content(content)
    {
    }

    void beginRepository(const QString& path)
    {
        m_path = path;
        m_content.paths.append(path);
        m_inRepository.clear();
    }

    QJsonObject layer(const QByteArray& bytes) { return blob(ociLayer, bytes); }

    QByteArray image(const QString& name, const QJsonArray& layers)
    {
        const QJsonObject config{{u"architecture"_s, u"amd64"_s}, {u"os"_s, u"linux"_s}, {u"created_by"_s, name},
            {u"rootfs"_s, QJsonObject{{u"type"_s, u"layers"_s}, {u"diff_ids"_s, QJsonArray{}}}}};
        ++m_content.manifests;
        return compact({{u"schemaVersion"_s, 2}, {u"mediaType"_s, ociManifest},
            {u"config"_s, blob(ociConfig, compact(config))}, {u"layers"_s, layers}});
    }

    void tag(const QString& tag, const QByteArray& manifest)
    {
        m_storage.putManifest(m_path, tag, manifest);
        m_content.tagPaths.append(m_path + u"/manifests/"_s + tag);
        ++m_content.tags;
    }

    void index(const QString& tag, const QList<QByteArray>& children)
    {
        QJsonArray entries;
        for (const QByteArray& child : children) {
            QJsonObject entry = descriptor(ociManifest, m_storage.putManifest(m_path, {}, child), child.size());
            entry.insert(u"platform"_s,
                QJsonObject{{u"os"_s, u"linux"_s}, {u"architecture"_s, entries.isEmpty() ? u"amd64"_s : u"arm64"_s}});
            entries.append(entry);
        }
        ++m_content.manifests;
        this->tag(tag, compact({{u"schemaVersion"_s, 2}, {u"mediaType"_s, ociIndex}, {u"manifests"_s, entries}}));
    }

private:
    QJsonObject blob(const QString& type, const QByteArray& bytes)
    {
        const QString digest = ImageBuilder::digestOf(bytes);
        if (!m_inRepository.contains(digest)) {
            m_storage.putBlob(m_path, bytes);
            m_inRepository.insert(digest);
            ++m_content.blobs;
            m_content.sharedBlobs += m_anywhere.contains(digest) ? 1 : 0;
            m_anywhere.insert(digest);
        }
        return descriptor(type, digest, bytes.size());
    }

    RegistryStorage m_storage;
    SourceContent& m_content;
    QString m_path;
    QSet<QString> m_inRepository;
    QSet<QString> m_anywhere;
};

} // namespace

qint64 SourceContent::requestFloor() const
{
    const qint64 copied = blobs - sharedBlobs;
    return 2 * tags + 2 * manifests + tags + 3 * copied + sharedBlobs + 4 * paths.size();
}

SourceContent fillRepositories(const DockerRegistry& source, int repositories)
{
    SourceContent content;
    Filler filler(source, content);
    quint32 seed = 1000;
    for (int number = 0; number < repositories; ++number) {
        filler.beginRepository(u"bench/app%1"_s.arg(number));
        const QJsonObject base = filler.layer(layerOf(2 << 20, quint32(number / 10)));
        const QJsonObject shared = filler.layer(layerOf(512 << 10, quint32(100 + number)));
        const int tags = number == 49 ? 172 : 10 + (number * 67) % 128;
        for (int tag = 0; tag < tags; ++tag) {
            const QString name = u"v%1"_s.arg(tag);
            QList<QByteArray> images;
            for (int platform = 0; platform < (tag % 10 == 9 ? 2 : 1); ++platform) {
                images.append(filler.image(u"%1 %2 %3"_s.arg(number).arg(tag).arg(platform),
                    {base, shared, filler.layer(layerOf(32 << 10, ++seed))}));
            }
            if (images.size() > 1) {
                filler.index(name, images);
            } else {
                filler.tag(name, images.first());
            }
        }
    }
    return content;
}

} // namespace transship::bench
