// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"
#include "tests/support/eventual.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

/// Rules 19 to 27 of the OCI checklist (docs/importer.md): tags of many kinds, and what becomes of them while others
/// move them.
class TestTagRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<CopyBench>(); }
    void cleanup() { m_bench.reset(); }
    void rule19_manyTagsOfFewImages();
    void rule19_interruptedPreImportGoesOnFromItsCheckpoint();
    void rule20_equalTagsAreNotWritten();
    void rule20_immutableTagsAreAConflict_data();
    void rule20_immutableTagsAreAConflict();
    void rule21_tagsThatMoveBetweenPreAndFinal();
    void rule21_tagsThatMoveDuringTheFinalImport();
    void rule21_manifestsThatAreDeletedDuringTheFinalImport();
    void rule21_finalImportTwiceChangesNothing();
    void rule22_aSourceThatNobodyFreezesIsNoticed();
    void rule23_nothingIsDeletedOnTheTarget();
    void rule24_namesThatLeadElsewhereAreRefused_data();
    void rule24_namesThatLeadElsewhereAreRefused();
    void rule25_emptyAndDeletedRepositories();
    void rule26_aTagThatDidNotArriveIsNoSuccess();
    void rule27_hugeManifestIsRefused();
    void rule27_sizeLimitOfAProxyIsNamed();

private:
    FakeOciRegistry& source() { return m_bench->source; }
    FakeOciRegistry& target() { return m_bench->target; }
    const QString& path() const { return m_bench->path; }
    void migrate();
    void addTags(int count);

    std::unique_ptr<CopyBench> m_bench;
};

void TestTagRules::migrate()
{
    const Result<QString> done = m_bench->migrate();
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
}

void TestTagRules::addTags(int count)
{
    const QString digest = source().addImage(path(), u"t0"_s, "layer");
    for (int i = 1; i < count; ++i) {
        source().moveTag(path(), u"t%1"_s.arg(i), digest);
    }
}

void TestTagRules::rule19_manyTagsOfFewImages()
{
    addTags(1500);
    source().setPaging(FakeOciRegistry::Paging::Link, 100);
    migrate();
    QVERIFY(m_bench->tagsAreEqual());
    // Not one for each tag: only those that began before the first answer. Some registries count what is read.
    const int read = source().count("GET", u"/manifests/"_s);
    QVERIFY2(read < 50, qPrintable(QString::number(read)));
    QCOMPARE(source().count("GET", u"/blobs/"_s), 2);
    QCOMPARE(target().count("PUT", u"/manifests/"_s), 1 + 1500);
    QCOMPARE(m_bench->begin(ImportType::Pre)->progress().tagsSeen, 0);
}

void TestTagRules::rule19_interruptedPreImportGoesOnFromItsCheckpoint()
{
    addTags(500);
    source().setPaging(FakeOciRegistry::Paging::Link, 100);
    source().scriptNth("HEAD", u"/manifests/"_s, 440, FakeAnswer::error(401, u"UNAUTHORIZED"_s));
    QVERIFY(!m_bench->run(ImportType::Pre).ok());
    source().clearLog();
    const Result<QString> resumed = m_bench->run(ImportType::Pre);
    QVERIFY(resumed.ok());
    QVERIFY2(source().count("HEAD", u"/manifests/"_s) <= 500 - 400, "it began anew");
    QCOMPARE(source().count("GET", u"/blobs/"_s), 0);
}

void TestTagRules::rule20_equalTagsAreNotWritten()
{
    addTags(40);
    migrate();
    FakeOciRegistry::Rules rules;
    rules.immutableTags = true;
    target().setRules(rules);
    source().clearLog();
    target().clearLog();
    const Result<QString> again = m_bench->run(ImportType::Final);
    QVERIFY2(again.ok(), again ? "" : qPrintable(again.error().toString()));
    QCOMPARE(target().count("PUT"), 0);
    QCOMPARE(source().count("HEAD") + target().count("HEAD"), 2 * 40); // and a page or two
    QVERIFY(source().count() + target().count() <= 2 * 40 + 4);
}

void TestTagRules::rule20_immutableTagsAreAConflict_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 403, 409, 412}) {
        QTest::addRow("%d", status) << status;
    }
}

