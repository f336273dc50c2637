// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostilerequests.h"

#include <QTcpSocket>
#include <QTest>

namespace transship::testing {
namespace {

constexpr int patienceMs = 20000;

class Wire {
public:
    explicit Wire(const HostileTarget& target)
        : m_target(target)
    {
    }
    QByteArray put(const QByteArray& repository, const QByteArray& body) const
    {
        return head(m_target.address(repository), "Authorization: " + m_target.authorization + "\r\n", body.size())
            + body;
    }
    static QByteArray head(const QByteArray& address, const QByteArray& headers, qsizetype length)
    {
        return "PUT " + address + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + QByteArray::number(length)
            + "\r\n\r\n";
    }

private:
    const HostileTarget& m_target;
};

QByteArray notification(const QByteArray& path, const QByteArray& status)
{
    return "{\"name\":\"x\",\"path\":\"" + path + "\",\"status\":\"" + status + "\",\"detail\":\"\"}";
}

QList<HostileRequest> badLogins(const HostileTarget& target)
{
    const QByteArray address = target.address("group/app");
    const QByteArray body = notification("group/app", "import_complete");
    return {
        {"wrong secret", Wire::head(address, "Authorization: Bearer guess\r\n", body.size()) + body, {401}},
        {"missing secret", Wire::head(address, {}, body.size()) + body, {401}},
        {"secret twice, both wrong",
            Wire::head(address, "Authorization: a\r\nAuthorization: b\r\n", body.size()) + body, {401}},
        {"empty secret", Wire::head(address, "Authorization:\r\n", body.size()) + body, {401}},
    };
}

QList<HostileRequest> badPaths(const Wire& wire)
{
    const QList<int> refused{400, 404};
    const QByteArray body = notification("../app", "import_complete");
    return {
        {"dots", wire.put("../app", body), refused},
        {"encoded dots", wire.put("%2e%2e%2fapp", body), refused},
        {"dots twice encoded", wire.put("%252e%252e%252fapp", body), refused},
        {"two slashes", wire.put("group//app", notification("group//app", "import_complete")), refused},
        {"backslashes", wire.put("group\\..\\app", body), refused},
        {"no UTF-8 in the path", wire.put("group/%ff%fe", body), refused},
        {"raw bytes in the path", wire.put("group/\xff\xfe", body), {400, 404, 0}},
        {"NUL in the path", wire.put(QByteArray("group/a\0b", 9), body), {400, 404, 0}},
        {"encoded NUL", wire.put("group/app%00", body), refused},
        {"encoded line break", wire.put("group/app%0d%0aX-Evil:%201", body), refused},
        {"endless path", wire.put(QByteArray("a/").repeated(20'000) + 'a', body), {400, 404, 413, 414}},
    };
}

QList<HostileRequest> badFrames(const Wire& wire, const HostileTarget& target)
{
    const QByteArray address = target.address("group/app");
    const QByteArray login = "Authorization: " + target.authorization + "\r\n";
    const QByteArray get = "GET " + address + " HTTP/1.1\r\nHost: x\r\n";
    return {
        {"body of 10 MB", wire.put("group/app", QByteArray(10'000'000, 'x')), {413}},
        {"huge header", get + "X-Y: " + QByteArray(2'000'000, 'y') + "\r\n\r\n", {400, 413, 0}},
        {"endless headers", get + QByteArray("X-Y: zzzzzzzzzzzzzzzz\r\n").repeated(60'000) + "\r\n", {400, 413, 0}},
        {"NUL in a header", get + QByteArray("X-Y: a\0b\r\n\r\n", 12), {400, 401, 404, 405, 0}},
        {"negative length", "PUT " + address + " HTTP/1.1\r\nHost: x\r\n" + login + "Content-Length: -1\r\n\r\n",
            {400, 413, 0}},
        {"endless length",
            "PUT " + address + " HTTP/1.1\r\nHost: x\r\n" + login
                + "Content-Length: 99999999999999999999999999\r\n\r\n",
            {400, 413, 0}},
        {"broken chunks",
            "PUT " + address + " HTTP/1.1\r\nHost: x\r\n" + login
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\nwhat\r\n\r\n",
            {400, 413, 0}},
        {"no HTTP", "\x16\x03\x01\x02 hello\r\n\r\n", {400, 0}},
        {"unknown method", "BREW " + address + " HTTP/1.1\r\nHost: x\r\n" + login + "\r\n", {400, 401, 404, 405, 0}},
        {"whole address", "PUT http://127.0.0.1:1/x HTTP/1.1\r\nHost: x\r\n" + login + "Content-Length: 0\r\n\r\n",
            {400, 401, 404, 405, 0}},
        {"leaves within a header", get + "X-Y: half a", {}, true},
        {"leaves within a body", Wire::head(address, login, 1000) + "only this", {}, true},
        {"leaves within an answer", get + "\r\n", {}, true},
    };
}

} // namespace

QList<HostileRequest> hostileRequests(const HostileTarget& target)
{
    const Wire wire(target);
    return badLogins(target) + badPaths(wire) + badFrames(wire, target);
}

int statusAfter(const QUrl& server, const HostileRequest& request)
{
    QTcpSocket socket;
    socket.connectToHost(server.host(), static_cast<quint16>(server.port()));
    if (!socket.waitForConnected(patienceMs)) {
        return -1;
    }
    socket.write(request.bytes);
    if (request.leaves) {
        socket.waitForBytesWritten(patienceMs);
        socket.abort();
        return 0;
    }
    QByteArray got;
    const bool ended = QTest::qWaitFor(
        [&] {
            got += socket.readAll();
            return got.contains("\r\n\r\n") || socket.state() == QAbstractSocket::UnconnectedState;
        },
        patienceMs);
    got += socket.readAll();
    if (!ended) {
        return -1;
    }
    return got.startsWith("HTTP/1.1 ") ? got.mid(9, 3).toInt() : 0;
}

} // namespace transship::testing
