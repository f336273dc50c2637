// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkpreview.h"

#include <QWidget>

#include <chrono>

class QLabel;
class QTreeWidget;

namespace transship {

/// What a bulk action would do: by state how many change and how many do not and why, a sample, how long it takes, and
/// what to think of before. GUI thread.
class PreviewPanel : public QWidget {
    Q_OBJECT
public:
    explicit PreviewPanel(QWidget* parent = nullptr);

    void present(const BulkPreview& preview, OperatorAction action, std::chrono::seconds estimate);

private:
    void showStates(const BulkPreview& preview, OperatorAction action);
    void showSample(const BulkPreview& preview);

    QTreeWidget* m_states;
    QLabel* m_sampleTitle;
    QTreeWidget* m_sample;
    QLabel* m_advice;
};

} // namespace transship
