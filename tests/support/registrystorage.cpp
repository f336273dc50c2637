// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registrystorage.h"

#include "tests/support/imagebuilder.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace transship::testing {

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

} // namespace

RegistryStorage::RegistryStorage(const QString& folder)
    : m_root(folder + u"/docker/registry/v2"_s)
{
}

QString RegistryStorage::dataFolderOf(const QString& digest) const
{
    const QString hex = digest.section(u':', 1);
    return u"%1/blobs/sha256/%2/%3"_s.arg(m_root, hex.left(2), hex);
}

QString RegistryStorage::repositoryFolder(const QString& repository) const
{
    return u"%1/repositories/%2"_s.arg(m_root, repository);
}

QString RegistryStorage::putBlob(const QString& repository, const QByteArray& bytes) const
{
    const QString digest = ImageBuilder::digestOf(bytes);
    write(dataFolderOf(digest) + u"/data"_s, bytes);
    write(u"%1/_layers/sha256/%2/link"_s.arg(repositoryFolder(repository), digest.section(u':', 1)), digest.toLatin1());
    return digest;
}

void RegistryStorage::takeBlob(const QString& repository, const QString& digest, const QString& file) const
{
    QDir().mkpath(dataFolderOf(digest));
    if (!QFile::rename(file, dataFolderOf(digest) + u"/data"_s)) {
        qFatal("cannot move %s", qPrintable(file));
    }
    write(u"%1/_layers/sha256/%2/link"_s.arg(repositoryFolder(repository), digest.section(u':', 1)), digest.toLatin1());
}

QString RegistryStorage::putManifest(const QString& repository, const QString& tag, const QByteArray& bytes) const
{
    const QString digest = ImageBuilder::digestOf(bytes);
    const QString hex = digest.section(u':', 1);
    const QString manifests = repositoryFolder(repository) + u"/_manifests"_s;
    write(dataFolderOf(digest) + u"/data"_s, bytes);
    write(u"%1/revisions/sha256/%2/link"_s.arg(manifests, hex), digest.toLatin1());
    if (!tag.isEmpty()) {
        write(u"%1/tags/%2/index/sha256/%3/link"_s.arg(manifests, tag, hex), digest.toLatin1());
        write(u"%1/tags/%2/current/link"_s.arg(manifests, tag), digest.toLatin1());
    }
    return digest;
}

void RegistryStorage::remove(const QString& digest) const
{
    if (!QDir(dataFolderOf(digest)).removeRecursively()) {
        qFatal("cannot remove %s", qPrintable(digest));
    }
}

} // namespace transship::testing
