// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/migrationsource.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace transship::testing {

namespace {

const QString ociManifest = u"application/vnd.oci.image.manifest.v1+json"_s;
const QString ociIndex = u"application/vnd.oci.image.index.v1+json"_s;
const QString ociConfig = u"application/vnd.oci.image.config.v1+json"_s;
const QString gzipLayer = u"application/vnd.oci.image.layer.v1.tar+gzip"_s;
const QString plainTar = u"application/vnd.oci.image.layer.v1.tar"_s;
constexpr qsizetype layerSize = 3000;

QByteArray indented(const QJsonObject& object)
{
    // Whoever parses it and writes it again changes its digest.
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

QJsonObject withPlatform(QJsonObject descriptor, const QString& os, const QString& architecture)
{
    descriptor.insert(u"platform"_s, QJsonObject{{u"os"_s, os}, {u"architecture"_s, architecture}});
    return descriptor;
}

} // namespace

MigrationSource::MigrationSource(const DockerRegistry& registry, ImageBuilder& builder)
    : m_storage(registry.dataFolder())
    , m_builder(builder)
{
}

QByteArray MigrationSource::packedLayer(qsizetype size, quint32 seed)
{
    const QByteArray content = plainLayer(size, seed);
    const QByteArray deflated = qCompress(content).mid(6).chopped(4); // without Qt's, zlib's and the checksum's bytes
    quint32 crc = 0xffffffff;
    for (const char byte : content) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
        }
    }
    QByteArray packed = QByteArray::fromHex("1f8b0800000000000003") + deflated;
    for (const quint32 number : {~crc, static_cast<quint32>(size)}) {
        for (int shift = 0; shift < 32; shift += 8) {
            packed.append(static_cast<char>((number >> shift) & 0xff));
        }
    }
    return packed;
}

QByteArray MigrationSource::plainLayer(qsizetype size, quint32 seed)
{
    return ImageBuilder::randomBytes(size, seed);
}

QList<MigrationSource::Repository> MigrationSource::fill(int number)
{
    m_repositories.clear();
    images();
    uncompressed();
    platforms();
    nestedIndex();
    buildCache();
    signatures();
    referrers();
    foreignLayer();
    broken();
    manyTags(number);
    emptyAndDeleted();
    return m_repositories;
}

QJsonObject MigrationSource::layer(const QString& path, quint32 seed)
{
    return m_builder.blob(path, packedLayer(layerSize, seed), gzipLayer);
}

QString MigrationSource::image(
    const QString& path, const QString& tag, const QJsonArray& layers, const QJsonObject& more)
{
    const QByteArray config = indented(
        {{u"architecture"_s, u"amd64"_s}, {u"os"_s, u"linux"_s}, {u"created_by"_s, QString(path + u':' + tag)},
            {u"rootfs"_s, QJsonObject{{u"type"_s, u"layers"_s}, {u"diff_ids"_s, QJsonArray{}}}}});
    QJsonObject manifest{{u"schemaVersion"_s, 2}, {u"mediaType"_s, ociManifest},
        {u"config"_s, m_builder.blob(path, config, ociConfig)}, {u"layers"_s, layers}};
    for (auto member = more.begin(); member != more.end(); ++member) {
        manifest.insert(member.key(), member.value());
    }
    return m_builder.manifest(path, tag, indented(manifest), ociManifest);
}

void MigrationSource::images()
{
    const QString path = u"kinds/images"_s;
    image(path, u"oci"_s, {layer(path, 1), layer(path, 2)});
    m_builder.image(path, u"docker"_s, {packedLayer(layerSize, 1), packedLayer(layerSize, 3)}, true);
    m_repositories.append({path, u"OCI and Docker v2 images, packed layers"_s});
}

void MigrationSource::uncompressed()
{
    const QString path = u"kinds/uncompressed"_s;
    for (quint32 number = 10; number < 13; ++number) {
        image(path, u"v%1"_s.arg(number), {m_builder.blob(path, plainLayer(layerSize, number), plainTar)});
    }
    m_repositories.append({path, u"OCI images with uncompressed layers"_s});
}

void MigrationSource::platforms()
{
    const QString path = u"kinds/platforms"_s;
    QJsonArray children;
    for (const QString& architecture : {u"amd64"_s, u"arm64"_s, u"s390x"_s}) {
        const QString child = image(path, {}, {layer(path, 20), layer(path, 21 + quint32(children.size()))},
            {{u"annotations"_s, QJsonObject{{u"architecture"_s, architecture}}}});
        children.append(withPlatform(m_builder.descriptorOf(path, child), u"linux"_s, architecture));
    }
    const QJsonObject statement
        = m_builder.blob(path, "{\"_type\": \"https://in-toto.io/Statement/v0.1\"}", u"application/vnd.in-toto+json"_s);
    const QString attestation = image(path, {}, {statement});
    QJsonObject entry = withPlatform(m_builder.descriptorOf(path, attestation), u"unknown"_s, u"unknown"_s);
    entry.insert(u"annotations"_s,
        QJsonObject{{u"vnd.docker.reference.type"_s, u"attestation-manifest"_s},
            {u"vnd.docker.reference.digest"_s, children.first().toObject().value(u"digest"_s)}});
    children.append(entry);
    m_builder.index(path, u"latest"_s, children);
    m_repositories.append({path, u"Multi-platform index with attestations"_s});
}

void MigrationSource::nestedIndex()
{
    const QString path = u"kinds/nested"_s;
    const QString leaf = image(path, {}, {layer(path, 30)});
    const QString inner
        = m_builder.index(path, {}, {withPlatform(m_builder.descriptorOf(path, leaf), u"linux"_s, u"amd64"_s)});
    const QString other = image(path, {}, {layer(path, 31)});
    m_builder.index(path, u"all"_s,
        {m_builder.descriptorOf(path, inner),
            withPlatform(m_builder.descriptorOf(path, other), u"linux"_s, u"arm64"_s)});
    m_repositories.append({path, u"Index within an index"_s});
}

