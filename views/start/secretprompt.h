// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/start/connectionhost.h"

#include <QDialog>

class QLineEdit;

namespace transship {

/// Asks for the secrets of a profile that are not to be had, and says why they are not. GUI thread.
class SecretPrompt : public QDialog {
    Q_OBJECT
public:
    struct Missing {
        ProfileSecret secret;
        Error why;
    };
    SecretPrompt(const ConnectionProfile& profile, const QList<Missing>& missing, QWidget* parent = nullptr);

    TypedSecrets typed() const;

private:
    QHash<ProfileSecret, QLineEdit*> m_fields;
};

} // namespace transship
