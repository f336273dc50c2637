// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/start/connectionhost.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace transship {

class PathField;
class RegistryAccessSection;

/// A new migration from a registry: where the registry is, where the database goes, then its catalog is read in with a
/// count that rises; can be canceled. GUI thread; borrows the host.
class ScanDialog : public QDialog {
    Q_OBJECT
public:
    explicit ScanDialog(ConnectionHost& host, QWidget* parent = nullptr);

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    void scanned(const transship::ConnectionProfile& profile);

private:
    QWidget* form();
    QWidget* buttons();
    void suggestFile();
    ScanRequest request() const;
    void setRunning(bool running);
    void showProblem(const QString& text);
    QCoro::Task<> scan();

    ConnectionHost& m_host;
    QLineEdit* m_name;
    RegistryAccessSection* m_registry;
    PathField* m_caFile;
    QLineEdit* m_prefix;
    PathField* m_file;
    QProgressBar* m_progress;
    QLabel* m_status;
    QWidget* m_fields = nullptr;
    QPushButton* m_start = nullptr;
    bool m_running = false;
};

} // namespace transship
