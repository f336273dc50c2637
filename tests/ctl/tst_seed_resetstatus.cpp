// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/stores.h"
#include "tests/ctl/ctlprocess.h"
#include "tests/support/dockerregistry.h"
#include "tests/support/imagebuilder.h"
#include "tests/support/testdatabases.h"

#include <QJsonDocument>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// "Background migration to reset status on container repositories", as it was validated: ten repositories with ten
/// tags each in a real registry, three of them emptied, all scheduled for deletion.
class TestSeedResetStatus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem()));
        for (DockerRegistry* registry : {&m_registry, &m_target}) {
            const QString problem = registry->start();
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
        }
        ImageBuilder images(m_registry.url());
        for (int i = 1; i <= 10; ++i) {
            const QString path = pathOf(i);
            QString digest;
            for (int tag = 1; tag <= 10; ++tag) {
                digest
                    = images.image(path, QString::number(tag), {ImageBuilder::randomBytes(64, quint32(i * 100 + tag))});
                if (emptied.contains(i)) {
                    images.remove(path, digest);
                }
            }
            QCOMPARE(images.tags(path).size(), emptied.contains(i) ? 0 : 10);
        }
        m_importer = m_importerCtl.start({u"importer"_s, u"serve"_s, u"--source"_s, m_registry.url().toString(),
            u"--target"_s, m_target.url().toString(), u"--json"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_importer->canReadLine(), 30'000);
        m_importerUrl = QJsonDocument::fromJson(m_importer->readLine()).object()[u"url"_s].toString();
        QVERIFY(!m_importerUrl.isEmpty());
    }

    void cleanupTestCase()
    {
        m_importer->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(m_importer->state(), QProcess::NotRunning, 30'000);
    }

    void liftsTheStatusOfSevenOfTen_data() { TestDatabases::addRows(); }
    void liftsTheStatusOfSevenOfTen()
    {
        const DatabaseUrl url = m_databases.createForRow();
        scheduleAll(url);
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, m_importerUrl);
        const QStringList start{u"background"_s, u"start"_s, u"reset-status"_s};

        const CtlResult dry = ctl.run(start + QStringList{u"--dry-run"_s, u"--json"_s});
        QVERIFY2(dry.exitCode == 0, qPrintable(dry.toString()));
        QCOMPARE(dry.out.count(u"\"would_change\":true"_s), 7);
        QCOMPARE(dry.out.count(u"\"has_tags\":false"_s), 3);
        QCOMPARE(statuses(url), QString(10, QChar(u'0')));

        const CtlResult run = ctl.run(start + QStringList{u"--wait"_s, u"--yes"_s, u"--json"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.toString()));
        QCOMPARE(run.json()[u"status"_s].toString(), u"finished"_s);
        QCOMPARE(run.json()[u"changed"_s].toInt(), 7);
        QCOMPARE(statuses(url), u"--0-0-0---"_s);
        checkLog(run);

        const CtlResult down = ctl.run({u"background"_s, u"down"_s, u"reset-status"_s});
        QVERIFY2(down.exitCode == 0 && down.out.contains(u"nothing to undo"), qPrintable(down.toString()));
        const CtlResult again = ctl.run(start + QStringList{u"--wait"_s, u"--yes"_s, u"--json"_s});
        QCOMPARE(again.json()[u"changed"_s].toInt(), 0); // the three that are left have no tags
    }

private:
    static QString pathOf(int i) { return u"root/bkg-migration/registry-test%1"_s.arg(i); }

    static void scheduleAll(const DatabaseUrl& url)
    {
        const auto connection = TestDatabases::open(url);
        Stores stores(*connection);
        QList<InventoryEntry> entries;
        for (int i = 1; i <= 10; ++i) {
            InventoryEntry entry;
            entry.path = pathOf(i);
            entries << entry;
        }
        QVERIFY(stores.inventory.add(entries, QDateTime::currentDateTimeUtc()).ok());
        QVERIFY(connection->exec(u"UPDATE container_repositories SET status = 0"_s).ok());
    }

    /// In the order of the repositories: 0 for delete_scheduled, - for none.
    static QString statuses(const DatabaseUrl& url)
    {
        const auto connection = TestDatabases::open(url, Access::ReadOnly);
        Stores stores(*connection);
        QString text;
        for (int i = 1; i <= 10; ++i) {
            const auto row = stores.repositories.findByPath(pathOf(i));
            text += row->status ? QString::number(int(*row->status)) : u"-"_s;
        }
        return text;
    }

    /// {"severity":"INFO","time":"…","correlation_id":…,"migrator":"ResetStatusOnContainerRepositories","has_tags":…,
    /// "container_repository_id":…,"container_repository_path":"…"}, one a repository.
    static void checkLog(const CtlResult& run)
    {
        QHash<QString, bool> hasTags;
        for (const QString& line : run.err.split(u'\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
            if (!object.contains(u"has_tags"_s)) {
                continue;
            }
            QCOMPARE(object.keys(),
                (QStringList{u"container_repository_id"_s, u"container_repository_path"_s, u"correlation_id"_s,
                    u"has_tags"_s, u"migrator"_s, u"severity"_s, u"time"_s}));
            QCOMPARE(object[u"severity"_s].toString(), u"INFO"_s);
            QCOMPARE(object[u"migrator"_s].toString(), u"ResetStatusOnContainerRepositories"_s);
            QCOMPARE(object[u"correlation_id"_s].toString(), run.json()[u"correlation_id"_s].toString());
            QVERIFY(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"_s)
                        .match(object[u"time"_s].toString())
                        .hasMatch());
            QVERIFY(object[u"container_repository_id"_s].toInt() > 0);
            hasTags.insert(object[u"container_repository_path"_s].toString(), object[u"has_tags"_s].toBool());
        }
        QCOMPARE(hasTags.size(), 10);
        for (int i = 1; i <= 10; ++i) {
            QCOMPARE(hasTags.value(pathOf(i)), !emptied.contains(i));
        }
    }

    inline static const QList<int> emptied{3, 5, 7};
    TestDatabases m_databases;
    DockerRegistry m_registry;
    DockerRegistry m_target; ///< the importer, which tells the tags of the first, wants one
    CtlProcess m_importerCtl;
    std::unique_ptr<QProcess> m_importer;
    QString m_importerUrl;
};

QTEST_GUILESS_MAIN(TestSeedResetStatus)
#include "tst_seed_resetstatus.moc"
