// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/savedview.h"
#include "models/storage/databaseurl.h"

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QSettings>

#include <memory>
#include <optional>

namespace transship {

/// What one user's console remembers between two starts. Passed to who needs it, never looked up globally.
/// Thread: its own. A value that cannot be understood counts as not set. Never holds a password.
class AppSettings {
    Q_GADGET

public:
    enum class Theme { System, Light, Dark, HighContrast, HighContrastLight };
    Q_ENUM(Theme)

    /// In the user's configuration folder.
    AppSettings();
    /// In this INI file (tests, portable use).
    explicit AppSettings(const QString& filePath);
    /// The same, with what belongs to windows (geometry, layout, columns) remembered for this profile alone.
    std::unique_ptr<AppSettings> forProfile(const QString& name) const;

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

    /// 100 to 200; for the next start.
    int zoomPercent() const;
    void setZoomPercent(int percent);
    /// "de"; empty: as the system says. For the next start.
    QString language() const;
    void setLanguage(const QString& language);
    /// Whether the desktop is told what happens while no window is active.
    bool notificationsEnabled() const;
    void setNotificationsEnabled(bool enabled);

    /// Names of profiles, the last one opened first.
    QStringList recentProfiles() const;
    void addRecentProfile(const QString& name);
    void removeRecentProfile(const QString& name);

    /// Nothing before the first database was opened.
    std::optional<DatabaseUrl> lastDatabase() const;
    /// Stored without the password.
    void setLastDatabase(const DatabaseUrl& url);

private:
    QString scoped(const QString& key) const;

    mutable QSettings m_settings; ///< reading an array moves its cursor
    QString m_scope; ///< prefix of what belongs to windows
};

} // namespace transship
