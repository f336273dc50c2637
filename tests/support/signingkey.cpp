// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/signingkey.h"

#include "tests/support/processes.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>

namespace transship::testing {
namespace {

QByteArray fromBase64Url(const QByteArray& text)
{
    return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
}

int openssl(const QStringList& arguments)
{
    QProcess process;
    startProcess(process, QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(30000)) {
        qFatal("openssl does not work: apt-get install openssl");
    }
    return process.exitCode();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

} // namespace

SigningKey::SigningKey(int bits)
{
    const int code = openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
        QStringLiteral("rsa:%1").arg(bits), QStringLiteral("-nodes"), QStringLiteral("-keyout"), keyFile(),
        QStringLiteral("-out"), certificateFile(), QStringLiteral("-days"), QStringLiteral("2"),
        QStringLiteral("-subj"), QStringLiteral("/CN=transship test")});
    if (code != 0) {
        qFatal("openssl makes no key");
    }
    QFile::setPermissions(keyFile(), QFile::ReadOwner | QFile::WriteOwner);
}

QByteArray SigningKey::pem() const
{
    QFile file(keyFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString SigningKey::derived(const QString& name, const QStringList& arguments) const
{
    const QString file = m_folder.filePath(name);
    if (openssl(arguments + QStringList{QStringLiteral("-out"), file}) != 0) {
        qFatal("openssl makes no %s", qPrintable(name));
    }
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    return file;
}

bool SigningKey::hasSigned(const QByteArray& token) const
{
    const qsizetype dot = token.lastIndexOf('.');
    const QString text = m_folder.filePath(QStringLiteral("signed"));
    const QString signature = m_folder.filePath(QStringLiteral("signature"));
    write(text, token.first(std::max<qsizetype>(dot, 0)));
    write(signature, fromBase64Url(token.mid(dot + 1)));
    return openssl({QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-prverify"), keyFile(),
               QStringLiteral("-signature"), signature, text})
        == 0;
}

DecodedToken::DecodedToken(const QByteArray& token)
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() == 3) {
        header = QJsonDocument::fromJson(fromBase64Url(parts[0])).object();
        claims = QJsonDocument::fromJson(fromBase64Url(parts[1])).object();
    }
}

} // namespace transship::testing
