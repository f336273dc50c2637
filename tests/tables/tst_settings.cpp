// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/appsettings.h"
#include "models/settings/logging.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transship;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersAcrossStarts();
    void startsWithDefaults();
    void takesRubbishForNotSet();
    void neverStoresAPassword();
    void keepsSavedViewsInTheirOrder();
    void choosesWhatIsLogged();

private:
    QString file()
    {
        return m_folder.filePath(QStringLiteral("%1.ini").arg(QLatin1StringView(QTest::currentTestFunction())));
    }
    static QByteArray contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void TestSettings::remembersAcrossStarts()
{
    {
        AppSettings settings(file());
        settings.setWindowGeometry(QByteArray("\0\1geometry", 10));
        settings.setWindowState(QByteArrayLiteral("state"));
        settings.setHeaderState(QStringLiteral("repositories"), QByteArrayLiteral("header"));
        settings.setTheme(AppSettings::Theme::Dark);
        settings.setLastDatabase(DatabaseUrl::sqlite(QStringLiteral("/data/a b.sqlite")));
    }
    const AppSettings settings(file());
    QCOMPARE(settings.windowGeometry(), QByteArray("\0\1geometry", 10));
    QCOMPARE(settings.windowState(), QByteArrayLiteral("state"));
    QCOMPARE(settings.headerState(QStringLiteral("repositories")), QByteArrayLiteral("header"));
    QCOMPARE(settings.headerState(QStringLiteral("history")), QByteArray());
    QCOMPARE(settings.theme(), AppSettings::Theme::Dark);
    QVERIFY(settings.lastDatabase());
    QCOMPARE(settings.lastDatabase()->name(), QStringLiteral("/data/a b.sqlite"));
    QVERIFY2(contents(file()).contains("theme=Dark"), "stored by name");
}

void TestSettings::startsWithDefaults()
{
    const AppSettings settings(file());
    QVERIFY(settings.windowGeometry().isEmpty());
    QCOMPARE(settings.theme(), AppSettings::Theme::System);
    QVERIFY(!settings.lastDatabase());
}

void TestSettings::takesRubbishForNotSet()
{
    QFile ini(file());
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[appearance]\ntheme=Purple\n[database]\nlast=oracle:1\n");
    ini.close();
    const AppSettings settings(file());
    QCOMPARE(settings.theme(), AppSettings::Theme::System);
    QVERIFY(!settings.lastDatabase());
}

void TestSettings::neverStoresAPassword()
{
    const auto url = DatabaseUrl::parse(QStringLiteral("postgresql://sre:hunter2@db:5433/transship?sslmode=require"));
    QVERIFY(url.ok());
    {
        AppSettings settings(file());
        settings.setLastDatabase(*url);
        QVERIFY(settings.lastDatabase());
        QCOMPARE(settings.lastDatabase()->host(), QStringLiteral("db"));
        QCOMPARE(settings.lastDatabase()->options().value(QStringLiteral("sslmode")), QStringLiteral("require"));
        QVERIFY(settings.lastDatabase()->password().isEmpty());
    }
    QVERIFY(!contents(file()).isEmpty());
    QVERIFY(!contents(file()).contains("hunter2"));
}

void TestSettings::keepsSavedViewsInTheirOrder()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.ini"));
    {
        AppSettings settings(file);
        QVERIFY(settings.savedViews().isEmpty());
        settings.setSavedViews({{QStringLiteral("b"), QStringLiteral("state:importing"), QByteArray("\0\1", 2)},
            {QStringLiteral("a"), QStringLiteral("path:x/*, \"y\""), {}}});
        settings.setSavedViews(settings.savedViews().mid(0, 2));
    }
    AppSettings settings(file);
    const QList<SavedView> views = settings.savedViews();
    QCOMPARE(views.size(), 2);
    QCOMPARE(views[0].name, QStringLiteral("b"));
    QCOMPARE(views[0].table, QByteArray("\0\1", 2));
    QCOMPARE(views[1].filter, QStringLiteral("path:x/*, \"y\""));
    settings.setSavedViews({});
    QVERIFY(settings.savedViews().isEmpty());
}

void TestSettings::choosesWhatIsLogged()
{
    configureLogging(LogLevel::Quiet);
    QVERIFY(lcConsole().isWarningEnabled() && !lcConsole().isInfoEnabled() && !lcConsole().isDebugEnabled());
    configureLogging(LogLevel::Normal);
    QVERIFY(lcConsole().isInfoEnabled() && !lcConsole().isDebugEnabled());
    configureLogging(LogLevel::Verbose);
    QVERIFY(lcServices().isInfoEnabled() && lcServices().isDebugEnabled());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
