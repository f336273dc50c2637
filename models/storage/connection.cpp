// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/connection.h"

#include "models/storage/databaseerror.h"
#include "models/storage/patience.h"
#include "models/storage/sqlitestatement.h"

#include <QDir>
#include <QFileInfo>

#include <atomic>

namespace transship {
namespace {

QString nextName(const QString& role)
{
    static std::atomic<quint64> counter{0};
    return QStringLiteral("transship-%1-%2").arg(role).arg(++counter);
}

// libpq's own rules for values of a connection string.
QString quotedOption(QString value)
{
    value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
    return u'\'' + value + u'\'';
}

QString postgresOptions(const DatabaseUrl& url, const QString& role)
{
    QMap<QString, QString> options{
        {QStringLiteral("connect_timeout"), QStringLiteral("5")},
        {QStringLiteral("application_name"), QStringLiteral("transship/") + role},
        // Milliseconds until unanswered data ends the connection: a vanished server must not hold a worker for ever.
        {QStringLiteral("tcp_user_timeout"), QStringLiteral("15000")},
    };
    options.insert(url.options());
    QStringList parts;
    for (auto option = options.cbegin(); option != options.cend(); ++option) {
        parts << option.key() + u'=' + quotedOption(option.value());
    }
    return parts.join(u';');
}

void configureSqlite(QSqlDatabase& database, const DatabaseUrl& url, Access access)
{
    QStringList options{QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000")};
    if (access == Access::ReadOnly) {
        options << QStringLiteral("QSQLITE_OPEN_READONLY");
    }
    database.setDatabaseName(url.name());
    database.setConnectOptions(options.join(u';'));
}

void configurePostgres(QSqlDatabase& database, const DatabaseUrl& url, const QString& role)
{
    database.setDatabaseName(url.name());
    database.setHostName(url.host());
    database.setPort(url.port());
    database.setUserName(url.user());
    database.setPassword(url.password());
    database.setConnectOptions(postgresOptions(url, role));
}

QStringList sessionStatements(Backend backend, Access access)
{
    if (backend == Backend::PostgreSql) {
        QStringList statements{QStringLiteral("SET TIME ZONE 'UTC'"), QStringLiteral("SET DATESTYLE = 'ISO, YMD'"),
            QStringLiteral("SET standard_conforming_strings = on")};
        if (access == Access::ReadOnly) {
            statements << QStringLiteral("SET default_transaction_read_only = on");
        }
        return statements;
    }
    QStringList statements{QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA synchronous = FULL")};
    if (access == Access::ReadWrite) {
        // A sub-batch of a background migration changes some thousand pages: more than the usual 2 MB hold.
        statements << QStringLiteral("PRAGMA journal_mode = WAL") << QStringLiteral("PRAGMA cache_size = -16000");
        // Also where the pages are noted that one statement changes. In a file, beyond 64 KB, that would be made and
        // removed statement by statement: already one transition can be that much, and making a file waits for the
        // disk. (SQLITE_CONFIG_STMTJRNL_SPILL is no way out: SQLite 3.40 cannot move 128 KB or more to the file, and
        // such a statement ends with "database or disk is full".)
        statements << QStringLiteral("PRAGMA temp_store = MEMORY");
    } else {
        statements << QStringLiteral("PRAGMA query_only = ON");
    }
    statements << QStringLiteral("PRAGMA busy_timeout = 1"); // for each of attemptPatiently's looks
    return statements;
}

} // namespace

Connection::Connection(Backend backend, QString name)
    : m_backend(backend)
    , m_name(std::move(name))
    , m_thread(QThread::currentThread())
{
}

Connection::~Connection()
{
    Q_ASSERT(QThread::currentThread() == m_thread);
    if (m_inTransaction) {
        rollback();
    }
    m_prepared.clear();
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseUrl& url, Access access, const QString& role)
{
    if (url.backend() == Backend::Sqlite && access == Access::ReadWrite) {
        QDir().mkpath(QFileInfo(url.name()).absolutePath());
    }
    std::unique_ptr<Connection> connection(new Connection(url.backend(), nextName(role)));
    if (const Result<void> configured = connection->configure(url, access, role); !configured) {
        return configured.error();
    }
    return connection;
}

Result<void> Connection::configure(const DatabaseUrl& url, Access access, const QString& role)
{
    const QString driver = m_backend == Backend::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL");
    QSqlDatabase database = QSqlDatabase::addDatabase(driver, m_name);
    if (!database.isValid()) {
        return Error{ErrorCode::DatabaseUnavailable,
            QStringLiteral("the database driver %1 is not installed; install the package %2")
                .arg(driver,
                    m_backend == Backend::Sqlite ? QStringLiteral("libqt6sql6-sqlite")
                                                 : QStringLiteral("libqt6sql6-psql"))};
    }
    if (m_backend == Backend::Sqlite) {
        configureSqlite(database, url, access);
    } else {
        configurePostgres(database, url, role);
    }
    const QString what = QStringLiteral("cannot open the database %1").arg(url.toDisplayString());
    if (!database.open()) {
        return errorFrom(database.lastError(), what);
    }
    for (const QString& statement : sessionStatements(m_backend, access)) {
        QSqlQuery query(database);
        if (!query.exec(statement)) {
            return errorFrom(query.lastError(), what);
        }
    }
    return m_backend == Backend::Sqlite ? shareHandle() : Result<void>();
}

QString Connection::statementFailed()
{
    return QStringLiteral("a database statement failed");
}

QString Connection::cannotCommit()
{
    return QStringLiteral("cannot commit, nothing was changed");
}

QSqlDatabase Connection::database() const
{
    Q_ASSERT(QThread::currentThread() == m_thread);
    return QSqlDatabase::database(m_name, false);
}

bool Connection::isUsable() const
{
    return !m_lost && database().isOpen();
}

/// Forward-only: rows come as they are read, and so does an error after the first of them.
Result<QSqlQuery> Connection::prepare(const QString& sql, bool forwardOnly)
{
    QSqlQuery query(database());
    query.setForwardOnly(forwardOnly);
    if (!attemptPatiently(m_backend, query, [&] { return query.prepare(sql); })) {
        return errorFrom(query.lastError(), statementFailed());
    }
    return query;
}

Result<void> Connection::run(QSqlQuery& query, const QVariantList& values)
{
    for (int i = 0; i < values.size(); ++i) {
        const QVariant& value = values[i];
        // The drivers store a null QString as NULL.
        const bool nullText = value.metaType().id() == QMetaType::QString && value.toString().isNull();
        query.bindValue(i, nullText ? QVariant(QStringLiteral("")) : value);
    }
    if (!attemptPatiently(m_backend, query, [&query] { return query.exec(); })) {
        return errorFrom(query.lastError(), statementFailed());
    }
    return {};
}

Result<void> Connection::sendWhatIsBefore()
{
    const QList<Part> parts = partsBefore();
    return parts.isEmpty() ? Result<void>() : send(parts);
}

Result<QSqlQuery> Connection::exec(const QString& sql, const QVariantList& values)
{
    m_wrote = m_wrote || !sql.startsWith(u"SELECT");
    if (const Result<void> sent = sendWhatIsBefore(); !sent) {
        return sent.error();
    }
    if (m_trace) {
        m_trace(sql, values);
    }
    if (values.isEmpty()) {
        QSqlQuery query(database());
        query.setForwardOnly(true);
        if (!attemptPatiently(m_backend, query, [&] { return query.exec(sql); })) {
            return errorFrom(query.lastError(), statementFailed());
        }
        return query;
    }
    Result<QSqlQuery> query = prepare(sql, true);
    if (!query) {
        return query;
    }
    if (const Result<void> ran = run(*query, values); !ran) {
        return ran.error();
    }
    return query;
}

Result<void> Connection::rowsEnded(const QSqlQuery& query)
{
    return query.lastError().isValid() ? Result<void>(errorFrom(query.lastError(), statementFailed())) : Result<void>();
}

Result<void> Connection::read(const QString& sql, const QVariantList& values, const RowVisitor& row)
{
    return readAll({Question{sql, values, row}});
}

Result<void> Connection::readAll(const QList<Question>& questions)
{
    if (m_backend == Backend::PostgreSql) {
        QList<Part> parts = partsBefore();
        for (const Question& question : questions) {
            appendStatement(parts, question.sql, question.values, eachRow(question.row));
        }
        return send(parts);
    }
    for (const Question& question : questions) {
        if (const Result<void> read = readPrepared(question); !read) {
            return read;
        }
    }
    return {};
}

Result<void> Connection::execReturning(
    const QString& sql, const QVariantList& values, const RowVisitor& row, Place place)
{
    m_wrote = true;
    if (place != Place::Last || m_backend == Backend::Sqlite || !m_inTransaction || m_depth > 1 || m_broken) {
        return read(sql, values, row);
    }
    QList<Part> parts = partsBefore();
    appendStatement(parts, sql, values, eachRow(row));
    appendCommit(parts);
    return send(parts);
}

Result<int> Connection::execCount(const QString& sql, const QVariantList& values)
{
    m_wrote = true;
    int count = 0;
    if (m_backend == Backend::PostgreSql) {
        QList<Part> parts = partsBefore();
        appendStatement(parts, sql, values, [&count](const QSqlQuery& query) -> Result<void> {
            count = query.numRowsAffected();
            return {};
        });
        const Result<void> sent = send(parts);
        return sent ? Result<int>(count) : sent.error();
    }
    const Result<SqliteStatement*> statement = runPrepared(sql, values);
    if (!statement) {
        return statement.error();
    }
    count = (*statement)->changedRows();
    (*statement)->finish();
    return count;
}

Error Connection::errorFrom(const QSqlError& error, const QString& what)
{
    if (meansConnectionLost(m_backend, error) || !database().isOpen()) {
        m_lost = true;
    }
    m_broken = m_broken || (m_inTransaction && m_backend == Backend::PostgreSql);
    Error result = databaseError(m_backend, error, what);
    if (m_lost && m_backend == Backend::PostgreSql && result.code == ErrorCode::DatabaseFailed) {
        result.code = ErrorCode::DatabaseUnavailable;
        result.message = what + QStringLiteral(": the connection to the database is lost; check that its server runs");
        result.retryable = true;
    }
    return result;
}

} // namespace transship
