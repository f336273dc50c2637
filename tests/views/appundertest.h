// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/consoleapp.h"
#include "views/mainwindow/consolepage.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace transship::testing {

/// The whole console program but its main(): start page, windows, profiles in folders of their own. Without a keychain.
class AppUnderTest {
public:
    AppUnderTest()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
        m_options.settingsFile = m_folder.filePath(QStringLiteral("console.ini"));
        m_options.profilesFolder = m_folder.filePath(QStringLiteral("profiles"));
        m_options.theme = AppSettings::Theme::Light;
    }

    ConsoleOptions& options() { return m_options; }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    ProfileStore profiles() const { return ProfileStore(m_options.profilesFolder); }
    ConsoleApp& app() const { return *m_app; }

    /// As the program is started; again: as it is started the next time.
    void start()
    {
        m_app.reset();
        m_app = std::make_unique<ConsoleApp>(m_options);
        m_app->start();
    }

    StartWindow& startWindow() const
    {
        if (!QTest::qWaitFor([this] { return m_app->startWindow() && m_app->startWindow()->isVisible(); })) {
            qFatal("no start page");
        }
        return *m_app->startWindow();
    }

    /// The window of that number with its database open.
    MainWindow& window(int number = 0) const
    {
        if (!QTest::qWaitFor(
                [this, number] {
                    return m_app->sessions().size() > number && m_app->sessions()[number]->window().isConsoleShown();
                },
                20000)) {
            qFatal("no window with an open database");
        }
        return m_app->sessions()[number]->window();
    }

    /// A child of that type and name that is on the screen, waited for.
    template <typename T> static T* shown(QWidget& parent, const char* name)
    {
        T* found = nullptr;
        if (!QTest::qWaitFor([&] {
                for (T* one : parent.findChildren<T*>(QString::fromLatin1(name))) {
                    if (one->isVisible()) {
                        found = one;
                    }
                }
                return found != nullptr;
            })) {
            qFatal("%s is not shown", name);
        }
        return found;
    }
    template <typename T> static void click(QWidget& parent, const char* name)
    {
        T* button = shown<T>(parent, name);
        if (!QTest::qWaitFor([button] { return button->isEnabled(); })) {
            qFatal("%s is disabled", name);
        }
        QTest::mouseClick(button, Qt::LeftButton);
    }
    static void type(QWidget& parent, const char* name, const QString& text)
    {
        auto* edit = shown<QLineEdit>(parent, name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    static qint64 repositories(MainWindow& window)
    {
        return window.findChild<QAbstractItemView*>(QStringLiteral("repositoryTable"))->model()->rowCount();
    }

private:
    QTemporaryDir m_folder;
    ConsoleOptions m_options;
    std::unique_ptr<ConsoleApp> m_app;
};

} // namespace transship::testing
