// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/consolemodels.h"
#include "models/settings/appsettings.h"
#include "models/storage/stores.h"
#include "tests/support/fakeregistry.h"
#include "views/actions/confirmer.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/mainwindow.h"

#include <QTemporaryDir>

#include <memory>

namespace transship {
class ActionDialog;
}

namespace transship::testing {

/// Answers what the test says, when the test says.
class ScriptedConfirmer final : public Confirmer {
public:
    void ask(const ConfirmRequest& request, std::function<void(const ConfirmAnswer&)> answered) override
    {
        requests << request;
        m_pending = std::move(answered);
    }
    bool isAsked() const { return static_cast<bool>(m_pending); }
    /// Of the last question; waits for it.
    BulkPreview preview() const;
    void accept(std::optional<SkippedReason> reason = {}, const QString& note = {})
    {
        const ConfirmAnswer answer{preview(), reason, note};
        std::exchange(m_pending, {})(answer);
    }
    void refuse() { std::exchange(m_pending, {})({}); }

    QList<ConfirmRequest> requests;

private:
    std::function<void(const ConfirmAnswer&)> m_pending;
};

/// The real window on a database and a registry of its own, with one repository in each state, sorted by path:
/// g/aborted, g/default, g/done, g/importing, g/preimportdone, g/preimporting, g/skipped.
class ConsoleUnderTest {
public:
    enum class Content { OneOfEachState, Nothing };

    explicit ConsoleUnderTest(Content content = Content::OneOfEachState, Confirmer* confirmer = nullptr);
    /// On a database that is there, as it is: another console beside the first, or one on a server of the test's.
    explicit ConsoleUnderTest(const DatabaseUrl& url);
    ~ConsoleUnderTest();

    MainWindow& window() { return *m_window; }
    AppSettings& settings() { return *m_settings; }
    FakeRegistry& registry() { return m_registry; }
    RepositoryTableModel& repositories() { return m_models->parts().repositories; }
    QString folder() const { return m_folder.path(); }
    /// many/r000000 and so on, in state default, on the free plan.
    void addMany(int count);
    void enableMigration();
    const DatabaseUrl& url() const { return m_services->config.database; }
    ConsoleParts parts() { return m_models->parts(); }
    Services& services() { return *m_services; }
    /// Another connection, as another process has it.
    Stores& stores() { return *m_stores; }
    ContainerRepository row(const QString& path);
    QList<MigrationEventRow> history(const QString& path);

    template <typename Widget> Widget* find(const char* name) const
    {
        return m_window->findChild<Widget*>(QString::fromLatin1(name));
    }
    /// Selects the rows with these paths with mouse clicks; false when one is not shown.
    bool select(const QStringList& paths);
    QStringList shownPaths() const;
    void click(const char* buttonName) const;
    /// The dialog of an action once its preview is there; null when it does not come.
    ActionDialog* previewedDialog() const;

private:
    void addOneOfEachState();
    void openWindow(const DatabaseUrl& url, Confirmer* confirmer);

    QTemporaryDir m_folder;
    FakeRegistry m_registry;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Stores> m_stores;
    std::unique_ptr<AppSettings> m_settings;
    ThemeManager m_theme;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ConsoleModels> m_models;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace transship::testing
