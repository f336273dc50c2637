// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start/startwindow.h"

#include "views/common/icons.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/profilebanner.h"
#include "views/start/profiledialog.h"
#include "views/start/scandialog.h"

#include <QCloseEvent>
#include <QCommandLinkButton>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr QSize preferredSize{900, 560};

/// Two lines; without the database's options, which are in the tool tip.
QString summaryOf(const ConnectionProfile& profile)
{
    QString text
        = profileMark(profile.type) + profile.name + u'\n' + profile.database.toDisplayString().section(u'?', 0, 0);
    if (!profile.registryUrl.isEmpty()) {
        text += QStringLiteral("  ·  ") + profile.registryUrl.toDisplayString();
    }
    return text;
}

} // namespace

StartWindow::StartWindow(ConnectionHost& host, QWidget* parent)
    : QWidget(parent)
    , m_host(host)
    , m_list(new QListWidget(this))
    , m_empty(new QLabel(this))
    , m_open(new QPushButton(tr("&Open"), this))
    , m_edit(new QPushButton(tr("&Edit…"), this))
    , m_duplicate(new QPushButton(tr("D&uplicate…"), this))
    , m_remove(new QPushButton(tr("&Delete…"), this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("startWindow"));
    setWindowTitle(tr("Connections – Transship"));
    setWindowIcon(applicationIcon());
    resize(preferredSize);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(24);
    columns->addWidget(connections(), 3);
    columns->addWidget(beginnings(), 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(18);
    layout->addLayout(heading());
    layout->addLayout(columns, 1);
    m_problem->setObjectName(QStringLiteral("startProblem"));
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(warningRole);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->hide();
    layout->addWidget(m_problem);
    reload();
}

QLayout* StartWindow::heading()
{
    auto* icon = new QLabel(this);
    icon->setPixmap(applicationIcon().pixmap(QSize(44, 44), devicePixelRatioF()));
    auto* name = new QLabel(QStringLiteral("Transship"), this);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setBold(true);
    name->setFont(large);
    auto* words = new QLabel(tr("Moves container registries, repository by repository"), this);
    words->setForegroundRole(secondaryRole);
    auto* text = new QVBoxLayout;
    text->setSpacing(0);
    text->addWidget(name);
    text->addWidget(words);
    auto* layout = new QHBoxLayout;
    layout->setSpacing(14);
    layout->addWidget(icon);
    layout->addLayout(text);
    layout->addStretch(1);
    return layout;
}

QWidget* StartWindow::connections()
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Connections"), column);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setBold(true);
    title->setFont(large);
    layout->addWidget(title);
    m_list->setObjectName(QStringLiteral("connectionList"));
    m_list->setAccessibleName(tr("Connections, the last one opened first"));
    m_list->setSpacing(3);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_list, 1);
    m_empty->setText(tr("Nothing was opened yet. Choose how to begin."));
    m_empty->setObjectName(QStringLiteral("noConnections"));
    m_empty->hide(); // until it is known
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(secondaryRole);
    layout->addWidget(m_empty, 1);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_open, m_edit, m_duplicate, m_remove}) {
        button->setAutoDefault(true);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    m_open->setObjectName(QStringLiteral("openConnection"));
    m_edit->setObjectName(QStringLiteral("editConnection"));
    m_duplicate->setObjectName(QStringLiteral("duplicateConnection"));
    m_remove->setObjectName(QStringLiteral("removeConnection"));
    updateButtons();
    connect(m_list, &QListWidget::currentRowChanged, this, &StartWindow::updateButtons);
    connect(m_list, &QListWidget::itemActivated, this, &StartWindow::openCurrent);
    connect(m_open, &QPushButton::clicked, this, &StartWindow::openCurrent);
    connect(m_edit, &QPushButton::clicked, this, &StartWindow::editCurrent);
    connect(m_duplicate, &QPushButton::clicked, this, &StartWindow::duplicateCurrent);
    connect(m_remove, &QPushButton::clicked, this, &StartWindow::askToRemoveCurrent);
    return column;
}

QCommandLinkButton* StartWindow::beginning(
    const QString& name, const QString& text, const QString& description, void (StartWindow::*slot)())
{
    auto* button = new QCommandLinkButton(text, description, this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setAccessibleDescription(description);
    button->setIcon(themedIcon(QStringLiteral("action-start")));
    connect(button, &QCommandLinkButton::clicked, this, slot);
    return button;
}

QWidget* StartWindow::beginnings()
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_local = beginning(QStringLiteral("beginLocal"), tr("Open the &local migration"),
        tr("The database that transshipctl uses when none is named"), &StartWindow::openLocal);
    m_local->hide(); // until it is known to be there
    m_demo = beginning(QStringLiteral("beginDemo"), tr("&Try the demo"),
        tr("A made-up migration in the middle of its work, in a database of its own"), &StartWindow::openDemo);
    layout->addWidget(m_local);
    layout->addWidget(m_demo);
    layout->addWidget(beginning(QStringLiteral("beginFile"), tr("Open a database &file…"),
        tr("A migration in a SQLite file"), &StartWindow::openFile));
    layout->addWidget(beginning(QStringLiteral("beginServer"), tr("Connect to &PostgreSQL…"),
        tr("The migration of a team, on its server"), &StartWindow::newServer));
    layout->addWidget(beginning(QStringLiteral("beginScan"), tr("&Scan a registry…"),
        tr("A new migration of all that its catalog lists"), &StartWindow::openScan));
    layout->addStretch(1);
    return column;
}

QCoro::Task<> StartWindow::reload()
{
    const QPointer<StartWindow> self(this);
    m_error.clear();
    const ConnectionHost::Known known = co_await m_host.known();
    if (self) {
        showKnown(known);
    }
}

