// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace transship {

/// Before the application object: the zoom of the settings becomes Qt's scale factor, unless the environment names one.
void applyZoom(int argc, char** argv);

/// Texts in the language of the command line, the settings or the system, in this order; English where there is none.
/// The translators belong to the application.
void installLanguage(QCoreApplication& application, const QString& settingsFile, const QString& wanted);

} // namespace transship
