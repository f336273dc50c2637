// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repositoryfilter.h"

#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace transship {
namespace {

struct Token {
    qsizetype position = 0; ///< 1-based, for messages
    QString text;
};

QList<Token> tokensOf(const QString& text)
{
    QList<Token> tokens;
    static const QRegularExpression word(QStringLiteral("\\S+"));
    for (auto matches = word.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        tokens << Token{match.capturedStart() + 1, match.captured()};
    }
    return tokens;
}

Error errorAt(const Token& token, const QString& why)
{
    return {ErrorCode::InvalidArgument,
        QStringLiteral("filter, character %1, \"%2\": %3").arg(token.position).arg(token.text, why)};
}

template <typename T, typename Parse>
std::optional<Error> appendAll(QList<T>& list, const Token& token, const QString& value, Parse parse)
{
    for (const QString& part : value.split(u',')) {
        const Result<T> parsed = parse(part);
        if (!parsed) {
            return errorAt(token, parsed.error().message);
        }
        list << *parsed;
    }
    return std::nullopt;
}

/// `key>=N` or `key>N`, both kept as "at least".
std::optional<Error> readMinimum(std::optional<qint64>& minimum, const Token& token, const QString& rest)
{
    const bool inclusive = rest.startsWith(QStringLiteral(">="));
    bool ok = false;
    const qint64 number = rest.mid(inclusive ? 2 : 1).toLongLong(&ok);
    if (!ok || number < 0) {
        return errorAt(token, QStringLiteral("a whole number is wanted after the comparison"));
    }
    minimum = inclusive ? number : number + 1;
    return std::nullopt;
}

std::optional<Error> readKeyed(RepositoryFilter& filter, const Token& token, const QString& key, const QString& value)
{
    if (value.isEmpty()) {
        return errorAt(token, QStringLiteral("a value is wanted after the colon"));
    }
    if (key == u"state") {
        return appendAll<MigrationState>(
            filter.states, token, value, [](const QString& part) { return migrationStateFromName(part); });
    }
    if (key == u"reason") {
        return appendAll<SkippedReason>(
            filter.reasons, token, value, [](const QString& part) { return skippedReasonFromName(part); });
    }
    if (key == u"plan") {
        filter.plans << value.split(u',');
        return std::nullopt;
    }
    if (key == u"path") {
        filter.pathGlob = value.toLower();
        return std::nullopt;
    }
    if (key == u"namespace") {
        filter.rootNamespace = value.toLower();
        return std::nullopt;
    }
    return errorAt(
        token, QStringLiteral("unknown key; known: state, plan, reason, path, namespace, retries>=N, tags>=N"));
}

std::optional<Error> readToken(RepositoryFilter& filter, const Token& token)
{
    static const QRegularExpression comparison(QStringLiteral("^(retries|tags)(>=?.*)$"));
    if (const auto match = comparison.match(token.text); match.hasMatch()) {
        return readMinimum(
            match.captured(1) == u"retries" ? filter.minRetries : filter.minTags, token, match.captured(2));
    }
    const qsizetype colon = token.text.indexOf(u':');
    if (colon > 0) {
        return readKeyed(filter, token, token.text.left(colon).toLower(), token.text.mid(colon + 1));
    }
    filter.words << token.text.toLower();
    return std::nullopt;
}

bool globMatches(const QString& glob, const QString& path)
{
    // Not QRegularExpression::wildcardToRegularExpression: there, `*` stops at a slash.
    QString pattern = QRegularExpression::escape(glob);
    pattern.replace(QStringLiteral("\\*"), QStringLiteral(".*")).replace(QStringLiteral("\\?"), QStringLiteral("."));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(path).hasMatch();
}

template <typename T> QString namesOf(const QList<T>& values)
{
    QStringList names;
    for (const T value : values) {
        names << toName(value);
    }
    return names.join(u',');
}

} // namespace

Result<RepositoryFilter> RepositoryFilter::parse(const QString& text)
{
    RepositoryFilter filter;
    for (const Token& token : tokensOf(text)) {
        if (const auto error = readToken(filter, token)) {
            return *error;
        }
    }
    return filter;
}

QString RepositoryFilter::toString() const
{
    QStringList tokens;
    if (!states.isEmpty()) {
        tokens << QStringLiteral("state:") + namesOf(states);
    }
    if (!plans.isEmpty()) {
        tokens << QStringLiteral("plan:") + plans.join(u',');
    }
    if (!reasons.isEmpty()) {
        tokens << QStringLiteral("reason:") + namesOf(reasons);
    }
    if (!pathGlob.isEmpty()) {
        tokens << QStringLiteral("path:") + pathGlob;
    }
    if (!rootNamespace.isEmpty()) {
        tokens << QStringLiteral("namespace:") + rootNamespace;
    }
    if (minRetries) {
        tokens << QStringLiteral("retries>=%1").arg(*minRetries);
    }
    if (minTags) {
        tokens << QStringLiteral("tags>=%1").arg(*minTags);
    }
    return (tokens + words).join(u' ');
}

bool RepositoryFilter::isEmpty() const
{
    return states.isEmpty() && plans.isEmpty() && reasons.isEmpty() && pathGlob.isEmpty() && rootNamespace.isEmpty()
        && words.isEmpty() && !minRetries && !minTags;
}

bool RepositoryFilter::matches(const ContainerRepository& repository) const
{
    const auto contained = [&](const QString& word) { return repository.path.contains(word); };
    return (states.isEmpty() || states.contains(repository.state)) //
        && (plans.isEmpty() || plans.contains(repository.plan))
        && (reasons.isEmpty() || (repository.skippedReason && reasons.contains(*repository.skippedReason)))
        && (pathGlob.isEmpty() || globMatches(pathGlob, repository.path))
        && (rootNamespace.isEmpty() || repository.path.section(u'/', 0, 0) == rootNamespace)
        && (!minRetries || repository.retriesCount >= *minRetries)
        && (!minTags || (repository.tagsCount && *repository.tagsCount >= *minTags))
        && std::all_of(words.begin(), words.end(), contained);
}

bool operator==(const RepositoryFilter& a, const RepositoryFilter& b)
{
    // Lists of enums one by one: QList compares them by memcmp, which must not be given the null of an empty list.
    const auto same = [](const auto& x, const auto& y) { return std::equal(x.begin(), x.end(), y.begin(), y.end()); };
    const auto rest = [](const RepositoryFilter& f) {
        return std::tie(f.plans, f.pathGlob, f.rootNamespace, f.words, f.minRetries, f.minTags);
    };
    return same(a.states, b.states) && same(a.reasons, b.reasons) && rest(a) == rest(b);
}

} // namespace transship
