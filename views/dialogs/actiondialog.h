// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/confirmer.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace transship {

class PreviewPanel;

/// The question before an action: first that it looks, then how many would change, which, and which not and why; a note
/// for history, and with Skip the reason. The verb and the number are on the button, Cancel is the default, and what
/// cannot be taken back asks for the number to be typed. Non-blocking: use open().
class ActionDialog : public QDialog {
    Q_OBJECT
public:
    explicit ActionDialog(ConfirmRequest request, QWidget* parent = nullptr);
    ~ActionDialog() override;

    ConfirmAnswer answer() const;

private:
    QWidget* waitingPage();
    QWidget* previewPage();
    void addForm(QFormLayout& form);
    QWidget* buttons();
    void showPreview(const Result<BulkPreview>& preview);
    void showProblem(const QString& text);
    void updateApply();
    void fit();
    bool isTyped() const;

    ConfirmRequest m_request;
    std::optional<BulkPreview> m_preview;
    QStackedWidget* m_pages;
    QLabel* m_headline = nullptr;
    PreviewPanel* m_panel = nullptr;
    QComboBox* m_reason = nullptr; ///< only with Skip
    QLineEdit* m_note = nullptr;
    QLabel* m_typeLabel = nullptr;
    QLineEdit* m_typed = nullptr; ///< shown only where the number has to be typed
    QPushButton* m_apply = nullptr;
};

} // namespace transship
