// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakehttpserver.h"

#include <QMap>

namespace transship::testing {

/// The upload sessions of a fake registry. Strict where distribution 2.8 is lenient: the Location must be used as it
/// was given (it changes with every answer), pieces must follow each other (416) and be long enough.
/// Thread: none of its own; FakeOciRegistry's mutex guards it.
class FakeOciUploads {
public:
    qsizetype shortestChunk = 0; ///< OCI-Chunk-Min-Length; 0: not said
    QByteArray origin; ///< not empty: Locations are absolute and begin with this

    FakeAnswer begin(const QString& repository);
    FakeAnswer append(const FakeRequest& request);
    /// What a cut connection had brought.
    void appendPart(const FakeRequest& request);
    FakeAnswer status(const FakeRequest& request);
    FakeAnswer abandon(const FakeRequest& request);
    /// The whole blob with the rest from this request; null: answered with an error.
    std::optional<QByteArray> finish(const FakeRequest& request, FakeAnswer& error);

    void loseAll() { m_sessions.clear(); }
    int count() const { return int(m_sessions.size()); }

private:
    struct Session {
        QString repository;
        QByteArray bytes;
        int state = 0;
        bool hadShortChunk = false;
    };
    Session* find(const FakeRequest& request);
    FakeAnswer where(const QString& id, int status) const;

    QMap<QString, Session> m_sessions;
    int m_last = 0;
};

} // namespace transship::testing
