// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/startup.h"

#include "models/settings/appsettings.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace transship {
namespace {

/// The file named by --settings, as QCommandLineParser would find it; it needs an application first.
QString settingsFileOf(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        if (argument.startsWith(u"--settings=")) {
            return argument.section(u'=', 1);
        }
        if (argument == u"--settings" && i + 1 < argc) {
            return QString::fromLocal8Bit(argv[i + 1]);
        }
    }
    return {};
}

void load(QCoreApplication& application, const QLocale& locale, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(locale, name, QStringLiteral("_"), folder)) {
        QCoreApplication::installTranslator(translator);
    } else {
        delete translator;
    }
}

} // namespace

void applyZoom(int argc, char** argv)
{
    if (qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) {
        return;
    }
    const QString file = settingsFileOf(argc, argv);
    const int percent = file.isEmpty() ? AppSettings().zoomPercent() : AppSettings(file).zoomPercent();
    if (percent != 100) {
        qputenv("QT_SCALE_FACTOR", QByteArray::number(percent / 100.0));
    }
}

void installLanguage(QCoreApplication& application, const QString& settingsFile, const QString& wanted)
{
    QString language = wanted;
    if (language.isEmpty()) {
        language = settingsFile.isEmpty() ? AppSettings().language() : AppSettings(settingsFile).language();
    }
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!language.isEmpty()) {
        QLocale::setDefault(locale); // numbers and dates, too
    }
    load(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(application, locale, QStringLiteral("transship"), QStringLiteral(":/i18n"));
}

} // namespace transship
