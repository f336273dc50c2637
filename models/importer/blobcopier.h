// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/blobindex.h"
#include "models/importer/importprogress.h"
#include "models/registry/ociclient.h"

#include <QCoroTask>
#include <QHash>
#include <QSet>

#include <memory>

namespace transship {

/// Brings blobs of one repository to the target: looks, mounts, else streams (never more than a piece in memory, hashed
/// on the way, size checked). A break of the source is continued where it was; one of the target begins the blob anew.
/// Thread: one. Must outlive its calls.
class BlobCopier {
public:
    BlobCopier(OciClient source, OciClient target, QString repository, std::shared_ptr<BlobIndex> index,
        std::shared_ptr<CopyCounts> counts);

    /// Safe to ask for the same blob many times at once: it is copied once.
    QCoro::Task<Result<void>> copy(OciDescriptor blob);
    /// Forgets what is known to be on the target, so that it is looked at again.
    void forget() { m_done.clear(); }

private:
    using Shared = QCoro::Task<Result<void>>;
    QCoro::Task<Result<void>> copyOnce(OciDescriptor blob);
    QCoro::Task<Result<bool>> isThereOrMounted(OciDescriptor blob, std::shared_ptr<OciUpload> upload);
    QCoro::Task<Result<void>> transfer(OciDescriptor blob, OciUpload upload);
    Error explained(const OciDescriptor& blob, const Error& error) const;

    OciClient m_source;
    OciClient m_target;
    QString m_repository;
    std::shared_ptr<BlobIndex> m_index;
    std::shared_ptr<CopyCounts> m_counts;
    QSet<QString> m_done;
    QHash<QString, std::shared_ptr<Shared>> m_underWay;
};

} // namespace transship