void TestTagRules::rule20_immutableTagsAreAConflict()
{
    QFETCH(int, status);
    const QString other = target().addImage(path(), u"t3"_s, "another image");
    FakeOciRegistry::Rules rules;
    rules.immutableTags = true;
    rules.immutableStatus = status;
    target().setRules(rules);
    addTags(10);
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY(!done.ok());
    QVERIFY2(done.error().message.contains(u"1 of 10 tags"), qPrintable(done.error().message));
    QVERIFY2(m_bench->failures().value(0).startsWith(u"t3: ") && m_bench->failures().value(0).contains(u"immutable"),
        qPrintable(m_bench->failures().value(0)));
    QCOMPARE(target().tags(path()).value(u"t3"_s), other);
    QCOMPARE(target().tags(path()).size(), 10); // the others came over
}

void TestTagRules::rule21_tagsThatMoveBetweenPreAndFinal()
{
    source().addImage(path(), u"stays"_s, "1");
    source().addImage(path(), u"moves"_s, "2");
    source().addImage(path(), u"goes"_s, "3");
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    source().addImage(path(), u"moves"_s, "4");
    source().addImage(path(), u"comes"_s, "5");
    source().removeTag(path(), u"goes"_s);
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY(done.ok());
    QVERIFY(m_bench->tagsAreEqual());
    QVERIFY(!target().tags(path()).contains(u"goes"_s)); // recorded, and not brought back
}

void TestTagRules::rule21_tagsThatMoveDuringTheFinalImport()
{
    addTags(300);
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    int seen = 0;
    source().onRequest([this, &seen](const FakeRequest& request) {
        if (request.verb != "HEAD" || ++seen > 900) {
            return;
        }
        if (seen == 290) {
            source().addImage(path(), u"t5"_s, "moved after it was written");
            source().addImage(path(), u"a-late-one"_s, "added");
            source().removeTag(path(), u"t9"_s);
        } else if (seen == 450) {
            source().addImage(path(), u"t7"_s, "moved while it is looked at again");
        }
    });
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
    QMap<QString, QString> expected = source().tags(path());
    QMap<QString, QString> found = target().tags(path());
    if (found.contains(u"t9"_s)) { // it was written before it went: not deleted, but said
        QVERIFY2(done->contains(u"t9"), qPrintable(*done));
        found.remove(u"t9"_s);
    }
    QCOMPARE(found, expected);
}

void TestTagRules::rule21_finalImportTwiceChangesNothing()
{
    addTags(5);
    migrate();
    const QMap<QString, QString> tags = target().tags(path());
    QVERIFY(m_bench->run(ImportType::Final).ok());
    QCOMPARE(target().tags(path()), tags);
}

void TestTagRules::rule22_aSourceThatNobodyFreezesIsNoticed()
{
    addTags(3);
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    int moved = 0;
    source().onRequest([this, &moved](const FakeRequest& request) {
        if (request.verb == "HEAD" && request.path.endsWith(u"/t1")) {
            source().addImage(path(), u"t1"_s, QByteArray::number(++moved));
        }
    });
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::Conflict);
    QVERIFY2(done.error().message.contains(u"block writes"), qPrintable(done.error().message));
    source().onRequest({});
    QVERIFY(m_bench->run(ImportType::Final).ok()); // as soon as it keeps still
    QVERIFY(m_bench->tagsAreEqual());
}

/// Cleaning up deletes manifests, between the look at a tag and the reading of what was behind it, too.
void TestTagRules::rule21_manifestsThatAreDeletedDuringTheFinalImport()
{
    source().addImage(path(), u"stays"_s, "1");
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    QVERIFY(m_bench->run(ImportType::Final).ok()); // so that the next one looks before it reads
    const QString goes = source().addImage(path(), u"goes"_s, "2");
    const QString moves = source().addImage(path(), u"moves"_s, "3");
    bool cleaned = false;
    source().onRequest([&](const FakeRequest& request) {
        const bool reads = request.line().contains(u"/blobs/"_s);
        if (reads && !std::exchange(cleaned, true)) {
            source().removeManifest(path(), goes);
            source().addImage(path(), u"moves"_s, "4");
            source().removeManifest(path(), moves);
            source().removeBlob(FakeOciRegistry::digestOf("2"));
            source().removeBlob(FakeOciRegistry::digestOf("3"));
        }
    });
    const Result<QString> done = m_bench->run(ImportType::Final);
    source().onRequest({});
    QVERIFY(cleaned);
    QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
    QVERIFY(m_bench->tagsAreEqual());
    QVERIFY(!target().tags(path()).contains(u"goes"_s));
}

