// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ociclient.h"

#include <QCoroTask>
#include <QStringList>

#include <memory>

namespace transship {

/// What refers to the manifests of one repository of one registry: by its API, or where it has none, by the index that
/// clients keep under the fallback tag. Cheap to copy; copies share what they learned. Thread: the client's.
class ReferrerLookup {
public:
    ReferrerLookup(OciClient registry, QString repository);

    /// Digests; empty for none.
    QCoro::Task<Result<QStringList>> of(QString subject);
    /// By the fallback tag, whatever the registry has.
    QCoro::Task<Result<QStringList>> inFallbackIndex(QString subject);
    /// The registry has no API for it, as far as is known.
    bool lacksApi() const { return !*m_hasApi; }

    /// "sha256-<hex>", the tag of the subject's fallback index.
    static QString fallbackTag(QString subject);
    static bool isFallbackTag(const QString& tag);

private:
    OciClient m_registry;
    QString m_repository;
    std::shared_ptr<bool> m_hasApi = std::make_shared<bool>(true); ///< until it says otherwise
};

} // namespace transship
