// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/charttools.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSvgRenderer>

using namespace transship;
using namespace transship::testing;

/// Charts saved as pictures, by way of the dialog.
class TestChartPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesAreSaved_data();
    void picturesAreSaved();
    void aPictureThatCannotBeSavedIsSaid();
};

void TestChartPictures::picturesAreSaved_data()
{
    QTest::addColumn<QString>("tab");
    QTest::addColumn<QString>("suffix");
    for (const char* tab : {"Overview", "States", "Failures", "Shares"}) {
        QTest::addRow("%s png", tab) << QString::fromLatin1(tab) << QStringLiteral("png");
    }
    QTest::addRow("states svg") << QStringLiteral("States") << QStringLiteral("svg");
}

void TestChartPictures::picturesAreSaved()
{
    QFETCH(QString, tab);
    QFETCH(QString, suffix);
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    showTab(console, tab);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("chart.") + suffix);
    console.click("exportChart");
    auto* dialog = console.find<QFileDialog>("saveChartDialog");
    QVERIFY(dialog);
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    name->setText(file); // typed, completions would pop up over the buttons
    auto* buttons = dialog->findChild<QDialogButtonBox*>();
    QVERIFY(buttons);
    QTest::mouseClick(buttons->button(QDialogButtonBox::Save), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(file));
    QTRY_VERIFY(console.find<QWidget>("notificationBar")->isVisible());
    const QSize expected = console.find<QWidget>("chartsPanel")->size();
    if (suffix == u"svg") {
        QSvgRenderer drawing(file);
        QVERIFY(drawing.isValid());
        QVERIFY(drawing.defaultSize().width() > expected.width() / 2);
        QFile source(file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        QVERIFY(text.contains("import_done"));
        QVERIFY2(text.count("<path") + text.count("<polygon") + text.count("<polyline") > 7, "nothing is drawn");
    } else {
        const QImage picture(file);
        QVERIFY(picture.width() > expected.width());
        QVERIFY(picture.height() > 200);
    }
}

void TestChartPictures::aPictureThatCannotBeSavedIsSaid()
{
    const ConsoleUnderTest console;
    auto* panel = console.find<ChartsPanel>("chartsPanel");
    QSignalSpy failed(panel, &ChartsPanel::exportFailed);
    console.click("exportChart");
    auto* dialog = console.find<QFileDialog>("saveChartDialog");
    Q_EMIT dialog->fileSelected(QStringLiteral("/proc/self/chart.png"));
    QTRY_COMPARE(failed.count(), 1);
    QTRY_VERIFY(console.find<QWidget>("notificationBar")->isVisible());
    dialog->close();
}

QTEST_MAIN(TestChartPictures)
#include "tst_chartpictures.moc"
