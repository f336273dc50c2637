// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/filterline.h"

#include "views/common/icons.h"
#include "views/common/thememanager.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <chrono>

namespace transship {
namespace {

constexpr std::chrono::milliseconds typingPause{250};

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_error(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_edit);
    layout->addWidget(m_error);

    m_edit->setObjectName(QStringLiteral("filterEdit"));
    m_edit->setAccessibleName(tr("Filter repositories"));
    m_edit->setPlaceholderText(tr("Part of a path, or state:import_aborted  retries>=2  path:gitlab-org/*"));
    m_edit->setToolTip(tr("Words the path contains, and any of\n"
                          "state:import_aborted  reason:too_many_tags  plan:free\n"
                          "path:gitlab-org/*  namespace:gitlab-org  retries>=2  tags>100\n"
                          "All must hold. Esc clears."));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(themedIcon(QStringLiteral("action-find")), QLineEdit::LeadingPosition);
    m_edit->setMinimumHeight(30);

    m_error->setObjectName(QStringLiteral("filterError"));
    m_error->setAccessibleName(tr("What is wrong with the filter"));
    m_error->setWordWrap(true);
    m_error->setForegroundRole(warningRole);
    m_error->hide();

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &FilterLine::read);
    connect(m_edit, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterLine::read);
    // The clear button changes the text without it being edited.
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            m_typing.start();
        }
    });
}

void FilterLine::setFilter(const RepositoryFilter& filter)
{
    m_edit->setText(filter.toString());
    read();
}

void FilterLine::setText(const QString& text)
{
    m_edit->setText(text);
    read();
}

void FilterLine::startTyping()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterLine::clear()
{
    setFilter({});
}

void FilterLine::read()
{
    m_typing.stop();
    const Result<RepositoryFilter> parsed = RepositoryFilter::parse(m_edit->text());
    if (!parsed) {
        showError(parsed.error().message);
        return;
    }
    showError({});
    if (*parsed == m_filter) {
        return;
    }
    m_filter = *parsed;
    Q_EMIT filterChanged(m_filter);
}

void FilterLine::showError(const QString& message)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
}

} // namespace transship
