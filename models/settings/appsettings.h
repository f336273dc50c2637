// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/savedview.h"
#include "models/storage/databaseurl.h"

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QSettings>

#include <optional>

namespace transship {

/// What one user's console remembers between two starts. Passed to who needs it, never looked up globally.
/// Thread: its own. A value that cannot be understood counts as not set. Never holds a password.
class AppSettings {
    Q_GADGET

public:
    enum class Theme { System, Light, Dark, HighContrast };
    Q_ENUM(Theme)

    /// In the user's configuration folder.
    AppSettings();
    /// In this INI file (tests, portable use).
    explicit AppSettings(const QString& filePath);

    QByteArray windowGeometry() const; ///< QWidget::saveGeometry
    void setWindowGeometry(const QByteArray& geometry);
    QByteArray windowState() const; ///< QMainWindow::saveState
    void setWindowState(const QByteArray& state);
    /// QHeaderView::saveState of the view of that name.
    QByteArray headerState(const QString& view) const;
    void setHeaderState(const QString& view, const QByteArray& state);

    /// The operator's own views, in their order.
    QList<SavedView> savedViews() const;
    void setSavedViews(const QList<SavedView>& views);

    /// Portable key sequences by command; only what differs from the standard.
    QMap<QString, QString> changedShortcuts() const;
    void setChangedShortcuts(const QMap<QString, QString>& shortcuts);

    Theme theme() const;
    void setTheme(Theme theme);

    /// Nothing before the first database was opened.
    std::optional<DatabaseUrl> lastDatabase() const;
    /// Stored without the password.
    void setLastDatabase(const DatabaseUrl& url);

private:
    mutable QSettings m_settings; ///< reading an array moves its cursor
};

} // namespace transship
