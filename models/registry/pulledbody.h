// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpclient.h"

#include <QIODevice>
#include <QPointer>

namespace transship {

/// A body of known length as the device QNetworkAccessManager wants, filled by a source one piece at a time, only once
/// the last piece was taken. Thread: one. The source is called from the event loop, never from within a read.
class PulledBody : public QIODevice {
    Q_OBJECT
public:
    PulledBody(qint64 size, HttpBodySource source, QObject* parent);

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

Q_SIGNALS:
    void pulling(); ///< the source was asked
    void filled(); ///< the source has answered with a piece
    void failed(const transship::Error& error); ///< no more will come

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    static QCoro::Task<void> pull(std::shared_ptr<HttpBodySource> source, QPointer<PulledBody> self);
    void take(const Result<QByteArray>& piece);

    std::shared_ptr<HttpBodySource> m_source;
    QByteArray m_piece;
    qsizetype m_taken = 0; ///< of m_piece
    qint64 m_missing; ///< not yet given by the source
    bool m_pulling = false;
};

} // namespace transship
