// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/importer/importerbench.h"
#include "tests/support/fakeociregistry.h"

#include <QObject>

#include <memory>

namespace transship::testing {

/// Slots and helpers that the tests of the import API share. The source is a fake that can hold an import where it is,
/// so that "in progress" lasts as long as it is looked at; the target is a real registry. Each test function has a
/// repository of its own (m_path) with one image.
class ImportApiFixture : public QObject {
    Q_OBJECT
protected:
    void serve(ImporterOptions options = {});
    void hold(); ///< requests for manifests of the source wait…
    void open(); ///< …until now

    std::unique_ptr<ImporterBench> m_bench;
    std::unique_ptr<FakeOciRegistry> m_source;
    QString m_path;
    QString m_digest;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
};

} // namespace transship::testing
