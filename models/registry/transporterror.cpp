// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/transporterror.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QUrl>

namespace transship {

namespace {

QString serverName(const QUrl& url)
{
    return url.port() > 0 ? url.host() + u':' + QString::number(url.port()) : url.host();
}

Error unreachable(const QString& message, const QString& detail)
{
    return {.code = ErrorCode::Unreachable, .message = message, .detail = detail, .retryable = true};
}

Error proxyError(const QString& server, const QString& detail)
{
    return unreachable(QStringLiteral("The proxy on the way to %1 does not serve us. Check its address and port, or "
                                      "whether this server is to be reached without a proxy")
                           .arg(server),
        detail);
}

Error tlsError(const QString& server, const QString& detail)
{
    return {.code = ErrorCode::Tls,
        .message = QStringLiteral("No trusted encrypted connection to %1 is possible. Check its certificate and its "
                                  "date, name the file with the authority that signed it (CA file of a profile) or "
                                  "add it to this system's trusted certificates, or use http:// if the server "
                                  "speaks no TLS")
                       .arg(server),
        .detail = detail};
}

} // namespace

std::optional<Error> transportError(const QNetworkReply& reply, const QList<QSslError>& tlsErrors)
{
    const QNetworkReply::NetworkError error = reply.error();
    const bool hasStatus = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() > 0;
    // Qt gives every 4xx and 5xx an error from 100 up; those up to 99 and ProtocolFailure are the connection's own, and
    // come with a status too when only the body was cut.
    const bool connectionFailed
        = (error > QNetworkReply::NoError && error <= QNetworkReply::ProxyAuthenticationRequiredError)
        || error == QNetworkReply::ProtocolFailure || error == QNetworkReply::ProtocolUnknownError;
    if (hasStatus && !connectionFailed) {
        return std::nullopt;
    }
    const QString server = serverName(reply.url());
    // Without TLS Qt gives the refusal of an HTTP proxy the same code as the server's own.
    const bool byProxy = reply.manager() && reply.manager()->proxy().type() != QNetworkProxy::NoProxy;
    if (error == QNetworkReply::ConnectionRefusedError && byProxy) {
        return proxyError(server, reply.errorString());
    }
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return tlsError(server, tlsErrors.isEmpty() ? reply.errorString() : tlsErrors.first().errorString());
    case QNetworkReply::ConnectionRefusedError:
        return unreachable(
            QStringLiteral("%1 refuses the connection. Check the address and port, and that the server runs")
                .arg(server),
            reply.errorString());
    case QNetworkReply::HostNotFoundError:
        return unreachable(
            QStringLiteral("The name %1 is not known. Check the address and the name service").arg(reply.url().host()),
            reply.errorString());
    case QNetworkReply::RemoteHostClosedError:
        if (hasStatus) {
            return cutShortError(reply.url());
        }
        return unreachable(QStringLiteral("%1 closed the connection without an answer in HTTP. Check the address, the "
                                          "port, and whether it wants http:// or https://")
                               .arg(server),
            reply.errorString());
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return proxyError(server, reply.errorString());
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Error{.code = ErrorCode::Unauthorized,
            .message
            = QStringLiteral("The proxy on the way to %1 wants a user and a password, or refuses these").arg(server),
            .detail = reply.errorString()};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Error{.code = ErrorCode::Protocol,
            .message = QStringLiteral("%1 does not answer in HTTP. Check the address and port").arg(server),
            .detail = reply.errorString()};
    default:
        return unreachable(
            QStringLiteral("The connection to %1 failed. Check the network and that the server runs").arg(server),
            reply.errorString());
    }
}

Error timeoutError(const QUrl& url, std::chrono::milliseconds deadline)
{
    return {.code = ErrorCode::Timeout,
        .message = QStringLiteral("%1 did not answer within %2 s. Check that it is not overloaded, or allow more time")
                       .arg(serverName(url))
                       .arg(std::chrono::duration<double>(deadline).count()),
        .retryable = true};
}

Error cutShortError(const QUrl& url)
{
    return unreachable(
        QStringLiteral("%1 closed the connection before its answer was complete").arg(serverName(url)), QString());
}

Error tooLargeError(const QUrl& url, qint64 maxBytes)
{
    return {.code = ErrorCode::TooLarge,
        .message = QStringLiteral("%1 sent an answer of more than %2 bytes, the most that is read here")
                       .arg(serverName(url))
                       .arg(maxBytes)};
}

Error canceledError()
{
    return {.code = ErrorCode::Canceled, .message = QStringLiteral("The request was canceled"), .retryable = true};
}

} // namespace transship
