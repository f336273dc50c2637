// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlserver.h"
#include "tests/support/fakeociregistry.h"
#include "tests/support/rawhttp.h"
#include "tests/support/servertools.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// The importer's commands as an operator runs them.
class TestCtlImporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_source = std::make_unique<FakeOciRegistry>();
        m_target = std::make_unique<FakeOciRegistry>();
        m_ctl = std::make_unique<CtlProcess>();
        m_ctl->setVariable(u"TRANSSHIP_IMPORTER_DATABASE"_s, m_ctl->home() + u"/importer.sqlite"_s);
        m_ctl->setVariable(u"TRANSSHIP_SOURCE_PASSWORD"_s, {});
    }

    void everythingIsThere()
    {
        onBoth(u"a/b"_s, u"v1"_s);
        onBoth(u"a/b"_s, u"v2"_s);
        const CtlResult text = verify({u"a/b"_s});
        QVERIFY2(text.exitCode == 0, qPrintable(text.toString()));
        QVERIFY2(text.out.contains(u"a/b: match (2 tags"), qPrintable(text.out));
        QVERIFY2(text.out.contains(u"1 repository: 1 match"), qPrintable(text.out));

        const CtlResult json = verify({u"a/b"_s, u"--json"_s, u"--tags"_s});
        QCOMPARE(json.exitCode, 0);
        const QJsonObject repository = json.json()[u"repositories"][0].toObject();
        QCOMPARE(repository[u"outcome"].toString(), u"match"_s);
        QCOMPARE(repository[u"tag_digests"].toArray().size(), 2);
        QVERIFY(!repository[u"ended_at"].toString().isEmpty());
        QCOMPARE(json.json()[u"outcomes"][u"match"].toInt(), 1);
    }

    void mismatchIsExitCodeSeven()
    {
        onBoth(u"a/b"_s, u"v1"_s);
        m_source->addImage(u"a/b"_s, u"v2"_s, "another");
        const CtlResult text = verify({u"a/b"_s});
        QVERIFY2(text.exitCode == 7, qPrintable(text.toString()));
        QVERIFY2(text.out.contains(u"a/b: mismatch") && text.out.contains(u"tag_missing v2"), qPrintable(text.out));

        const QString file = m_ctl->home() + u"/report.csv"_s;
        const CtlResult csv = verify({u"a/b"_s, u"--format"_s, u"csv"_s, u"--output"_s, file});
        QCOMPARE(csv.exitCode, 7);
        QCOMPARE(csv.out, QString());
        QFile report(file);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(report.readAll()).split(u'\n');
        QVERIFY(lines.first().startsWith(u"path,outcome,tags,"));
        QVERIFY2(lines.at(1).startsWith(u"a/b,mismatch,2,"), qPrintable(lines.at(1)));
        QCOMPARE(lines.filter(u",tag_missing,v2,"_s).size(), 1);
    }

    void storedEvidence()
    {
        const QString digest = onBoth(u"a/b"_s, u"v1"_s);
        QCOMPARE(m_ctl->run({u"importer"_s, u"evidence"_s}).exitCode, 4); // none yet
        QCOMPARE(verify({u"a/b"_s}).exitCode, 0);
        m_source->stopListening();
        m_target->stopListening(); // nobody is asked
        const CtlResult stored = m_ctl->run({u"importer"_s, u"evidence"_s, u"a/b"_s, u"--json"_s, u"--tags"_s});
        QVERIFY2(stored.exitCode == 0, qPrintable(stored.toString()));
        const QJsonValue tag = stored.json()[u"repositories"][0][u"tag_digests"][0];
        QCOMPARE(tag[u"target_digest"].toString(), digest);
        QCOMPARE(tag[u"source_digest"].toString(), digest);
        QCOMPARE(m_ctl->run({u"importer"_s, u"evidence"_s, u"x/y"_s}).exitCode, 4);
    }

    void aWholeMigration()
    {
        QJsonArray catalog;
        for (const QString& path : {u"a/b"_s, u"a/c"_s, u"d/e"_s}) {
            onBoth(path, u"v1"_s);
            catalog.append(path);
        }
        catalog.append(u"gone/repository"_s); // listed, but deleted
        m_source->script("GET", u"/v2/_catalog"_s, FakeAnswer::json(200, QJsonObject{{u"repositories"_s, catalog}}));
        const CtlResult all = verify({u"--all"_s, u"--json"_s});
        QVERIFY2(all.exitCode == 0, qPrintable(all.toString()));
        QCOMPARE(all.json()[u"outcomes"][u"match"].toInt(), 3);
        QCOMPARE(all.json()[u"outcomes"][u"not_found"].toInt(), 1);
        QCOMPARE(verify({u"--all"_s, u"--prefix"_s, u"a/"_s, u"--json"_s}).json()[u"repositories_count"].toInt(), 2);
        QCOMPARE(verify({u"--all"_s, u"--prefix"_s, u"z/"_s}).exitCode, 4);

        const QString list = m_ctl->home() + u"/list"_s;
        QFile file(list);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("# two\na/b\n\nd/e\n") > 0);
        file.close();
        QCOMPARE(verify({u"--from"_s, list, u"--json"_s}).json()[u"repositories_count"].toInt(), 2);
    }

    void whatWasImported()
    {
        m_source->addImage(u"a/b"_s, u"v1"_s, "layer");
        CtlServer importer(*m_ctl,
            {u"importer"_s, u"serve"_s, u"--source"_s, m_source->url().toString(), u"--target"_s,
                m_target->url().toString()});
        const QUrl url = importer.url().resolved(QUrl(u"/gitlab/v1/import/a/b/"_s));
        RawHttp http;
        const auto status = [&] { return http.send("GET", url).object().value(u"status").toString(); };
        QCOMPARE(http.send("PUT", url.resolved(QUrl(u"?import_type=pre"_s))).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(status(), u"pre_import_complete"_s, 30000);
        QCOMPARE(verify({u"--imported"_s}).exitCode, 7); // no tags yet
        QCOMPARE(http.send("PUT", url.resolved(QUrl(u"?import_type=final"_s))).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(status(), u"import_complete"_s, 30000);
        const CtlResult result = verify({u"--imported"_s, u"--rehash-blobs"_s, u"5"_s, u"--json"_s});
        QVERIFY2(result.exitCode == 0, qPrintable(result.toString()));
        QCOMPARE(result.json()[u"rehashed_blobs"].toInt(), 2);
        QCOMPARE(http.send("GET", importer.url().resolved(QUrl(u"/metrics"_s))).status, 200);
        QCOMPARE(importer.stop(), 0);
    }

    void foreignLayersOnlyWhenAllowed_data()
    {
        QTest::addColumn<bool>("allowed");
        QTest::newRow("by default") << false;
        QTest::newRow("allowed") << true;
    }
    void foreignLayersOnlyWhenAllowed()
    {
        QFETCH(const bool, allowed);
        const QByteArray layer = "a layer of Windows";
        const auto descriptor = [this](const QString& type, const QByteArray& bytes) {
            return QJsonObject{
                {u"mediaType"_s, type}, {u"digest"_s, m_source->addBlob(bytes)}, {u"size"_s, bytes.size()}};
        };
        const QJsonObject image{{u"schemaVersion"_s, 2},
            {u"config"_s, descriptor(u"application/vnd.oci.image.config.v1+json"_s, "{}")},
            {u"layers"_s,
                QJsonArray{descriptor(u"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"_s, layer)}}};
        m_source->addManifest(u"a/b"_s, u"v1"_s, QJsonDocument(image).toJson());
        QStringList arguments{u"importer"_s, u"serve"_s, u"--source"_s, m_source->url().toString(), u"--target"_s,
            m_target->url().toString()};
        if (allowed) {
            arguments.append(u"--copy-foreign-layers"_s);
        }
        CtlServer importer(*m_ctl, arguments);
        const QUrl url = importer.url().resolved(QUrl(u"/gitlab/v1/import/a/b/"_s));
        RawHttp http;
        const auto answer = [&] { return http.send("GET", url).object(); };
        QCOMPARE(http.send("PUT", url.resolved(QUrl(u"?import_type=pre"_s))).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(
            answer().value(u"status").toString(), allowed ? u"pre_import_complete"_s : u"pre_import_failed"_s, 30000);
        QCOMPARE(m_target->hasBlob(u"a/b"_s, FakeOciRegistry::digestOf(layer)), allowed);
        const QString detail = answer().value(u"detail").toString();
        QVERIFY2(detail.contains(u"foreign layers") != allowed, qPrintable(detail));
        QCOMPARE(importer.stop(), 0);
    }

    void freezeHookThatIsNone()
    {
        const CtlResult result = m_ctl->run({u"importer"_s, u"serve"_s, u"--source"_s, m_source->url().toString(),
            u"--target"_s, m_target->url().toString(), u"--freeze-hook"_s, u"/no/such/program"_s});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(u"/no/such/program"), qPrintable(result.toString()));
    }

    void otherExitCodes()
    {
        onBoth(u"a/b"_s, u"v1"_s);
        QCOMPARE(verify({u"a/nothing"_s}).exitCode, 4);
        QCOMPARE(verify({u"a/b"_s, u"a/nothing"_s}).exitCode, 3);
        QCOMPARE(verify({}).exitCode, 2);
        QCOMPARE(verify({u"a/b"_s, u"--all"_s}).exitCode, 2);
        QCOMPARE(verify({u"a/b"_s, u"--output"_s, m_ctl->home() + u"/no/such/folder/report"_s}).exitCode, 1);
        m_source->moveTag(u"a/b"_s, u"broken"_s, FakeOciRegistry::digestOf("nothing"));
        const CtlResult broken = verify({u"a/b"_s});
        QVERIFY2(broken.exitCode == 3 && broken.out.contains(u"source_broken broken"), qPrintable(broken.toString()));
        m_target->script("*", u"."_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s));
        QCOMPARE(verify({u"a/b"_s}).exitCode, 5);
    }

private:
    QString onBoth(const QString& path, const QString& tag)
    {
        const QByteArray layer = (path + tag).toLatin1();
        m_source->addImage(path, tag, layer);
        return m_target->addImage(path, tag, layer);
    }

    CtlResult verify(const QStringList& arguments)
    {
        return m_ctl->run(QStringList{u"importer"_s, u"verify"_s, u"--source"_s, m_source->url().toString(),
                              u"--target"_s, m_target->url().toString()}
            + arguments);
    }

    std::unique_ptr<FakeOciRegistry> m_source;
    std::unique_ptr<FakeOciRegistry> m_target;
    std::unique_ptr<CtlProcess> m_ctl;
};

QTEST_GUILESS_MAIN(TestCtlImporter)
#include "tst_ctlimporter.moc"