void StartWindow::showKnown(const ConnectionHost::Known& known)
{
    const QString chosen = current() ? current()->name : QString();
    m_profiles = known.listing.profiles;
    const QStringList recent = m_host.recentProfiles();
    const auto age = [&recent](const ConnectionProfile& profile) {
        const qsizetype place = recent.indexOf(profile.name);
        return place < 0 ? recent.size() : place;
    };
    std::stable_sort(
        m_profiles.begin(), m_profiles.end(), [&age](const auto& a, const auto& b) { return age(a) < age(b); });
    m_list->clear();
    for (const ConnectionProfile& profile : std::as_const(m_profiles)) {
        auto* item = new QListWidgetItem(themedIcon(QStringLiteral("empty-database")), summaryOf(profile), m_list);
        item->setToolTip(profile.database.toDisplayString() + u'\n' + profile.registryUrl.toDisplayString());
        if (profile.name == chosen) {
            m_list->setCurrentItem(item);
        }
    }
    if (!m_list->currentItem()) {
        m_list->setCurrentRow(0);
    }
    m_list->setVisible(!m_profiles.isEmpty());
    m_empty->setVisible(m_profiles.isEmpty());
    m_localDatabase = known.local;
    m_local->setVisible(known.local.has_value());
    m_unusable.clear();
    for (const Error& problem : known.listing.problems) {
        m_unusable << problem.toString();
    }
    showProblems();
    updateButtons();
}

void StartWindow::showError(const Error& error)
{
    m_error = error.toString();
    showProblems();
}

void StartWindow::showProblems()
{
    QStringList problems = m_unusable;
    if (!m_error.isEmpty()) {
        problems.prepend(m_error);
    }
    m_problem->setText(problems.join(u'\n'));
    m_problem->setVisible(!problems.isEmpty());
}

std::optional<ConnectionProfile> StartWindow::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_profiles.size() ? std::optional(m_profiles[row]) : std::nullopt;
}

void StartWindow::updateButtons()
{
    for (QPushButton* button : {m_open, m_edit, m_duplicate, m_remove}) {
        button->setEnabled(current().has_value());
    }
}

void StartWindow::openCurrent()
{
    if (const auto profile = current()) {
        m_host.open(*profile);
    }
}

void StartWindow::edit(const ConnectionProfile& profile, const QString& formerName)
{
    auto* dialog = new ProfileDialog(m_host, profile, formerName, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProfileDialog::saved, this, [this](const ConnectionProfile& saved, bool open) {
        reload();
        if (open) {
            m_host.open(saved);
        }
    });
    dialog->open();
}

void StartWindow::editCurrent()
{
    if (const auto profile = current()) {
        edit(*profile, profile->name);
    }
}

void StartWindow::duplicateCurrent()
{
    if (auto profile = current()) {
        profile->name = tr("Copy of %1").arg(profile->name);
        edit(*profile, QString());
    }
}

void StartWindow::askToRemoveCurrent()
{
    const auto profile = current();
    if (!profile) {
        return;
    }
    auto* question = new QMessageBox(QMessageBox::Question, tr("Delete the connection"),
        tr("Delete the connection %1 with its secrets in the keychain?").arg(profile->name), QMessageBox::NoButton,
        this);
    question->setObjectName(QStringLiteral("removeQuestion"));
    question->setInformativeText(tr("The database itself is not touched."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("confirmRemove"));
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, name = profile->name] { remove(name); });
    question->open();
}

QCoro::Task<> StartWindow::remove(QString name)
{
    const QPointer<StartWindow> self(this);
    const Result<void> removed = co_await m_host.remove(name);
    if (!self) {
        co_return;
    }
    reload();
    if (!removed) {
        showError(removed.error());
    }
}

void StartWindow::openDemo()
{
    makeDemo();
}

QCoro::Task<> StartWindow::makeDemo()
{
    const QPointer<StartWindow> self(this);
    m_demo->setEnabled(false);
    const QString description = m_demo->description();
    m_demo->setDescription(tr("Making it…"));
    const Result<ConnectionProfile> demo = co_await m_host.makeDemo();
    if (!self) {
        co_return;
    }
    m_demo->setEnabled(true);
    m_demo->setDescription(description);
    if (!demo) {
        showError(demo.error());
        co_return;
    }
    reload();
    m_host.open(*demo);
}

void StartWindow::openFile()
{
    auto* dialog = new QFileDialog(
        this, tr("Open a database file"), QString(), tr("SQLite databases (*.sqlite *.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { openPath(path); });
    dialog->open();
}

void StartWindow::openLocal()
{
    if (m_localDatabase) {
        openPath(m_localDatabase->name());
    }
}

QCoro::Task<> StartWindow::openPath(QString path)
{
    const QPointer<StartWindow> self(this);
    const Result<ConnectionProfile> profile = co_await m_host.profileOfFile(path);
    if (!self) {
        co_return;
    }
    if (!profile) {
        showError(profile.error());
        co_return;
    }
    reload();
    m_host.open(*profile);
}

void StartWindow::newServer()
{
    ConnectionProfile profile;
    profile.database = DatabaseUrl::postgresql(QString(), -1, QString(), QString(), {});
    profile.databasePassword.kind = SecretSource::Kind::Keychain;
    edit(profile, QString());
}

void StartWindow::openScan()
{
    auto* dialog = new ScanDialog(m_host, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScanDialog::scanned, this, [this](const ConnectionProfile& profile) {
        reload();
        m_host.open(profile);
    });
    dialog->open();
}

void StartWindow::closeEvent(QCloseEvent* event)
{
    event->accept();
    Q_EMIT closed();
}

} // namespace transship
