// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/pulledbody.h"

#include <algorithm>
#include <cstring>

namespace transship {

PulledBody::PulledBody(qint64 size, HttpBodySource source, QObject* parent)
    : QIODevice(parent)
    , m_source(std::make_shared<HttpBodySource>(std::move(source)))
    , m_missing(size)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 PulledBody::bytesAvailable() const
{
    return m_piece.size() - m_taken + QIODevice::bytesAvailable();
}

qint64 PulledBody::readData(char* data, qint64 maxSize)
{
    const qint64 count = std::min<qint64>(maxSize, m_piece.size() - m_taken);
    if (count > 0) {
        std::memcpy(data, m_piece.constData() + m_taken, static_cast<size_t>(count));
        m_taken += count;
        return count;
    }
    if (m_missing == 0) {
        return -1;
    }
    if (!m_pulling) {
        m_pulling = true;
        // Not from in here: the source is foreign code, and this is the middle of Qt's network reply.
        QMetaObject::invokeMethod(
            this,
            [this] {
                Q_EMIT pulling();
                pull(m_source, this);
            },
            Qt::QueuedConnection);
    }
    return 0;
}

qint64 PulledBody::writeData(const char*, qint64)
{
    return -1;
}

QCoro::Task<void> PulledBody::pull(std::shared_ptr<HttpBodySource> source, QPointer<PulledBody> self)
{
    Result<QByteArray> piece = co_await (*source)();
    if (self) {
        self->take(piece);
    }
}

void PulledBody::take(const Result<QByteArray>& piece)
{
    m_pulling = false;
    if (!piece) {
        Q_EMIT failed(piece.error());
        return;
    }
    if (piece->isEmpty() || piece->size() > m_missing) {
        Q_EMIT failed(Error{.code = ErrorCode::InvalidArgument,
            .message = QStringLiteral("The body to send is %1 than its announced length")
                           .arg(piece->isEmpty() ? QStringLiteral("shorter") : QStringLiteral("longer"))});
        return;
    }
    m_missing -= piece->size();
    m_piece = *piece;
    m_taken = 0;
    Q_EMIT filled();
    Q_EMIT readyRead();
}

} // namespace transship
