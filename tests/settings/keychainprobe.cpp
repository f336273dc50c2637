// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/keychain.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace transship;

namespace {

void say(const char* step, const QString& what)
{
    std::printf("%s: %s\n", step, qUtf8Printable(what));
}

QCoro::Task<> probe()
{
    SystemKeychain keychain;
    const QString key = QStringLiteral("probe/registry");
    const Result<void> written = co_await keychain.write(key,
        QByteArrayLiteral("s\xC3\xA9"
                          "cret"));
    say("write", written ? QStringLiteral("ok") : written.error().toString());
    const Result<QByteArray> read = co_await keychain.read(key);
    say("read", read ? QString::fromUtf8(*read) : read.error().toString());
    const Result<void> removed = co_await keychain.remove(key);
    say("remove", removed ? QStringLiteral("ok") : removed.error().toString());
    const Result<QByteArray> gone = co_await keychain.read(key);
    say("read",
        gone                                           ? QStringLiteral("still there")
            : gone.error().code == ErrorCode::NotFound ? QStringLiteral("not found")
                                                       : gone.error().toString());
    const Result<void> again = co_await keychain.remove(key);
    say("remove", again ? QStringLiteral("ok") : again.error().toString());
    QCoreApplication::quit();
}

} // namespace

/// Writes, reads and removes a secret in the keychain of the session it runs in, and says how that went.
int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QTimer::singleShot(0, &application, [] { probe(); });
    return QCoreApplication::exec();
}
