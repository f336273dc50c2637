// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QString>
#include <QStringList>

#include <array>
#include <optional>

/// Enums that are stored, shown or typed by name: one table each, both ways.
namespace transship {

template <typename E> struct EnumName {
    E value;
    const char* text;
};

template <typename E, std::size_t N> QString nameOf(const std::array<EnumName<E>, N>& names, E value)
{
    for (const auto& entry : names) {
        if (entry.value == value) {
            return QString::fromLatin1(entry.text);
        }
    }
    Q_UNREACHABLE();
    return {};
}

template <typename E, std::size_t N> std::optional<E> valueOf(const std::array<EnumName<E>, N>& names, QStringView text)
{
    for (const auto& entry : names) {
        if (text == QLatin1StringView(entry.text)) {
            return entry.value;
        }
    }
    return std::nullopt;
}

/// As valueOf; unknown text is an error that quotes it, says `what` it should have been, and lists what is known.
template <typename E, std::size_t N>
Result<E> parseName(const std::array<EnumName<E>, N>& names, QStringView text, const char* what)
{
    if (const std::optional<E> value = valueOf(names, text)) {
        return *value;
    }
    QStringList known;
    for (const auto& entry : names) {
        known << QString::fromLatin1(entry.text);
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("unknown %1 \"%2\"; known: %3")
            .arg(QLatin1StringView(what), text, known.join(QStringLiteral(", ")))};
}

} // namespace transship
