// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryverifier.h"
#include "tests/importer/importerbench.h"
#include "tests/support/eventual.h"
#include "tests/support/migrationsource.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace transship;
using namespace transship::testing;

namespace {

constexpr int manyTags = 300;

OciClient clientOf(const DockerRegistry& registry)
{
    RegistryConnection::Options options;
    options.url = registry.url();
    return OciClient(std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(16), std::make_shared<Cancellation>()));
}

} // namespace

/// A source with everything that registries hold, brought over repository by repository between two real registries:
/// what it can give is there under the same digest, what it cannot is named with its reason, and nothing is called
/// complete that is not.
class TestWholeSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<ImporterBench>();
        const QString problem = m_bench->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_repositories = MigrationSource(m_bench->sourceRegistry, *m_bench->source).fill(manyTags);
    }

    void everyKindOfContent()
    {
        for (const MigrationSource::Repository& repository : std::as_const(m_repositories)) {
            if (repository.isKnown && repository.brokenTags.isEmpty()) {
                arrivesAsAWhole(repository.path);
            }
        }
    }

    void whatTheSourceCannotGive()
    {
        for (const MigrationSource::Repository& repository : std::as_const(m_repositories)) {
            if (!repository.brokenTags.isEmpty()) {
                brokenTagsAreNamed(repository);
            }
        }
    }

    void unknownToTheSource()
    {
        QCOMPARE(m_bench->import(u"kinds/empty"_s, u"pre"_s), u"404 NAME_UNKNOWN"_s);
        QCOMPARE(m_bench->import(u"kinds/never"_s, u"pre"_s), u"404 NAME_UNKNOWN"_s);
    }

private:
    void arrivesAsAWhole(const QString& path)
    {
        const auto about = [&]() -> QString { return path + u": "_s + m_bench->detail(path); };
        QVERIFY2(m_bench->import(path, u"pre"_s) == u"pre_import_complete", qPrintable(about()));
        QVERIFY2(m_bench->import(path, u"final"_s) == u"import_complete", qPrintable(about()));
        const Verification found = compare(path);
        QVERIFY2(found.outcome == Verification::Outcome::Match,
            qPrintable(path + u": "_s + toName(found.outcome) + u' ' + found.detail));
        QCOMPARE(found.tags, m_bench->source->tags(path).size());
        if (path == u"kinds/referrers") {
            QCOMPARE(found.referrers, 2);
        }
        for (const QString& tag : m_bench->source->tags(path)) {
            if (found.tags < manyTags) {
                QCOMPARE(m_bench->target->digestBehind(path, tag), m_bench->source->digestBehind(path, tag));
            }
        }
    }

    void brokenTagsAreNamed(const MigrationSource::Repository& repository)
    {
        const QString path = repository.path;
        const QString status = m_bench->import(path, u"pre"_s);
        if (status == u"pre_import_complete") {
            QVERIFY(m_bench->import(path, u"final"_s) != u"import_complete");
        } else {
            QCOMPARE(status, u"pre_import_failed"_s);
        }
        const QString detail = m_bench->detail(path);
        for (const QString& tag : repository.brokenTags) {
            QVERIFY2(detail.contains(u"tag "_s + tag), qPrintable(tag + u" is not in "_s + detail));
        }
        const QStringList listed = m_bench->target->tags(path);
        for (const QString& tag : m_bench->source->tags(path)) {
            const bool broken = repository.brokenTags.contains(tag);
            QVERIFY2(listed.contains(tag) != broken, qPrintable(tag));
            if (!broken) {
                QCOMPARE(m_bench->target->digestBehind(path, tag), m_bench->source->digestBehind(path, tag));
            }
        }
        const Verification found = compare(path);
        QVERIFY2(found.outcome != Verification::Outcome::Match, qPrintable(found.detail));
    }

    Verification compare(const QString& path)
    {
        RepositoryVerifier verifier(
            clientOf(m_bench->sourceRegistry), clientOf(m_bench->targetRegistry), path, nullptr, {});
        return await(verifier.run());
    }

    std::unique_ptr<ImporterBench> m_bench;
    QList<MigrationSource::Repository> m_repositories;
};

QTEST_GUILESS_MAIN(TestWholeSource)
#include "tst_wholesource.moc"
