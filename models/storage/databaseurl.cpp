// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/databaseurl.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QUrl>
#include <QUrlQuery>

namespace transship {
namespace {

// Never quotes the text it was given: it may hold a password.
Error invalid(const QString& why)
{
    return {ErrorCode::InvalidArgument,
        QStringLiteral("the database URL is not usable: %1; wanted is sqlite:PATH or postgresql://USER@HOST:PORT/NAME")
            .arg(why)};
}

} // namespace

Result<DatabaseUrl> DatabaseUrl::parse(const QString& text)
{
    if (text.startsWith(u"sqlite:", Qt::CaseInsensitive)) {
        QString path = text.mid(7);
        if (path.startsWith(u"//")) {
            path.remove(0, 2);
        }
        if (path.isEmpty() || path.endsWith(u'/') || path.contains(QChar::Null)) {
            return invalid(QStringLiteral("it names no file"));
        }
        if (path == u":memory:") {
            return invalid(QStringLiteral("a database in memory cannot be shared between connections"));
        }
        return sqlite(path);
    }
    if (text.startsWith(u"postgresql://", Qt::CaseInsensitive)
        || text.startsWith(u"postgres://", Qt::CaseInsensitive)) {
        return parsePostgres(text);
    }
    return invalid(QStringLiteral("it starts with neither sqlite: nor postgresql://"));
}

Result<DatabaseUrl> DatabaseUrl::parsePostgres(const QString& text)
{
    const QUrl parsed(text, QUrl::StrictMode);
    if (!parsed.isValid()) {
        return invalid(
            QStringLiteral("it is not a well-formed URL (special characters in it must be percent-encoded)"));
    }
    DatabaseUrl url;
    url.m_backend = Backend::PostgreSql;
    url.m_name = parsed.path(QUrl::FullyDecoded).mid(1);
    url.m_host = parsed.host();
    url.m_port = parsed.port();
    url.m_user = parsed.userName(QUrl::FullyDecoded);
    url.m_password = parsed.password(QUrl::FullyDecoded);
    const auto items = QUrlQuery(parsed).queryItems(QUrl::FullyDecoded);
    for (const auto& [key, value] : items) {
        static const QRegularExpression keyword(QRegularExpression::anchoredPattern(QStringLiteral("[a-z_]+")));
        // The driver takes ";" for the end of an option.
        if (!keyword.match(key).hasMatch() || value.contains(u';') || value.contains(QChar::Null)) {
            return invalid(QStringLiteral("one of its options is malformed"));
        }
        if (key == u"password") {
            url.m_password = value;
        } else if (key == u"host") {
            url.m_host = value;
        } else {
            url.m_options.insert(key, value);
        }
    }
    if (url.m_name.isEmpty() || url.m_name.contains(u'/')) {
        return invalid(QStringLiteral("it names no database"));
    }
    return url;
}

DatabaseUrl DatabaseUrl::sqlite(const QString& filePath)
{
    DatabaseUrl url;
    if (!filePath.isEmpty()) { // else it would be the folder that the program was started in
        url.m_name = QDir::cleanPath(QFileInfo(filePath).absoluteFilePath());
    }
    return url;
}

DatabaseUrl DatabaseUrl::postgresql(
    const QString& host, int port, const QString& name, const QString& user, const QMap<QString, QString>& options)
{
    DatabaseUrl url;
    url.m_backend = Backend::PostgreSql;
    url.m_host = host;
    url.m_port = port;
    url.m_name = name;
    url.m_user = user;
    url.m_options = options;
    return url;
}

DatabaseUrl DatabaseUrl::defaultUrl()
{
    return sqlite(
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/transship.sqlite"));
}

QString DatabaseUrl::toDisplayString() const
{
    if (m_backend == Backend::Sqlite) {
        return QStringLiteral("sqlite:") + m_name;
    }
    QString text = QStringLiteral("postgresql://");
    if (!m_user.isEmpty()) {
        text += m_user + u'@';
    }
    text += m_host.contains(u':') ? u'[' + m_host + u']' : m_host;
    if (m_port != -1) {
        text += u':' + QString::number(m_port);
    }
    text += u'/' + m_name;
    QChar separator = u'?';
    for (auto option = m_options.cbegin(); option != m_options.cend(); ++option) {
        if (option.key() != u"sslpassword") {
            text += separator + option.key() + u'=' + option.value();
            separator = u'&';
        }
    }
    return text;
}

QString DatabaseUrl::toUrlString() const
{
    if (m_backend == Backend::Sqlite) {
        return toDisplayString();
    }
    QUrl url;
    url.setScheme(QStringLiteral("postgresql"));
    url.setUserName(m_user, QUrl::DecodedMode);
    QUrlQuery query;
    const auto encoded = [](const QString& text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    if (m_host.startsWith(u'/')) { // a socket's folder is no host
        query.addQueryItem(QStringLiteral("host"), encoded(m_host));
    }
    url.setHost(m_host.startsWith(u'/') ? QStringLiteral("") : m_host); // empty, not null: "//" stands before the path
    url.setPort(m_port);
    url.setPath(u'/' + m_name, QUrl::DecodedMode);
    for (auto option = m_options.cbegin(); option != m_options.cend(); ++option) {
        if (option.key() != u"sslpassword") {
            query.addQueryItem(option.key(), encoded(option.value()));
        }
    }
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

DatabaseUrl DatabaseUrl::withPassword(const QString& password) const
{
    DatabaseUrl url = *this;
    url.m_password = password;
    return url;
}

DatabaseUrl DatabaseUrl::withDefaultOption(const QString& name, const QString& value) const
{
    DatabaseUrl url = *this;
    if (m_backend == Backend::PostgreSql && !m_options.contains(name)) {
        url.m_options.insert(name, value);
    }
    return url;
}

bool operator==(const DatabaseUrl& a, const DatabaseUrl& b)
{
    return a.backend() == b.backend() && a.name() == b.name() && a.host() == b.host() && a.port() == b.port()
        && a.user() == b.user() && a.password() == b.password() && a.options() == b.options();
}

} // namespace transship
