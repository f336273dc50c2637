// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// Where a secret comes from. Profiles hold these, never a secret. A plain value.
struct SecretSource {
    enum class Kind {
        None,
        Keychain, ///< of the desktop, under the profile's name
        Session, ///< typed in, forgotten with the program
        Environment, ///< the variable `name`
        File, ///< the file `name`; one line end is cut off
    };

    Kind kind = Kind::None;
    QString name{}; ///< with Environment and File

    bool operator==(const SecretSource& other) const = default;
};

} // namespace transship
