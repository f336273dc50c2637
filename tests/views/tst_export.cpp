// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

namespace {

QStringList linesOf(const QString& file)
{
    QFile report(file);
    if (!report.open(QIODevice::ReadOnly)) {
        return {};
    }
    QStringList lines = QString::fromUtf8(report.readAll()).split(QStringLiteral("\r\n"));
    lines.removeLast();
    lines.removeIf([](const QString& line) { return line.startsWith(u'#'); });
    return lines;
}

QDialog* openDialog(ConsoleUnderTest& console)
{
    console.window().activateWindow();
    // Shortcuts are the active window's, which it is again a moment after a dialog has closed.
    [[maybe_unused]] const bool active = QTest::qWaitFor([&console] { return console.window().isActiveWindow(); });
    QTest::keyClick(&console.window(), Qt::Key_E, Qt::ControlModifier);
    return console.find<QDialog>("exportDialog");
}

template <typename Widget> Widget& in(const QDialog& dialog, const char* name)
{
    auto* found = dialog.findChild<Widget*>(QString::fromLatin1(name));
    if (!found) {
        qFatal("no %s in the dialog", name);
    }
    return *found;
}

void type(QLineEdit& edit, const QString& text)
{
    edit.selectAll();
    QTest::keyClicks(&edit, text);
}

void chooseScope(const QDialog& dialog, const char* name)
{
    auto& button = in<QRadioButton>(dialog, name);
    QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(8, button.height() / 2));
    QVERIFY(button.isChecked());
}

bool ended(const ConsoleUnderTest& console, const QString& words)
{
    return QTest::qWaitFor([&] {
        return console.find<QLabel>("exportText")->text().contains(words)
            && !console.find<QToolButton>("exportCancel")->isVisible();
    });
}

} // namespace

/// Takes the place of the file manager.
class FolderOpener : public QObject {
    Q_OBJECT
public:
    FolderOpener() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
    ~FolderOpener() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QUrl opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened = url; }
};

/// Export… in the real window, with the mouse and the keyboard, down to the file.
class TestExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theViewAsItIs();
    void failuresOnly();
    void theSelection();
    void theSuffixFollowsTheFormat();
    void everyFormat_data();
    void everyFormat();
    void whatCannotBeWrittenIsSaid();
    void canceledBeforeItStarts();
    void theFolderIsOpened();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestExport::theViewAsItIs()
{
    ConsoleUnderTest console;
    auto* filter = console.find<QLineEdit>("filterEdit");
    type(*filter, QStringLiteral("state:import_done,default"));
    QTRY_COMPARE(console.shownPaths(), (QStringList{QStringLiteral("g/default"), QStringLiteral("g/done")}));
    QDialog* dialog = openDialog(console);
    QVERIFY(dialog);
    QVERIFY(in<QRadioButton>(*dialog, "exportView").text().contains(QStringLiteral(": 2 repositories")));
    QVERIFY(!in<QRadioButton>(*dialog, "exportSelection").isEnabled());
    type(in<QLineEdit>(*dialog, "exportFile"), file(QStringLiteral("view.csv")));
    QTest::mouseClick(&in<QPushButton>(*dialog, "exportButton"), Qt::LeftButton);
    QVERIFY(ended(console, QStringLiteral("2 repositories")));
    const QStringList lines = linesOf(file(QStringLiteral("view.csv")));
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QStringLiteral("path,migration_state,since")), qPrintable(lines[0]));
    QVERIFY(lines[1].startsWith(QStringLiteral("g/default,default,")));
    QVERIFY(lines[2].startsWith(QStringLiteral("g/done,import_done,")));
}

void TestExport::failuresOnly()
{
    ConsoleUnderTest console;
    QDialog* dialog = openDialog(console);
    chooseScope(*dialog, "exportFailures");
    type(in<QLineEdit>(*dialog, "exportFile"), file(QStringLiteral("failures.csv")));
    QTest::keyClick(&in<QLineEdit>(*dialog, "exportFile"), Qt::Key_Return);
    QVERIFY(ended(console, QStringLiteral("2 repositories")));
    const QStringList lines = linesOf(file(QStringLiteral("failures.csv")));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].startsWith(QStringLiteral("g/aborted,")) && lines[2].startsWith(QStringLiteral("g/skipped,")));
}

void TestExport::theSelection()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/done"), QStringLiteral("g/importing"), QStringLiteral("g/aborted")}));
    QDialog* dialog = openDialog(console);
    chooseScope(*dialog, "exportSelection");
    auto& columns = in<QComboBox>(*dialog, "exportColumns");
    columns.setFocus();
    QTest::keyClick(&columns, Qt::Key_End);
    type(in<QLineEdit>(*dialog, "exportFile"), file(QStringLiteral("selection.csv")));
    QTest::mouseClick(&in<QPushButton>(*dialog, "exportButton"), Qt::LeftButton);
    QVERIFY(ended(console, QStringLiteral("3 repositories")));
    const QStringList lines = linesOf(file(QStringLiteral("selection.csv")));
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].contains(QStringLiteral("migration_pre_import_started_at")));
    QVERIFY(lines[1].contains(QStringLiteral("g/aborted")));
}

