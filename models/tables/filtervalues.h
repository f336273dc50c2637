// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"
#include "models/storage/databaseurl.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace transship {

class StorageWorker;

/// The values of the database that begin as typed, for the completion of a filter: plans, root namespaces, paths. A few
/// steps in an index each. Thread: its own, with an event loop; never waits for the database.
class FilterValues : public QObject {
    Q_OBJECT
public:
    static constexpr int maxValues = 12;

    explicit FilterValues(const DatabaseUrl& url, QObject* parent = nullptr);
    ~FilterValues() override;

    static bool knows(FilterField field);
    /// Answered by found(), unless something else is asked meanwhile; a database that cannot be read gives no answer.
    void find(FilterField field, const QString& beginning);

Q_SIGNALS:
    void found(transship::FilterField field, const QString& beginning, const QStringList& values);

private:
    DatabaseUrl m_url;
    std::shared_ptr<StorageWorker> m_worker; ///< from the first question on
    int m_asked = 0;
};

} // namespace transship
