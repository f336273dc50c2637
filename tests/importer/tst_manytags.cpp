// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"
#include "tests/support/eventual.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {
constexpr int tagCount = 10'000;
constexpr int imageCount = 20;
} // namespace

/// One repository with 10,000 tags.
class TestManyTags : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rule19_tenThousandTagsArriveEqual()
    {
        CopyBench bench(FakeHttpServer::Where::OwnThread);
        QStringList images;
        for (int number = 0; number < imageCount; ++number) {
            images.append(bench.source.addImage(bench.path, {}, "layer " + QByteArray::number(number)));
        }
        for (int number = 0; number < tagCount; ++number) {
            bench.source.moveTag(bench.path, u"build-%1"_s.arg(number), images.at(number % imageCount));
        }
        const Result<QString> pre = run(bench, ImportType::Pre);
        QVERIFY2(pre.ok(), pre ? "" : qPrintable(pre.error().toString()));
        // Tags move while nobody looks; one more comes, one goes.
        bench.source.moveTag(bench.path, u"build-17"_s, images.last());
        bench.source.addImage(bench.path, u"late"_s, "a new layer");
        bench.source.removeTag(bench.path, u"build-9999"_s);
        const Result<QString> final = run(bench, ImportType::Final);
        QVERIFY2(final.ok(), final ? "" : qPrintable(final.error().toString()));

        QCOMPARE(bench.target.tags(bench.path).size(), tagCount);
        QVERIFY(bench.tagsAreEqual());
        QCOMPARE(bench.counts().tags, tagCount);
        QCOMPARE(bench.counts().manifests, 1); // the new one: the others were there since the pre import
        QVERIFY(bench.source.mostAtOnce() <= 24); // however many tags there are
    }

private:
    static Result<QString> run(CopyBench& bench, ImportType type)
    {
        Eventual<Result<QString>> done(bench.begin(type)->run());
        return done.get(std::chrono::minutes(10));
    }
};

QTEST_GUILESS_MAIN(TestManyTags)
#include "tst_manytags.moc"
