// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/profilestore.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>

namespace transship {
namespace {

constexpr qint64 maxFileBytes = 256 * 1024;
const QString suffix = QStringLiteral(".json");
constexpr auto onlyMine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error ioError(const QString& what, const QString& path, const QString& why)
{
    return {ErrorCode::Io, QStringLiteral("%1 %2: %3").arg(what, path, why)};
}

} // namespace

ProfileStore::ProfileStore()
    : ProfileStore(
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/transship/profiles"))
{
}

ProfileStore::ProfileStore(const QString& folder)
    : m_folder(folder)
{
}

QString ProfileStore::filePath(const QString& name) const
{
    // A name may hold anything, a file's name may not.
    return m_folder.filePath(QString::fromLatin1(QUrl::toPercentEncoding(name, " ", ".")) + suffix);
}

Result<ConnectionProfile> ProfileStore::read(const QString& path) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return ioError(QStringLiteral("cannot read the profile"), path, file.errorString());
    }
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(maxFileBytes), &parsing);
    Result<ConnectionProfile> profile = document.isObject()
        ? profileFromJson(document.object())
        : Error{ErrorCode::InvalidArgument,
            QStringLiteral("%1 (at character %2)").arg(parsing.errorString()).arg(parsing.offset)};
    if (!profile) {
        return Error{profile.error().code,
            QStringLiteral("the profile %1 is not usable: %2").arg(path, profile.error().message)};
    }
    return profile;
}

ProfileStore::Listing ProfileStore::list() const
{
    Listing listing;
    const QStringList files = m_folder.entryList({u'*' + suffix}, QDir::Files, QDir::Name | QDir::IgnoreCase);
    for (const QString& file : files) {
        Result<ConnectionProfile> profile = read(m_folder.filePath(file));
        if (profile) {
            listing.profiles << *profile;
        } else {
            listing.problems << profile.error();
        }
    }
    std::sort(listing.profiles.begin(), listing.profiles.end(),
        [](const auto& a, const auto& b) { return QString::compare(a.name, b.name, Qt::CaseInsensitive) < 0; });
    return listing;
}

Result<ConnectionProfile> ProfileStore::find(const QString& name) const
{
    const QString path = filePath(name);
    if (QFile::exists(path)) {
        return read(path);
    }
    QStringList names;
    for (const ConnectionProfile& profile : list().profiles) {
        names << profile.name;
    }
    return Error{ErrorCode::NotFound,
        names.isEmpty()
            ? QStringLiteral("there is no profile \"%1\", nor any other in %2").arg(name, m_folder.path())
            : QStringLiteral("there is no profile \"%1\"; known: %2").arg(name, names.join(QStringLiteral(", ")))};
}

Result<void> ProfileStore::save(const ConnectionProfile& profile) const
{
    if (const Result<void> valid = validate(profile); !valid) {
        return valid;
    }
    const QString path = filePath(profile.name);
    if (!QDir().mkpath(m_folder.path())) {
        return ioError(QStringLiteral("cannot create the folder"), m_folder.path(), QStringLiteral("check its parent"));
    }
    QFile::setPermissions(m_folder.path(), onlyMine | QFileDevice::ExeOwner);
    QSaveFile file(path);
    const QByteArray bytes = QJsonDocument(toJson(profile)).toJson();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(onlyMine) || file.write(bytes) != bytes.size()
        || !file.commit()) {
        return ioError(QStringLiteral("cannot write the profile"), path, file.errorString());
    }
    return {};
}

Result<void> ProfileStore::remove(const QString& name) const
{
    QFile file(filePath(name));
    if (file.exists() && !file.remove()) {
        return ioError(QStringLiteral("cannot remove the profile"), file.fileName(), file.errorString());
    }
    return {};
}

} // namespace transship
