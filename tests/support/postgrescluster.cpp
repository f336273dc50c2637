// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/postgrescluster.h"

#include "tests/support/processes.h"
#include "tests/support/servertools.h"

#include <QFileInfo>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace transship::testing {
namespace {

const QString binaries = QStringLiteral("/usr/lib/postgresql/15/bin/");
const QString certificateName = QStringLiteral("server.crt");
const QString keyName = QStringLiteral("server.key");

/// PostgreSQL refuses to run as root.
const passwd* unprivilegedUser()
{
    return geteuid() == 0 ? getpwnam("postgres") : nullptr;
}

/// In the child, before exec: become the other user, and end when the test program does, however that ends.
void prepareChild(const passwd* user, pid_t parent)
{
    if (user && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
        _exit(126);
    }
    // After the change of user, which clears it. SIGINT is PostgreSQL's fast shutdown.
    prctl(PR_SET_PDEATHSIG, SIGINT);
    if (getppid() != parent) {
        _exit(125);
    }
}

QStringList settings(PostgresCluster::Durability durability)
{
    // A server with another time zone: stored times must not depend on it.
    QStringList list{QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("timezone=Europe/Berlin")};
    if (durability == PostgresCluster::Durability::None) {
        list << QStringLiteral("fsync=off") << QStringLiteral("synchronous_commit=off")
             << QStringLiteral("full_page_writes=off") << QStringLiteral("max_connections=40")
             << QStringLiteral("shared_buffers=16MB");
    } else {
        list << QStringLiteral("max_connections=80") << QStringLiteral("shared_buffers=1GB")
             << QStringLiteral("maintenance_work_mem=512MB") << QStringLiteral("max_wal_size=8GB");
    }
    return list;
}

std::unique_ptr<QProcess> makeProcess(const QString& folder)
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(folder);
    process->setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& key : environment.keys()) {
        if (key.startsWith(u"PG")) {
            environment.remove(key);
        }
    }
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process->setProcessEnvironment(environment);
    process->setChildProcessModifier([user = unprivilegedUser(), parent = getpid()] { prepareChild(user, parent); });
    return process;
}

} // namespace

PostgresCluster::PostgresCluster(Durability durability)
    : m_durability(durability)
    , m_temporary(std::make_unique<QTemporaryDir>())
    , m_folder(m_temporary->path())
{
    launch();
}

PostgresCluster::PostgresCluster(Durability durability, const QString& folder)
    : m_durability(durability)
    , m_folder(folder)
{
    m_folder.mkpath(QStringLiteral("."));
    launch();
}

void PostgresCluster::launch()
{
    if (!QFileInfo::exists(binaries + QStringLiteral("initdb"))) {
        m_problem = QStringLiteral("PostgreSQL 15 is missing: install the package postgresql-15");
        return;
    }
    if (QFileInfo::exists(m_folder.filePath(QStringLiteral("data/PG_VERSION"))) || initialise()) {
        start();
    }
}

PostgresCluster::~PostgresCluster()
{
    stop();
}

bool PostgresCluster::initialise()
{
    if (const passwd* user = unprivilegedUser();
        user && chown(qPrintable(m_folder.path()), user->pw_uid, user->pw_gid) != 0) {
        m_problem = QStringLiteral("cannot hand %1 over to the user postgres").arg(m_folder.path());
        return false;
    }
    const auto initdb = makeProcess(m_folder.path());
    startProcess(*initdb, binaries + QStringLiteral("initdb"),
        {QStringLiteral("--pgdata"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("--username"), user(),
            QStringLiteral("--auth=trust"), QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C.UTF-8"),
            QStringLiteral("--no-sync")});
    if (!initdb->waitForFinished(60000) || initdb->exitStatus() != QProcess::NormalExit || initdb->exitCode() != 0) {
        m_problem = QStringLiteral("initdb failed: %1").arg(QString::fromUtf8(initdb->readAll()));
        return false;
    }
    return true;
}

bool PostgresCluster::useTls(const QString& certificateFile, const QString& keyFile)
{
    stop();
    for (const auto& [from, name] : {std::pair{certificateFile, certificateName}, std::pair{keyFile, keyName}}) {
        const QString to = m_folder.filePath(name);
        QFile::remove(to);
        if (!QFile::copy(from, to) || !QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner)) {
            m_problem = QStringLiteral("cannot copy %1").arg(from);
            return false;
        }
        if (const passwd* user = unprivilegedUser(); user && chown(qPrintable(to), user->pw_uid, user->pw_gid) != 0) {
            m_problem = QStringLiteral("cannot hand %1 over to the user postgres").arg(to);
            return false;
        }
    }
    m_tls = true;
    return start();
}

bool PostgresCluster::start()
{
    if (m_port == 0) {
        m_port = freePort();
    }
    m_server = makeProcess(m_folder.path());
    m_server->setStandardOutputFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
    QStringList arguments{QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("-p"),
        QString::number(m_port), QStringLiteral("-k"), m_folder.path()};
    QStringList given = settings(m_durability);
    if (m_tls) {
        given << QStringLiteral("ssl=on") << QStringLiteral("ssl_cert_file=") + m_folder.filePath(certificateName)
              << QStringLiteral("ssl_key_file=") + m_folder.filePath(keyName);
    }
    for (const QString& setting : std::as_const(given)) {
        arguments << QStringLiteral("-c") << setting;
    }
    startProcess(*m_server, binaries + QStringLiteral("postgres"), arguments);
    bool answers = false;
    // Asking takes long enough (a psql each time) for this to be no busy loop.
    (void)QTest::qWaitFor(
        [&] {
            answers = execute(QStringLiteral("SELECT 1"));
            return answers || m_server->state() == QProcess::NotRunning;
        },
        30000);
    if (answers) {
        m_problem.clear();
        return true;
    }
    m_problem = QStringLiteral("the PostgreSQL server does not start, see its log in %1").arg(m_folder.path());
    return false;
}

void PostgresCluster::stop()
{
    if (!m_server || m_server->state() == QProcess::NotRunning) {
        return;
    }
    ::kill(static_cast<pid_t>(m_server->processId()), SIGINT);
    if (!m_server->waitForFinished(20000)) {
        m_server->kill();
        m_server->waitForFinished(5000);
    }
    m_server.reset();
}

bool PostgresCluster::execute(const QString& sql)
{
    const auto psql = makeProcess(m_folder.path());
    startProcess(*psql, binaries + QStringLiteral("psql"),
        {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"),
            QStringLiteral("-p"), QString::number(m_port), QStringLiteral("-U"), user(), QStringLiteral("-d"),
            QStringLiteral("postgres"), QStringLiteral("-c"), sql});
    return psql->waitForFinished(30000) && psql->exitStatus() == QProcess::NormalExit && psql->exitCode() == 0;
}

QString PostgresCluster::createDatabase()
{
    const QString name = QStringLiteral("test%1").arg(++m_databases);
    if (!execute(QStringLiteral("CREATE DATABASE ") + name)) {
        return {};
    }
    return url(name);
}

QString PostgresCluster::url(const QString& database) const
{
    return QStringLiteral("postgresql://%1@127.0.0.1:%2/%3").arg(user()).arg(m_port).arg(database);
}

} // namespace transship::testing
