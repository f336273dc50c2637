// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"

#include "models/domain/settingdefinitions.h"
#include "models/storage/schema.h"
#include "tests/support/manyrepositories.h"
#include "views/dialogs/actiondialog.h"
#include "views/mainwindow/consolepage.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"
#include "views/repositories/tableselection.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

namespace transship::testing {
namespace {

/// Of what a busy machine may take seconds for.
constexpr int patience = 30000;

template <typename T> T must(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString()));
    }
    return std::move(result).value();
}

void must(const Result<void>& result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString()));
    }
}

} // namespace

BulkPreview ScriptedConfirmer::preview() const
{
    const auto future = requests.last().preview;
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patience)) {
        qFatal("no preview");
    }
    return must(future.result());
}

ConsoleUnderTest::ConsoleUnderTest(Content content, Confirmer* confirmer)
{
    const DatabaseUrl url = DatabaseUrl::sqlite(m_folder.filePath(QStringLiteral("console.sqlite")));
    m_connection = must(Connection::open(url, Access::ReadWrite, QStringLiteral("test")));
    must(schema::upgrade(*m_connection));
    m_stores = std::make_unique<Stores>(*m_connection);
    if (content == Content::OneOfEachState) {
        addOneOfEachState();
    }
    openWindow(url, confirmer);
}

ConsoleUnderTest::ConsoleUnderTest(const DatabaseUrl& url)
{
    m_connection = must(Connection::open(url, Access::ReadWrite, QStringLiteral("test")));
    m_stores = std::make_unique<Stores>(*m_connection);
    openWindow(url, nullptr);
}

void ConsoleUnderTest::openWindow(const DatabaseUrl& url, Confirmer* confirmer)
{
    m_settings = std::make_unique<AppSettings>(m_folder.filePath(QStringLiteral("console.ini")));

    ServicesConfig config;
    config.database = url;
    config.registryUrl = m_registry.url();
    config.actor = QStringLiteral("sre@desk");
    config.origin = Origin::Console;
    m_theme.apply(AppSettings::Theme::Light);
    m_services = std::make_unique<Services>(config);
    m_models = std::make_unique<ConsoleModels>(*m_services);
    m_window = std::make_unique<MainWindow>(
        *m_settings, m_theme, MainWindow::Names{url.toDisplayString(), m_registry.url().toString()}, m_services->clock);
    m_window->resize(1280, 800);
    m_window->showConsole(m_models->parts(), confirmer);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get())) {
        qFatal("the window is not shown");
    }
}

ConsoleUnderTest::~ConsoleUnderTest()
{
    // As the program does: what was asked for comes to its end before the engine goes.
    const ConsolePage* console = m_window->console();
    if (!QTest::qWaitFor([console] { return console->pendingActions() == 0; })) {
        qFatal("an action does not come to its end");
    }
    m_window.reset();
    m_models.reset();
}

void ConsoleUnderTest::addOneOfEachState()
{
    using E = MigrationEvent;
    const QList<std::pair<QString, QList<E>>> stories{{QStringLiteral("g/default"), {}},
        {QStringLiteral("g/preimporting"), {E::StartPreImport}},
        {QStringLiteral("g/preimportdone"), {E::StartPreImport, E::FinishPreImport}},
        {QStringLiteral("g/importing"), {E::StartPreImport, E::FinishPreImport, E::StartImport}},
        {QStringLiteral("g/done"), {E::StartPreImport, E::FinishPreImport, E::StartImport, E::FinishImport}},
        {QStringLiteral("g/aborted"), {E::StartPreImport, E::AbortImport}},
        {QStringLiteral("g/skipped"), {E::SkipImport}}};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const auto& [path, events] : stories) {
        m_registry.addRepository(path);
        must(m_stores->inventory.add({InventoryEntry{path, QStringLiteral("free"), now.addDays(-1), 3}}, now));
        const qint64 id = must(m_stores->repositories.findByPath(path)).id;
        for (const E event : events) {
            TransitionRequest request;
            request.repositoryId = id;
            request.event = event;
            request.context = TransitionContext{now, true, {}};
            request.actor = QStringLiteral("worker@host");
            request.origin = Origin::Enqueuer;
            if (event == E::AbortImport) {
                request.reason = QStringLiteral("pre_import_failed");
                request.detail = QStringLiteral("blob unknown to registry");
            }
            must(m_stores->repositories.fire(request));
        }
    }
    enableMigration();
}

void ConsoleUnderTest::addMany(int count)
{
    addManyRepositories(*m_connection, count);
}

void ConsoleUnderTest::enableMigration()
{
    must(m_stores->settings.setFlag(flags::enabled, true));
    must(m_stores->settings.setCapacity(5));
}

ContainerRepository ConsoleUnderTest::row(const QString& path)
{
    return must(m_stores->repositories.findByPath(path));
}

QList<MigrationEventRow> ConsoleUnderTest::history(const QString& path)
{
    return must(m_stores->events.history(row(path).id));
}

QStringList ConsoleUnderTest::shownPaths() const
{
    QStringList paths;
    RepositoryTableModel& model = m_models->parts().repositories;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto record = model.repositoryAt(row);
        paths << (record ? record->path : QStringLiteral("?"));
    }
    return paths;
}

bool ConsoleUnderTest::select(const QStringList& paths)
{
    RepositoryTableView& table = m_window->console()->repositoryPage().table();
    if (!QTest::qWaitFor([&] {
            const QStringList shown = shownPaths();
            return std::all_of(
                paths.cbegin(), paths.cend(), [&shown](const QString& path) { return shown.contains(path); });
        })) {
        return false;
    }
    const int column = m_models->parts().repositories.columnOf(RepositoryColumn::Path);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QModelIndex index = table.model()->index(static_cast<int>(shownPaths().indexOf(paths[i])), column);
        table.scrollTo(index);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, i == 0 ? Qt::NoModifier : Qt::ControlModifier,
            table.visualRect(index).center());
    }
    return QTest::qWaitFor([&] { return table.tableSelection().count() == paths.size(); });
}

ActionDialog* ConsoleUnderTest::previewedDialog() const
{
    ActionDialog* dialog = nullptr;
    const bool shown = QTest::qWaitFor(
        [&] {
            dialog = m_window->findChild<ActionDialog*>();
            return dialog && dialog->isVisible() && dialog->findChild<QLabel*>(QStringLiteral("headline"))->isVisible();
        },
        patience);
    return shown ? dialog : nullptr;
}

void ConsoleUnderTest::click(const char* buttonName) const
{
    auto* button = find<QAbstractButton>(buttonName);
    if (!button) {
        qFatal("no button %s", buttonName);
    }
    // The strip is not enabled before the policy is read.
    if (!QTest::qWaitFor([button] { return button->isEnabled(); }, patience)) {
        qFatal("the button %s stays disabled", buttonName);
    }
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace transship::testing
