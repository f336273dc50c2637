// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// The completions and the manual page, given to the programs that read them.
class TestCtlCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* what : {"bash", "zsh", "fish", "man"}) {
            const CtlResult result = m_ctl.run({u"completion"_s, QString::fromLatin1(what)});
            QVERIFY2(result.exitCode == 0 && !result.out.isEmpty(), qPrintable(result.toString()));
            QFile file(path(what));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(result.out.toUtf8()) > 0);
        }
        QCOMPARE(m_ctl.run({u"completion"_s, u"csh"_s}).exitCode, 2);
        QVERIFY(!m_ctl.run({u"--help"_s}).out.contains(u"completion"_s)); // hidden
    }

    void bash_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("offered");
        QTest::addColumn<QString>("notOffered");
        QTest::newRow("commands") << u"transshipctl "_s << u"inventory"_s << u"upgrade"_s;
        QTest::newRow("begun") << u"transshipctl st"_s << u"status"_s << u"inventory"_s;
        QTest::newRow("commands of a group") << u"transshipctl db "_s << u"upgrade"_s << u"inventory"_s;
        QTest::newRow("options") << u"transshipctl db upgrade --"_s << u"--dry-run"_s << u"--prefix"_s;
        QTest::newRow("options of all") << u"transshipctl db upgrade --"_s << u"--json"_s << u"--prefix"_s;
        QTest::newRow("after an option with a value")
            << u"transshipctl --actor db inventory "_s << u"scan"_s << u"upgrade"_s;
    }
    void bash()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, offered);
        QFETCH(const QString, notOffered);
        const QString script = u"set -euo pipefail; source %1; read -ra COMP_WORDS <<< \"$1\"; [[ $1 == *' ' ]] && "
                               "COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _transshipctl; "
                               "printf '%s\\n' \"${COMPREPLY[@]}\""_s.arg(path("bash"));
        const QStringList answers = run(u"bash"_s, {u"-c"_s, script, u"bash"_s, line}).split(u'\n');
        QVERIFY2(answers.contains(offered), qPrintable(answers.join(u' ')));
        QVERIFY2(!answers.contains(notOffered), qPrintable(answers.join(u' ')));
    }

    void fish()
    {
        const QString groups = fishOffers(u"transshipctl "_s);
        QVERIFY2(groups.contains(u"inventory\t"_s), qPrintable(groups));
        const QString commands = fishOffers(u"transshipctl db "_s);
        QVERIFY2(commands.contains(u"upgrade\t"_s) && !commands.contains(u"inventory\t"_s), qPrintable(commands));
        QVERIFY(fishOffers(u"transshipctl db upgrade --dry"_s).contains(u"--dry-run"_s));
    }

    void zsh() { run(u"zsh"_s, {u"-n"_s, path("zsh")}); }

    void theManualPageIsWellFormed()
    {
        const QString page = run(u"groff"_s, {u"-man"_s, u"-Tutf8"_s, u"-ww"_s, u"-P-cbou"_s, path("man")});
        for (const char* word : {"transshipctl", "inventory scan", "--dry-run", "TRANSSHIP_DATABASE", "Exit codes"}) {
            QVERIFY2(plain(page).contains(QString::fromLatin1(word)), word);
        }
    }

private:
    QString path(const char* what) const { return m_folder.filePath(QString::fromLatin1(what)); }

    QString fishOffers(const QString& line) const
    {
        return run(u"fish"_s, {u"--no-config"_s, u"-c"_s, u"source %1; complete -C '%2'"_s.arg(path("fish"), line)});
    }

    static QString plain(QString page) { return page.replace(u'\u2010', u'-').replace(u'\u2212', u'-').simplified(); }

    /// What it prints; fails the test when it complains.
    static QString run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(30000)) {
            qFatal("%s does not run: apt-get install %s", qPrintable(program), qPrintable(program));
        }
        const QByteArray complaint = process.readAllStandardError();
        if (process.exitCode() != 0 || !complaint.isEmpty()) {
            qFatal("%s: %s", qPrintable(program), complaint.constData());
        }
        return QString::fromUtf8(process.readAllStandardOutput());
    }

    CtlProcess m_ctl;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCtlCompletion)
#include "tst_ctlcompletion.moc"
