// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/blobindex.h"
#include "models/importer/blobupload.h"
#include "models/importer/importprogress.h"
#include "models/importer/recentdigests.h"
#include "models/importer/sharedtasks.h"

#include <QCoroTask>

#include <memory>

namespace transship {

/// Brings blobs of one repository to the target: looks, mounts, else streams. Each distinct blob once, however many ask
/// for it at the same time. Thread: one. Must outlive its calls.
class BlobCopier {
public:
    BlobCopier(OciClient source, OciClient target, QString repository, std::shared_ptr<BlobIndex> index,
        std::shared_ptr<CopyCounts> counts);

    QCoro::Task<Result<void>> copy(OciDescriptor blob);
    /// Forgets what is known to be on the target, so that it is looked at again, and looks no more by mounting.
    void forget();

private:
    QCoro::Task<Result<void>> copyOnce(OciDescriptor blob);
    QCoro::Task<Result<void>> place(OciDescriptor blob);
    /// Is it on the target? If not, and an upload was opened by asking, it is in `upload`.
    QCoro::Task<Result<bool>> isThereOrMounted(OciDescriptor blob, std::shared_ptr<OciUpload> upload);
    QCoro::Task<Result<bool>> mount(OciDescriptor blob, QString from, std::shared_ptr<OciUpload> upload);
    QCoro::Task<> tryOwnMount(OciDescriptor blob);
    Error explained(const OciDescriptor& blob, const Error& error) const;

    OciClient m_source;
    OciClient m_target;
    OciUploader m_uploader;
    QString m_repository;
    std::shared_ptr<BlobIndex> m_index;
    std::shared_ptr<CopyCounts> m_counts;
    BlobUpload m_upload;
    /// Fewer transfers than connections: short requests always find one, and so does who continues a broken transfer.
    std::shared_ptr<RequestGovernor> m_transfers;
    RecentDigests m_done;
    SharedTasks m_underWay;
};

} // namespace transship
