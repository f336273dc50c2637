// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ociclient.h"

#include <QCoroTask>
#include <QRandomGenerator>

namespace transship {

/// Some blobs drawn at random from all that are offered, each with the same chance, to be read and hashed. Thread: one.
class BlobSample {
public:
    explicit BlobSample(int size)
        : m_size(size)
    {
    }

    void offer(const OciDescriptor& blob);
    const QList<OciDescriptor>& blobs() const { return m_blobs; }

    /// Reads the whole blob; DigestMismatch, Protocol or NotFound when the registry does not give these bytes.
    static QCoro::Task<Result<void>> hash(OciClient registry, QString repository, OciDescriptor blob);

private:
    int m_size;
    qint64 m_offered = 0;
    QList<OciDescriptor> m_blobs;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
};

} // namespace transship
