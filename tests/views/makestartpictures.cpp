// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/startup.h"
#include "tests/views/appundertest.h"
#include "views/dialogs/unlockdialog.h"
#include "views/start/findinglist.h"
#include "views/start/profiledialog.h"
#include "views/start/scandialog.h"
#include "views/start/secretprompt.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QTabWidget>

#include <cstdio>

using namespace transship;
using namespace transship::testing;

namespace {

ConnectionProfile profile(const QString& name, ProfileType type)
{
    ConnectionProfile profile;
    profile.name = name;
    profile.type = type;
    profile.database = DatabaseUrl::postgresql(QStringLiteral("db.example.com"), 5432, QStringLiteral("transship"),
        QStringLiteral("sre"), {{QStringLiteral("sslmode"), QStringLiteral("verify-full")}});
    profile.databasePassword.kind = SecretSource::Kind::Session;
    profile.registryUrl = QUrl(QStringLiteral("https://registry.example.com"));
    profile.login.method = RegistryLogin::Method::SigningKey;
    profile.login.keyFile = QStringLiteral("/etc/gitlab/registry.key");
    profile.caFile = QStringLiteral("/etc/ssl/company-ca.pem");
    profile.proxy.kind = ProxySettings::Kind::Http;
    profile.proxy.host = QStringLiteral("proxy.example.com");
    profile.proxy.port = 3128;
    return profile;
}

void save(QWidget& widget, const QString& file)
{
    widget.show();
    QCoreApplication::sendPostedEvents(); // layouts
    if (!QTest::qWaitForWindowExposed(&widget) || !widget.grab().save(file)) {
        std::fprintf(stderr, "cannot write %s\n", qUtf8Printable(file));
    }
}

void saveProfileDialog(AppUnderTest& test, const QString& prefix)
{
    ProfileDialog dialog(
        test.app().connections(), profile(QStringLiteral("gitlab production"), ProfileType::Production), QString());
    auto* findings = dialog.findChild<FindingList*>();
    findings->add({QStringLiteral("database"), Verdict::Ok,
        QStringLiteral("postgresql://sre@db.example.com:5432/transship answers and is up to date (schema version 7)")});
    findings->add(
        {QStringLiteral("rollout"), Verdict::Warning, QStringLiteral("migration is switched off: nothing is started"),
            QStringLiteral("transshipctl flags enable phase2_enabled")});
    findings->add({QStringLiteral("registry"), Verdict::Failed,
        QStringLiteral(
            "registry.example.com refuses the connection. Check the address and port, and that the server runs")});
    findings->setStatus(ProfileDialog::tr("Not everything works yet."));
    auto* tabs = dialog.findChild<QTabWidget*>(QStringLiteral("profileTabs"));
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        save(dialog, prefix + QStringLiteral("profile-%1.png").arg(tab));
    }
}

} // namespace

/// makestartpictures PREFIX light|dark|contrast|contrast-light [LANGUAGE]: the start page and its dialogs, empty and
/// filled; QT_SCALE_FACTOR makes them larger.
int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "makestartpictures PREFIX THEME [LANGUAGE]\n");
        return 2;
    }
    const QString prefix = arguments[1];
    installLanguage(application, prefix + QStringLiteral("none.ini"), arguments.value(3, QStringLiteral("en")));
    AppUnderTest test;
    test.options().theme = arguments[2] == QStringLiteral("dark") ? AppSettings::Theme::Dark
        : arguments[2] == QStringLiteral("contrast")              ? AppSettings::Theme::HighContrast
        : arguments[2] == QStringLiteral("contrast-light")        ? AppSettings::Theme::HighContrastLight
                                                                  : AppSettings::Theme::Light;
    test.start();
    test.shown<QLabel>(test.startWindow(), "noConnections");
    save(test.startWindow(), prefix + QStringLiteral("start-empty.png"));
    for (const ConnectionProfile& one : {profile(QStringLiteral("gitlab production"), ProfileType::Production),
             profile(QStringLiteral("gitlab staging"), ProfileType::Staging),
             profile(QStringLiteral("my desk"), ProfileType::Development)}) {
        if (!test.profiles().save(one)) {
            return 1;
        }
    }
    test.startWindow().reload();
    test.shown<QListWidget>(test.startWindow(), "connectionList");
    save(test.startWindow(), prefix + QStringLiteral("start.png"));
    saveProfileDialog(test, prefix);
    ScanDialog scan(test.app().connections());
    save(scan, prefix + QStringLiteral("scan.png"));
    UnlockDialog unlock(QStringLiteral("gitlab production"));
    save(unlock, prefix + QStringLiteral("unlock.png"));
    SecretPrompt prompt(profile(QStringLiteral("gitlab production"), ProfileType::Production),
        {{ProfileSecret::DatabasePassword, Error{ErrorCode::NotFound, QStringLiteral("not there")}}});
    save(prompt, prefix + QStringLiteral("secret.png"));
    return 0;
}