void TestTagRules::rule23_nothingIsDeletedOnTheTarget()
{
    const QString mine = target().addImage(path(), u"mine"_s, "the target's own");
    addTags(3);
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    source().removeTag(path(), u"t2"_s);
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY(done.ok());
    QVERIFY2(done->contains(u"mine"), qPrintable(*done)); // said, and left alone
    QCOMPARE(target().tags(path()).value(u"mine"_s), mine);
    QCOMPARE(target().count("DELETE", u"/manifests/|/blobs/sha256"_s), 0);
    QCOMPARE(source().count("DELETE"), 0);
}

void TestTagRules::rule24_namesThatLeadElsewhereAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("up") << u"../../../v2/other/manifests/latest"_s;
    QTest::newRow("dots") << u".."_s;
    QTest::newRow("escaped") << u"%2e%2e%2fx"_s;
    QTest::newRow("query") << u"x?y=z"_s;
    QTest::newRow("new line") << u"x\ny"_s;
    QTest::newRow("too long") << QString(129, u'x');
}

void TestTagRules::rule24_namesThatLeadElsewhereAreRefused()
{
    QFETCH(QString, name);
    source().addImage(path(), u"good"_s, "layer");
    source().moveTag(path(), name, source().tags(path()).value(u"good"_s));
    QVERIFY(!m_bench->migrate().ok()); // the good one came over, and that is not called complete
    QCOMPARE(target().tags(path()).keys(), QStringList{u"good"_s});
    QVERIFY2(m_bench->failures().value(0).contains(u"neither a tag nor a digest"),
        qPrintable(m_bench->failures().join(u'\n')));
    for (const FakeRequest& request : source().requests() + target().requests()) {
        QVERIFY2(request.path.startsWith(u"/v2/group/app/"), qPrintable(request.path));
    }
}

void TestTagRules::rule25_emptyAndDeletedRepositories()
{
    source().addManifest(path(), {}, "{}"); // known, without tags
    migrate();
    m_bench->path = u"no/such"_s;
    const Result<QString> gone = m_bench->run(ImportType::Pre);
    QVERIFY(!gone.ok());
    QCOMPARE(gone.error().code, ErrorCode::NotFound);
    QVERIFY2(gone.error().message.contains(u"no/such"), qPrintable(gone.error().message));
}

void TestTagRules::rule26_aTagThatDidNotArriveIsNoSuccess()
{
    addTags(3);
    // The target says 201 to a tag, and does not keep it.
    FakeAnswer created;
    created.status = 201;
    target().script("PUT", u"/manifests/t1$"_s, created);
    QVERIFY(m_bench->run(ImportType::Pre).ok());
    const Result<QString> done = m_bench->run(ImportType::Final);
    QVERIFY(!done.ok());
    QVERIFY2(done.error().message.contains(u"1 of 3 tags"), qPrintable(done.error().message));
    QVERIFY2(m_bench->failures().value(0).startsWith(u"t1: "), qPrintable(m_bench->failures().value(0)));
    QVERIFY(!target().tags(path()).contains(u"t1"_s));
}

void TestTagRules::rule27_hugeManifestIsRefused()
{
    source().addImage(path(), u"good"_s, "layer");
    source().addManifest(path(), u"huge"_s, "{}");
    FakeAnswer huge;
    huge.contentType = mediatype::ociManifest;
    huge.body = QByteArray(1'000'000, ' ');
    huge.announcedBytes = 100 * 1024 * 1024; // the rest is never waited for
    source().script("GET", u"/manifests/(huge|%1)$"_s.arg(FakeOciRegistry::digestOf("{}")), huge);
    QVERIFY(!m_bench->migrate().ok());
    QVERIFY2(
        m_bench->failures().value(0).startsWith(u"huge: ") && m_bench->failures().value(0).contains(u"more than 4 MiB"),
        qPrintable(m_bench->failures().value(0)));
    QVERIFY(target().hasManifest(path(), source().tags(path()).value(u"good"_s)));
}

void TestTagRules::rule27_sizeLimitOfAProxyIsNamed()
{
    source().addImage(path(), u"1"_s, "layer");
    FakeAnswer tooLarge = FakeAnswer::html(413, "413 Request Entity Too Large");
    target().script("PUT", u"/blobs/uploads/"_s, tooLarge);
    const Result<QString> done = m_bench->run(ImportType::Pre);
    QVERIFY(!done.ok());
    QVERIFY2(m_bench->failures().value(0).contains(u"proxy"), qPrintable(m_bench->failures().value(0)));
    QVERIFY(target().count("PUT") <= 2); // not tried again and again
}

QTEST_GUILESS_MAIN(TestTagRules)
#include "tst_tagrules.moc"
