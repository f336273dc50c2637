// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/importapifixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace transship::testing {

void ImportApiFixture::initTestCase()
{
    m_bench = std::make_unique<ImporterBench>();
    const QString problem = m_bench->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void ImportApiFixture::init()
{
    m_path = u"group/%1"_s.arg(QString::fromLatin1(QTest::currentTestFunction()).toLower());
    if (QTest::currentDataTag()) {
        m_path += u'-' + QString::fromLatin1(QTest::currentDataTag());
    }
    m_source = std::make_unique<FakeOciRegistry>();
    m_digest = m_source->addImage(m_path, u"1"_s, m_path.toLatin1());
    serve();
}

void ImportApiFixture::cleanup()
{
    m_bench->stopService();
    m_bench->http.setAuthorization({});
    m_source.reset();
}

void ImportApiFixture::cleanupTestCase()
{
    m_bench.reset();
}

void ImportApiFixture::serve(ImporterOptions options)
{
    options.source.url = m_source->url();
    const QString problem = m_bench->restart(options);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void ImportApiFixture::hold()
{
    FakeAnswer answer = FakeAnswer::error(503, u"UNAVAILABLE"_s);
    answer.held = true;
    m_source->script("GET", u"/manifests/"_s, answer);
}

void ImportApiFixture::open()
{
    m_source->clearScripts();
    m_source->release();
}

} // namespace transship::testing
