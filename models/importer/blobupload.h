// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importprogress.h"
#include "models/registry/ociclient.h"
#include "models/registry/ociuploader.h"

#include <QCoroTask>

#include <memory>

namespace transship {

class BlobStream;

/// Streams one blob from the source to the target, never more than a few pieces of it in memory. A small one goes in
/// one request; a large one in pieces, and continues where the target has it after a break. The source's bytes are
/// checked before the last of them leaves. Thread: one. Must outlive its calls.
class BlobUpload {
public:
    BlobUpload(OciClient source, OciClient target, QString repository, std::shared_ptr<CopyCounts> counts);

    /// `upload`: begun already, or without a location. Retryable errors leave nothing behind: begin anew.
    QCoro::Task<Result<void>> send(OciDescriptor blob, OciUpload upload);

private:
    QCoro::Task<Result<void>> sendPieces(OciDescriptor blob, OciUpload upload, std::shared_ptr<BlobStream> stream);
    /// Where to go on after `error`; the error that ends it otherwise.
    QCoro::Task<Result<OciUpload>> continuation(
        OciUpload upload, Error error, int breaks, std::shared_ptr<BlobStream> stream);

    OciClient m_source;
    OciClient m_target;
    OciUploader m_uploader;
    QString m_repository;
    std::shared_ptr<CopyCounts> m_counts;
};

} // namespace transship
