// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dockerregistry.h"

#include "tests/support/processes.h"
#include "tests/support/servertools.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpSocket>

#include <array>
#include <crypt.h>
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace transship::testing {

namespace {

const QString configuration = QStringLiteral(R"(version: 0.1
log:
  level: warn
storage:
  filesystem:
    rootdirectory: "%1"
  delete:
    enabled: true
  maintenance:
    uploadpurging:
      enabled: false
http:
  addr: 127.0.0.1:%2
  secret: only-for-this-test
)");

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

} // namespace

DockerRegistry::DockerRegistry()
    : DockerRegistry(Options{})
{
}

DockerRegistry::DockerRegistry(Options options)
    : m_options(std::move(options))
{
}

DockerRegistry::~DockerRegistry()
{
    stop();
}

QString DockerRegistry::start()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("docker-registry"));
    if (program.isEmpty()) {
        return QStringLiteral("docker-registry is missing: apt-get install docker-registry");
    }
    // The port is only known to have been free a moment ago: another process may take it first.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (m_port == 0) {
            m_port = freePort();
        }
        if (const QString problem = writeConfiguration(); !problem.isEmpty()) {
            return problem;
        }
        m_process = std::make_unique<QProcess>();
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        m_process->setStandardOutputFile(logFile(), QIODevice::Append);
        m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        if (!startProcess(
                *m_process, program, {QStringLiteral("serve"), m_folder.filePath(QStringLiteral("config.yml"))})) {
            return QStringLiteral("%1 does not start: %2").arg(program, m_process->errorString());
        }
        const QDeadlineTimer patience(20000);
        while (!patience.hasExpired() && !m_process->waitForFinished(20)) {
            if (answers()) {
                return {};
            }
        }
        stop();
        m_port = 0;
    }
    QFile log(logFile());
    const bool readable = log.open(QIODevice::ReadOnly);
    return QStringLiteral("docker-registry does not come up: %1")
        .arg(readable ? QString::fromUtf8(log.readAll().right(2000)) : QString());
}

void DockerRegistry::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning) {
        return;
    }
    m_process->terminate();
    if (!m_process->waitForFinished(5000)) {
        m_process->kill();
        m_process->waitForFinished();
    }
}

void DockerRegistry::kill()
{
    if (m_process) {
        m_process->kill();
        m_process->waitForFinished();
    }
}

QString DockerRegistry::writeConfiguration()
{
    QString text = configuration.arg(dataFolder()).arg(m_port);
    if (m_options.foreignLayers) {
        text += QStringLiteral("validation:\n  manifests:\n    urls:\n      allow: [\".*\"]\n");
    }
    if (!m_options.user.isEmpty()) {
        const QString passwords = m_folder.filePath(QStringLiteral("htpasswd"));
        if (const QString problem = writePasswords(passwords); !problem.isEmpty()) {
            return problem;
        }
        text += QStringLiteral("auth:\n  htpasswd:\n    realm: test\n    path: \"%1\"\n").arg(passwords);
    }
    if (!m_options.tokenCertificate.isEmpty()) {
        text += QStringLiteral("auth:\n  token:\n    realm: %4\n    service: \"%1\"\n"
                               "    issuer: \"%2\"\n    rootcertbundle: \"%3\"\n")
                    .arg(m_options.tokenService, m_options.tokenIssuer, m_options.tokenCertificate,
                        m_options.tokenRealm);
    }
    return write(m_folder.filePath(QStringLiteral("config.yml")), text.toUtf8())
        ? QString()
        : QStringLiteral("cannot write the registry's configuration in %1").arg(m_folder.path());
}

QString DockerRegistry::writePasswords(const QString& file) const
{
    // The registry only takes bcrypt, which Qt cannot make but the C library's crypt() can.
    crypt_data data{};
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> salt{};
    if (!crypt_gensalt_rn("$2b$", 5, nullptr, 0, salt.data(), static_cast<int>(salt.size()))) {
        return QStringLiteral("the C library makes no bcrypt salt");
    }
    const char* hash = crypt_r(m_options.password.toUtf8().constData(), salt.data(), &data);
    if (!hash || *hash == '*') {
        return QStringLiteral("the C library makes no bcrypt hash");
    }
    return write(file, m_options.user.toUtf8() + ':' + hash + '\n') ? QString()
                                                                    : QStringLiteral("cannot write %1").arg(file);
}

bool DockerRegistry::answers() const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    if (!socket.waitForConnected(500)) {
        return false;
    }
    socket.write("GET /v2/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
    while (!socket.canReadLine() && socket.waitForReadyRead(500)) { }
    const QByteArray line = socket.readLine();
    return line.contains(" 200 ") || line.contains(" 401 ");
}

bool DockerRegistry::limitFiles(qint64 bytes)
{
    rlimit limit{};
    const auto process = static_cast<pid_t>(processId());
    if (prlimit(process, RLIMIT_FSIZE, nullptr, &limit) != 0) {
        return false;
    }
    limit.rlim_cur = bytes < 0 ? limit.rlim_max : static_cast<rlim_t>(bytes);
    return prlimit(process, RLIMIT_FSIZE, &limit, nullptr) == 0;
}

QUrl DockerRegistry::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

QString DockerRegistry::dataFolder() const
{
    return m_folder.filePath(QStringLiteral("data"));
}

QString DockerRegistry::logFile() const
{
    return m_folder.filePath(QStringLiteral("registry.log"));
}

qint64 DockerRegistry::processId() const
{
    return m_process ? m_process->processId() : 0;
}

} // namespace transship::testing