void MigrationSource::buildCache()
{
    const QString path = u"kinds/buildcache"_s;
    const QJsonObject config
        = m_builder.blob(path, indented({{u"layers"_s, QJsonArray{}}}), u"application/vnd.buildkit.cacheconfig.v0"_s);
    m_builder.index(path, u"cache"_s, {layer(path, 40), layer(path, 41), config});
    m_repositories.append({path, u"BuildKit cache: an index whose children are layers"_s});
}

void MigrationSource::signatures()
{
    const QString path = u"kinds/signed"_s;
    const QString digest = image(path, u"v1"_s, {layer(path, 50)});
    for (const QString& kind : {u"sig"_s, u"att"_s, u"sbom"_s}) {
        const QJsonObject payload
            = m_builder.blob(path, "payload " + kind.toLatin1(), u"application/vnd.dev.cosign.simplesigning.v1+json"_s);
        image(path, QString(digest).replace(u':', u'-') + u'.' + kind, {payload});
    }
    m_repositories.append({path, u"Image with cosign tags (.sig, .att, .sbom)"_s});
}

void MigrationSource::referrers()
{
    const QString path = u"kinds/referrers"_s;
    const QString subject = image(path, u"v1"_s, {layer(path, 60)});
    const auto refer = [this, &path](const QString& to, const QByteArray& payload, const QString& type) {
        const QString digest = image(path, {}, {m_builder.blob(path, payload, u"application/octet-stream"_s)},
            {{u"subject"_s, m_builder.descriptorOf(path, to)}, {u"artifactType"_s, type}});
        QJsonObject entry = m_builder.descriptorOf(path, digest);
        entry.insert(u"artifactType"_s, type);
        m_builder.index(path, QString(to).replace(u':', u'-'), {entry}); // distribution 2.8 has no API for it
        return digest;
    };
    const QString sbom = refer(subject, "an sbom", u"application/spdx+json"_s);
    refer(sbom, "a signature of the sbom", u"application/vnd.example.signature"_s);
    m_repositories.append({path, u"Untagged referrers, one of them of another referrer"_s});
}

void MigrationSource::foreignLayer()
{
    const QString path = u"kinds/foreign"_s;
    QJsonObject foreign{{u"mediaType"_s, u"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"_s},
        {u"digest"_s, ImageBuilder::digestOf("not here")}, {u"size"_s, 8},
        {u"urls"_s, QJsonArray{u"https://licensed.example.com/layer"_s}}};
    const QString docker = u"application/vnd.docker.distribution.manifest.v2+json"_s;
    const QByteArray manifest = indented({{u"schemaVersion"_s, 2}, {u"mediaType"_s, docker},
        {u"config"_s, m_builder.blob(path, "{ }", u"application/vnd.docker.container.image.v1+json"_s)},
        {u"layers"_s,
            QJsonArray{foreign,
                m_builder.blob(
                    path, packedLayer(layerSize, 70), u"application/vnd.docker.image.rootfs.diff.tar.gzip"_s)}}});
    m_builder.manifest(path, u"windows"_s, manifest, docker);
    m_repositories.append({path, u"Image with a foreign layer"_s});
}

void MigrationSource::broken()
{
    const QString path = u"kinds/broken"_s;
    image(path, u"good"_s, {layer(path, 80)});
    const QJsonObject lost = layer(path, 81);
    image(path, u"blob-lost"_s, {layer(path, 80), lost});
    m_storage.remove(lost.value(u"digest"_s).toString());

    const QString child = image(path, {}, {layer(path, 82)});
    m_builder.index(path, u"child-lost"_s, {m_builder.descriptorOf(path, child)});
    m_builder.remove(path, child);

    const QString dangling = image(path, u"dangling"_s, {layer(path, 83)});
    m_storage.remove(dangling);

    m_storage.putManifest(path, u"schema1"_s,
        indented({{u"schemaVersion"_s, 1}, {u"name"_s, path}, {u"tag"_s, u"schema1"_s}, {u"fsLayers"_s, QJsonArray{}},
            {u"history"_s, QJsonArray{}}}));
    m_repositories.append({path, u"Lost blob, lost child, dangling tag, schema 1; and a good tag"_s,
        {u"blob-lost"_s, u"child-lost"_s, u"dangling"_s, u"schema1"_s}});
}

void MigrationSource::manyTags(int number)
{
    const QString path = u"kinds/many"_s;
    QList<QByteArray> manifests;
    for (quint32 one = 0; one < 20; ++one) {
        const QString digest = image(path, {}, {layer(path, 100 + one)});
        manifests.append(m_builder.get(path, digest).body);
    }
    for (int tag = 0; tag < number; ++tag) {
        m_builder.manifest(path, u"build-%1"_s.arg(tag), manifests.at(tag % manifests.size()), ociManifest);
    }
    m_repositories.append({path, u"%1 tags of 20 images"_s.arg(number)});
}

void MigrationSource::emptyAndDeleted()
{
    layer(u"kinds/empty"_s, 90);
    m_repositories.append({u"kinds/empty"_s, u"Listed, but never had a tag"_s, {}, false});
    const QString gone = image(u"kinds/deleted"_s, u"v1"_s, {layer(u"kinds/deleted"_s, 91)});
    m_builder.remove(u"kinds/deleted"_s, gone);
    m_repositories.append({u"kinds/deleted"_s, u"All tags deleted"_s});
}

} // namespace transship::testing
