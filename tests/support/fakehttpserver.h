// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonValue>
#include <QList>
#include <QMutex>
#include <QPair>
#include <QRegularExpression>
#include <QString>
#include <QThread>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace transship::testing {

class FakeHttpListener;

struct FakeRequest {
    QByteArray verb{};
    QString path{}; ///< percent-encoded as it came
    QUrlQuery query{};
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};

    QByteArray header(const QByteArray& name) const; ///< case-insensitive, empty when absent
    QString line() const; ///< "PUT /gitlab/v1/import/a/b/?import_type=pre"
};

/// An answer, and what goes wrong on its way.
struct FakeAnswer {
    enum class Fault {
        None,
        CutBody, ///< announces the whole body, sends half of it (or cutAfter bytes), closes
        CloseAtOnce, ///< closes without an answer
        NeverAnswer, ///< says nothing and keeps the connection
    };
    int status = 200;
    QByteArray body{};
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> headers{};
    std::chrono::milliseconds delay{0};
    bool held = false; ///< until the test calls release()
    bool chunked = false; ///< Transfer-Encoding: chunked instead of Content-Length
    Fault fault = Fault::None;
    qsizetype cutAfter = -1; ///< with CutBody: bytes that are still sent; -1: half
    std::optional<qint64> announcedBytes{}; ///< the Content-Length, whatever the body's length is
    /// A slow body: so many bytes at a time, this far apart; 0: all at once.
    qsizetype pieceBytes = 0;
    std::chrono::milliseconds pieceEvery{0};

    static FakeAnswer json(int status, const QJsonValue& body);
    /// The OCI error body.
    static FakeAnswer error(int status, const QString& code, const QString& message = {}, const QString& detail = {});
    static FakeAnswer html(int status, const QByteArray& title = "Welcome");
    static FakeAnswer redirect(int status, const QByteArray& location);
    static FakeAnswer broken(Fault fault);
};

/// A scriptable HTTP/1.1 server on 127.0.0.1 and a free port, on plain sockets (nothing of ours inside). Answers come
/// from the first matching script, else from answer(). It keeps a log of all requests.
///
/// Thread: by default it lives in the creating thread's event loop; with Where::OwnThread in one of its own, for tests
/// that block (QProcess::waitForFinished). All public functions may be called from any thread. The destructor closes
/// every connection and ends the thread.
class FakeHttpServer {
public:
    enum class Where { CallersThread, OwnThread };
    using Responder = std::function<std::optional<FakeAnswer>(const FakeRequest&)>;

    explicit FakeHttpServer(Where where = Where::CallersThread);
    virtual ~FakeHttpServer();
    Q_DISABLE_COPY_MOVE(FakeHttpServer)

    quint16 port() const;
    QUrl url(const QString& path = {}) const; ///< http://127.0.0.1:port + path
    void stopListening(); ///< from now on connections are refused; port() stays
    void listenAgain(); ///< on the same port

    /// The next `times` requests (0: all) whose verb is `verb` ("*": any) and whose encoded path, with the query,
    /// matches `pattern` anywhere get this answer. Earlier scripts come first; a used-up one is removed.
    void script(const QByteArray& verb, const QString& pattern, const FakeAnswer& answer, int times = 0);
    /// The same with a function, called in the server's thread; one that gives nothing passes the request on.
    void script(const QByteArray& verb, const QString& pattern, Responder responder, int times = 0);
    /// As script(), for the nth such request alone (the first is 1).
    void scriptNth(const QByteArray& verb, const QString& pattern, int nth, const FakeAnswer& answer);
    /// The next `times` such requests lose their connection once so many bytes of their body have come; takePart() gets
    /// those.
    void cutUploads(const QByteArray& verb, const QString& pattern, qsizetype afterBytes, int times = 1);
    void clearScripts();

    /// Sends all answers that are held now.
    void release();
    int heldCount() const;

    QList<FakeRequest> requests() const; ///< in order of arrival
    QStringList requestLines() const;
    int count(const QByteArray& verb = "*", const QString& pattern = {}) const;
    int mostAtOnce() const; ///< the largest number of requests that were unanswered at the same time
    void clearLog();

    /// Called in the server's thread for each request, after it was logged and before anything is answered.
    void onRequest(std::function<void(const FakeRequest&)> hook);

protected:
    /// The answer to what no script matches; called in the server's thread, one request at a time. Default: 404.
    virtual FakeAnswer answer(const FakeRequest& request);
    /// A request whose connection was cut while its body came; called in the server's thread. Default: forgotten.
    virtual void takePart(const FakeRequest& request);
    /// To be called first in a derived class's destructor: no answer() is running or will be called after it.
    void close();

    mutable QMutex m_mutex; ///< for a derived class's own facts, too; not held during answer()

private:
    friend class FakeHttpListener;
    struct Script {
        QByteArray verb;
        QRegularExpression pattern;
        Responder responder;
        int left;
    };
    struct Cut {
        QByteArray verb;
        QRegularExpression pattern;
        qsizetype afterBytes;
        int left;
    };
    FakeAnswer answerTo(const FakeRequest& request);
    /// Is this incomplete request one to be cut by now? Then it is on record.
    bool cutsNow(const FakeRequest& request);

    std::unique_ptr<QThread> m_thread;
    FakeHttpListener* m_listener = nullptr;
    quint16 m_port = 0;
    QList<Script> m_scripts;
    QList<Cut> m_cuts;
    QList<FakeRequest> m_log;
    std::function<void(const FakeRequest&)> m_hook;
    int m_held = 0;
    int m_open = 0;
    int m_mostAtOnce = 0;
};

} // namespace transship::testing
