// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeociregistry.h"

#include <QHash>

namespace transship::testing {

/// A registry to copy to, which counts what arrives. A blob counts as there when its last byte has come and its digest
/// was right; one repository's blobs are there in all others, too.
class FakeTargetRegistry : public FakeOciRegistry {
public:
    explicit FakeTargetRegistry(Where where = Where::CallersThread);
    ~FakeTargetRegistry() override;

    /// How often each blob was uploaded as a whole.
    QHash<QString, int> uploads() const;
    /// The disk is full: blobs are refused as distribution 2.8 does it.
    void setDiskFull(bool full);

protected:
    FakeAnswer answer(const FakeRequest& request) override;

private:
    FakeAnswer finishUpload(const FakeRequest& request);
    FakeAnswer putManifest(const FakeRequest& request);

    QHash<QString, int> m_uploads;
    bool m_diskFull = false;
    int m_begun = 0;
};

} // namespace transship::testing