void TestExport::theSuffixFollowsTheFormat()
{
    ConsoleUnderTest console;
    QDialog* dialog = openDialog(console);
    auto& name = in<QLineEdit>(*dialog, "exportFile");
    QVERIFY(name.text().endsWith(QStringLiteral(".csv")));
    auto& format = in<QComboBox>(*dialog, "exportFormat");
    format.setFocus();
    QTest::keyClick(&format, Qt::Key_Down);
    QTest::keyClick(&format, Qt::Key_Down);
    QVERIFY(name.text().endsWith(QStringLiteral(".xlsx")));
    QVERIFY(!in<QWidget>(*dialog, "exportPreamble").isVisible());
    type(name, QStringLiteral("/tmp/"));
    QVERIFY(!in<QPushButton>(*dialog, "exportButton").isEnabled());
}

void TestExport::everyFormat_data()
{
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("csv") << QByteArray("# database: sqlite:");
    QTest::newRow("json") << QByteArray("{\"report\": ");
    QTest::newRow("xlsx") << QByteArray("PK\x03\x04");
    QTest::newRow("pdf") << QByteArray("%PDF-1.");
}

void TestExport::everyFormat()
{
    QFETCH(QByteArray, begins);
    const QString suffix = QString::fromLatin1(QTest::currentDataTag());
    ConsoleUnderTest console;
    QDialog* dialog = openDialog(console);
    chooseScope(*dialog, "exportEverything");
    auto& format = in<QComboBox>(*dialog, "exportFormat");
    format.setFocus();
    for (int i = 0; i < format.count() && !in<QLineEdit>(*dialog, "exportFile").text().endsWith(suffix); ++i) {
        QTest::keyClick(&format, Qt::Key_Down);
    }
    type(in<QLineEdit>(*dialog, "exportFile"), file(QStringLiteral("all.") + suffix));
    QTest::mouseClick(&in<QPushButton>(*dialog, "exportButton"), Qt::LeftButton);
    QVERIFY(ended(console, QStringLiteral("7 repositories")));
    QVERIFY(!console.find<QToolButton>("exportCancel")->isVisible());
    QFile report(file(QStringLiteral("all.") + suffix));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(report.readAll().startsWith(begins));
}

void TestExport::whatCannotBeWrittenIsSaid()
{
    ConsoleUnderTest console;
    QDialog* dialog = openDialog(console);
    type(in<QLineEdit>(*dialog, "exportFile"), QStringLiteral("/nowhere/at/all.csv"));
    QTest::mouseClick(&in<QPushButton>(*dialog, "exportButton"), Qt::LeftButton);
    QVERIFY(ended(console, QStringLiteral("there is no folder /nowhere/at")));
    QVERIFY(!console.find<QToolButton>("exportOpenFolder")->isVisible());
    console.click("exportClose");
    QVERIFY(!console.find<QWidget>("exportBar")->isVisible());
}

void TestExport::canceledBeforeItStarts()
{
    ConsoleUnderTest console;
    QDialog* dialog = openDialog(console);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!console.find<QDialog>("exportDialog"));
    QVERIFY(!console.find<QWidget>("exportBar")->isVisible());
    // And one that is under way.
    for (int i = 0; i < 4; ++i) {
        QList<InventoryEntry> entries;
        for (int n = 0; n < 500; ++n) {
            entries << InventoryEntry{QStringLiteral("many/p%1/r%2").arg(i).arg(n), {}, {}, {}};
        }
        QVERIFY(console.stores().inventory.add(entries, QDateTime::currentDateTimeUtc()));
    }
    dialog = openDialog(console);
    chooseScope(*dialog, "exportEverything");
    auto& format = in<QComboBox>(*dialog, "exportFormat");
    format.setFocus();
    QTest::keyClick(&format, Qt::Key_Down);
    QTest::keyClick(&format, Qt::Key_Down);
    type(in<QLineEdit>(*dialog, "exportFile"), file(QStringLiteral("canceled.xlsx")));
    QTest::mouseClick(&in<QPushButton>(*dialog, "exportButton"), Qt::LeftButton);
    QVERIFY(console.find<QWidget>("exportBar")->findChild<QProgressBar*>()->isVisible());
    console.click("exportCancel");
    QVERIFY(ended(console, QStringLiteral("canceled; nothing was written")));
    QCOMPARE(
        QDir(m_folder.path()).entryList({QStringLiteral("*canceled*")}, QDir::Files | QDir::Hidden), QStringList());
}

void TestExport::theFolderIsOpened()
{
    FolderOpener opener;
    ConsoleUnderTest console;
    QDialog* dialog = openDialog(console);
    type(in<QLineEdit>(*dialog, "exportFile"), file(QStringLiteral("open.csv")));
    QTest::mouseClick(&in<QPushButton>(*dialog, "exportButton"), Qt::LeftButton);
    QVERIFY(ended(console, QStringLiteral("7 repositories")));
    console.click("exportOpenFolder");
    QCOMPARE(opener.opened.toLocalFile(), m_folder.path());
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
