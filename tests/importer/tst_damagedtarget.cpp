// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryverifier.h"
#include "tests/importer/importerbench.h"
#include "tests/support/eventual.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {
const QString path = u"group/app"_s;
} // namespace

/// A real target that lost power: files of its storage end early. What a new copy can mend is mended, what it cannot is
/// said, and nothing is called complete.
class TestDamagedTarget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }
    void rule12_brokenLinkIsWrittenAnew();
    void rule12_cutBlobIsSaid();

private:
    void cut(const QString& file, qint64 bytes) const;
    Verification verified(const std::shared_ptr<EvidenceStore>& evidence = {}) const;

    const QByteArray m_layer = ImageBuilder::randomBytes(50'000, 1);
    const QString m_digest = ImageBuilder::digestOf(m_layer);
    const QString m_hash = m_digest.section(u':', 1);
    std::unique_ptr<ImporterBench> m_bench;
};

void TestDamagedTarget::init()
{
    m_bench = std::make_unique<ImporterBench>();
    QCOMPARE(m_bench->start(), QString());
    m_bench->source->image(path, u"v1"_s, {m_layer});
    QCOMPARE(m_bench->import(path, u"pre"_s), u"pre_import_complete"_s);
    m_bench->source->image(path, u"v2"_s, {m_layer, ImageBuilder::randomBytes(10, 2)});
    QCOMPARE(m_bench->restart({}), QString()); // remembers nothing of what the target has
}

void TestDamagedTarget::cut(const QString& file, qint64 bytes) const
{
    QFile damaged(m_bench->targetRegistry.dataFolder() + u"/docker/registry/v2/"_s + file);
    QVERIFY2(damaged.exists() && damaged.resize(bytes), qPrintable(damaged.fileName()));
}

Verification TestDamagedTarget::verified(const std::shared_ptr<EvidenceStore>& evidence) const
{
    const auto client = [](const DockerRegistry& registry) {
        RegistryConnection::Options options;
        options.url = registry.url();
        options.name = u"the registry"_s;
        return OciClient(std::make_shared<RegistryConnection>(
            options, std::make_shared<RequestGovernor>(16), std::make_shared<Cancellation>()));
    };
    RepositoryVerifier verifier(client(m_bench->sourceRegistry), client(m_bench->targetRegistry), path, evidence, {});
    return await(verifier.run());
}

void TestDamagedTarget::rule12_brokenLinkIsWrittenAnew()
{
    cut(u"repositories/group/app/_layers/sha256/%1/link"_s.arg(m_hash), 0);
    QCOMPARE(m_bench->target->http()
                 .send("GET", m_bench->targetRegistry.url().resolved(QUrl(u"/v2/group/app/blobs/%1"_s.arg(m_digest))))
                 .status,
        500);
    const QString ended = m_bench->import(path, u"final"_s);
    QVERIFY2(ended == u"import_complete", qPrintable(m_bench->detail(path)));
    QVERIFY(m_bench->target->hasBlob(path, m_digest));
    const Verification found = verified();
    QVERIFY2(found.outcome == Verification::Outcome::Match && found.tags == 2, qPrintable(found.detail));
}

void TestDamagedTarget::rule12_cutBlobIsSaid()
{
    cut(u"blobs/sha256/%1/%2/data"_s.arg(m_hash.left(2), m_hash), 100);
    QCOMPARE(m_bench->import(path, u"final"_s), u"import_failed"_s);
    const QString detail = m_bench->detail(path);
    QVERIFY2(detail.contains(u"has 100 bytes"_s) && detail.contains(m_hash), qPrintable(detail));
    QTemporaryDir folder;
    const auto database = ImportDatabase::open(DatabaseUrl::sqlite(folder.filePath(u"evidence.sqlite"_s)));
    QVERIFY(database.ok());
    const auto evidence = std::make_shared<EvidenceStore>(*database);
    QCOMPARE(verified(evidence).outcome, Verification::Outcome::Mismatch);
    const QList<VerificationFinding> findings = evidence->findings(path, 0, 100).value();
    const auto differs = std::find_if(findings.begin(), findings.end(),
        [](const VerificationFinding& one) { return one.kind == VerificationFinding::Kind::BlobDiffers; });
    QVERIFY(differs != findings.end());
    QCOMPARE(differs->digest, m_digest);
}

QTEST_GUILESS_MAIN(TestDamagedTarget)
#include "tst_damagedtarget.moc"
