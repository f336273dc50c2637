// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryverifier.h"
#include "tests/importer/importerbench.h"
#include "tests/support/eventual.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {

constexpr qint64 room = 100'000; // a file of the target's may have: manifests fit, layers do not
constexpr int images = 6;
const QString path = u"group/app"_s;

OciClient clientOf(const DockerRegistry& registry)
{
    RegistryConnection::Options options;
    options.url = registry.url();
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(16), std::make_shared<Cancellation>()));
}

} // namespace

/// A real target whose writes fail in the kernel. (A file system of a few megabytes would need rights that who runs the
/// tests may not have; what registries say when such a one is full is in rule17_classes, word for word.)
class TestFullDisk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rule12_realTargetWithoutRoom()
    {
        ImporterBench bench;
        QCOMPARE(bench.start(), QString());
        for (quint32 number = 0; number < images; ++number) {
            bench.source->image(path, u"v%1"_s.arg(number), {ImageBuilder::randomBytes(3 * room, number)});
        }
        QVERIFY(bench.targetRegistry.limitFiles(room));
        QCOMPARE(bench.import(path, u"pre"_s), u"pre_import_failed"_s);
        const QString detail = bench.detail(path);
        QVERIFY2(detail.contains(u"no room left") && detail.contains(u"file too large"), qPrintable(detail));
        QVERIFY2(detail.contains(u"the target registry"), qPrintable(detail));
        // Not tried again and again: each try leaves a half upload behind.
        QVERIFY2(halfUploads(bench) <= 2 * images, qPrintable(QString::number(halfUploads(bench))));
        QVERIFY(bench.target->tags(path).isEmpty());

        QVERIFY(bench.targetRegistry.limitFiles(-1));
        QCOMPARE(bench.import(path, u"pre"_s), u"pre_import_complete"_s);
        QVERIFY(bench.targetRegistry.limitFiles(room)); // full again: what is there already needs no room
        QCOMPARE(bench.import(path, u"final"_s), u"import_complete"_s);
        RepositoryVerifier verifier(clientOf(bench.sourceRegistry), clientOf(bench.targetRegistry), path, nullptr, {});
        const Verification found = await(verifier.run());
        QVERIFY2(found.outcome == Verification::Outcome::Match && found.tags == images, qPrintable(found.detail));
    }

private:
    static int halfUploads(const ImporterBench& bench)
    {
        int count = 0;
        QDirIterator files(
            bench.targetRegistry.dataFolder(), {u"startedat"_s}, QDir::Files, QDirIterator::Subdirectories);
        for (; files.hasNext(); files.next()) {
            ++count;
        }
        return count;
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
