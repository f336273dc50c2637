// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/referrerlookup.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QStringList digestsOf(const QList<OciDescriptor>& descriptors)
{
    QStringList digests;
    for (const OciDescriptor& descriptor : descriptors) {
        digests.append(descriptor.digest);
    }
    return digests;
}

} // namespace

ReferrerLookup::ReferrerLookup(OciClient registry, QString repository)
    : m_registry(std::move(registry))
    , m_repository(std::move(repository))
{
}

QString ReferrerLookup::fallbackTag(QString subject)
{
    return subject.replace(u':', u'-');
}

bool ReferrerLookup::isFallbackTag(const QString& tag)
{
    static const QRegularExpression form(u"^sha256-[0-9a-f]{64}$"_s);
    return form.match(tag).hasMatch();
}

QCoro::Task<Result<QStringList>> ReferrerLookup::of(QString subject)
{
    if (*m_hasApi) {
        const Result<std::optional<QList<OciDescriptor>>> found = co_await m_registry.referrers(m_repository, subject);
        if (!found) {
            co_return found.error();
        }
        if (found->has_value()) {
            co_return digestsOf(**found);
        }
        *m_hasApi = false;
    }
    co_return co_await inFallbackIndex(subject);
}

QCoro::Task<Result<QStringList>> ReferrerLookup::inFallbackIndex(QString subject)
{
    const Result<OciManifest> index = co_await m_registry.manifest(m_repository, fallbackTag(subject));
    if (!index) {
        const bool none = index.error().code == ErrorCode::NotFound;
        co_return none ? Result<QStringList>(QStringList()) : Result<QStringList>(index.error());
    }
    const Result<OciReferences> references = parseManifest(*index);
    co_return references ? digestsOf(references->manifests) : QStringList(); // rubbish under that tag refers to nothing
}

} // namespace transship
