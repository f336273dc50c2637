// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/secretstore.h"

#include "models/domain/elsewhere.h"
#include "models/settings/secretfile.h"

#include <QCoroFuture>

namespace transship {
namespace {

constexpr std::array allSecrets{ProfileSecret::DatabasePassword, ProfileSecret::Registry, ProfileSecret::ProxyPassword};

QString describe(const QString& profileName, ProfileSecret secret)
{
    switch (secret) {
    case ProfileSecret::DatabasePassword:
        return QStringLiteral("the database's password of the profile \"%1\"").arg(profileName);
    case ProfileSecret::Registry:
        return QStringLiteral("the registry's secret of the profile \"%1\"").arg(profileName);
    case ProfileSecret::ProxyPassword:
        return QStringLiteral("the proxy's password of the profile \"%1\"").arg(profileName);
    }
    Q_UNREACHABLE();
    return {};
}

Result<QByteArray> fromEnvironment(const QString& what, const QString& variable)
{
    const QByteArray value = qgetenv(variable.toLocal8Bit().constData());
    if (value.isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("%1 is to come from the environment variable %2, which is not set").arg(what, variable)};
    }
    return value;
}

Error prefixed(const QString& what, Error error)
{
    error.message = what + QStringLiteral(": ") + error.message;
    return error;
}

} // namespace

SecretStore::SecretStore()
    : SecretStore(std::make_unique<SystemKeychain>())
{
}

SecretStore::SecretStore(std::unique_ptr<Keychain> keychain)
    : m_keychain(std::move(keychain))
{
}

QString SecretStore::keyOf(const QString& profileName, ProfileSecret secret)
{
    return profileName + u'/' + toName(secret);
}

QCoro::Task<Result<QByteArray>> SecretStore::read(ConnectionProfile profile, ProfileSecret secret)
{
    const SecretSource source = sourceOf(profile, secret);
    const QString what = describe(profile.name, secret);
    const QString key = keyOf(profile.name, secret);
    switch (source.kind) {
    case SecretSource::Kind::None:
        co_return QByteArray();
    case SecretSource::Kind::Environment:
        co_return fromEnvironment(what, source.name);
    case SecretSource::Kind::File: {
        const std::function<Result<QByteArray>()> reading
            = [what, path = source.name] { return readSecretFile(what, path); };
        const QFuture<Result<QByteArray>> content = runElsewhere(reading);
        co_return co_await content;
    }
    case SecretSource::Kind::Session:
        if (!m_session.contains(key)) {
            co_return Error{ErrorCode::NotFound,
                what
                    + QStringLiteral(" is kept for one session of the console only; type it in there, or have the "
                                     "profile take it from an environment variable or a file")};
        }
        co_return m_session.value(key);
    case SecretSource::Kind::Keychain:
        break;
    }
    if (m_session.contains(key)) { // typed in when the keychain would not take it
        co_return m_session.value(key);
    }
    const Result<QByteArray> kept = co_await m_keychain->read(key);
    if (!kept) {
        co_return prefixed(what, kept.error());
    }
    co_return *kept;
}

QCoro::Task<Result<void>> SecretStore::keep(ConnectionProfile profile, ProfileSecret secret, QByteArray value)
{
    const QString key = keyOf(profile.name, secret);
    const SecretSource::Kind kind = sourceOf(profile, secret).kind;
    m_session.remove(key);
    if (kind == SecretSource::Kind::Session && !value.isEmpty()) {
        m_session.insert(key, value);
    }
    if (kind != SecretSource::Kind::Keychain) {
        co_return Result<void>();
    }
    if (value.isEmpty()) {
        co_return co_await m_keychain->remove(key);
    }
    const Result<void> written = co_await m_keychain->write(key, value);
    if (!written) {
        m_session.insert(key, value); // what was typed in is good for now, whatever becomes of it later
        co_return prefixed(
            describe(profile.name, secret) + QStringLiteral(" is good for this session only"), written.error());
    }
    co_return written;
}

QCoro::Task<Result<void>> SecretStore::forget(QString profileName)
{
    Result<void> answer;
    for (const ProfileSecret secret : allSecrets) {
        const QString key = keyOf(profileName, secret);
        m_session.remove(key);
        const Result<void> removed = co_await m_keychain->remove(key);
        if (!removed && removed.error().code != ErrorCode::Unreachable) {
            answer = removed.error(); // without a keychain there is nothing in it
        }
    }
    co_return answer;
}

QCoro::Task<Result<void>> SecretStore::rename(QString from, QString to)
{
    for (const ProfileSecret secret : allSecrets) {
        const QString oldKey = keyOf(from, secret);
        const QString newKey = keyOf(to, secret);
        if (m_session.contains(oldKey)) {
            m_session.insert(newKey, m_session.take(oldKey));
        }
        const Result<QByteArray> kept = co_await m_keychain->read(oldKey);
        if (!kept) {
            continue; // not there, or no keychain: it will be asked for
        }
        const Result<void> written = co_await m_keychain->write(newKey, *kept);
        if (!written) {
            co_return written.error();
        }
        const Result<void> removed = co_await m_keychain->remove(oldKey);
        if (!removed) {
            co_return removed.error();
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> SecretStore::checkKeychain()
{
    const Result<QByteArray> answer = co_await m_keychain->read(QStringLiteral("is anybody there?"));
    if (answer || answer.error().code == ErrorCode::NotFound) {
        co_return Result<void>();
    }
    co_return answer.error();
}

} // namespace transship
