// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/filterline.h"

#include "models/domain/filterfields.h"
#include "models/domain/filterparser.h"
#include "views/common/icons.h"
#include "views/common/thememanager.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QTextCharFormat>
#include <QVBoxLayout>

#include <chrono>

namespace transship {
namespace {

constexpr std::chrono::milliseconds typingPause{250};

/// A line edit has no formats of its own; those of an input method are shown wherever they are.
void underline(QLineEdit& edit, qsizetype position, qsizetype length, const QColor& color)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (length > 0) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(color);
        format.setForeground(color);
        attributes << QInputMethodEvent::Attribute(
            QInputMethodEvent::TextFormat, int(position) - edit.cursorPosition(), int(length), format);
    }
    QInputMethodEvent event(QString(), attributes);
    QApplication::sendEvent(&edit, &event);
}

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_error(new QLabel(this))
    , m_completer(new QCompleter(this))
    , m_words(new QStringListModel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_edit);
    layout->addWidget(m_error);
    setFocusProxy(m_edit);
    setUpEdit();
    setUpCompleter();

    m_error->setObjectName(QStringLiteral("filterError"));
    m_error->setAccessibleName(tr("What is wrong with the filter"));
    m_error->setWordWrap(true);
    m_error->setForegroundRole(warningRole);
    m_error->hide();

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &FilterLine::read);
    connect(m_edit, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::textEdited, this, &FilterLine::complete);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        read();
        remember();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &FilterLine::remember);
    // The clear button changes the text without it being edited.
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            m_typing.start();
        }
    });
}

FilterLine::~FilterLine()
{
    // On its way out the edit loses the focus, and says that editing has finished, to what is no FilterLine any more.
    m_edit->disconnect(this);
}

void FilterLine::setUpEdit()
{
    m_edit->setObjectName(QStringLiteral("filterEdit"));
    m_edit->setAccessibleName(tr("Filter repositories"));
    m_edit->setPlaceholderText(tr("Part of a path, or state:import_aborted  retries>=2  path:gitlab-org/*"));
    m_edit->setToolTip(tr("Words the path contains, and any of\n"
                          "state:import_aborted  reason:too_many_tags  plan:free\n"
                          "path:gitlab-org/*  namespace:gitlab-org  retries>=2  tags>100\n"
                          "since<2h  -plan:free  (state:importing or state:pre_importing)\n"
                          "All must hold. Down shows earlier filters, Esc clears."));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(themedIcon(QStringLiteral("action-find")), QLineEdit::LeadingPosition);
    m_edit->setMinimumHeight(30);
    m_edit->installEventFilter(this);
}

void FilterLine::setUpCompleter()
{
    m_completer->setModel(m_words);
    m_completer->setWidget(m_edit);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(14);
    m_completer->popup()->setObjectName(QStringLiteral("filterCompletions"));
    m_completer->popup()->setAccessibleName(tr("What the filter can go on with"));
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::insertCompletion);
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
    FilterParse parsed = parseFilter(m_edit->text());
    showProblem(parsed.problem);
    if (parsed.problem) {
        return;
    }
    const RepositoryFilter filter = RepositoryFilter::fromExpression(std::move(parsed.expression));
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    Q_EMIT filterChanged(m_filter);
}

void FilterLine::showProblem(const std::optional<FilterProblem>& problem)
{
    m_error->setVisible(problem.has_value());
    if (!problem) {
        m_error->clear();
        underline(*m_edit, 0, 0, {});
        return;
    }
    const QString wrong = m_edit->text().mid(problem->position, problem->length);
    const QString where = wrong.isEmpty() ? tr("Character %1").arg(problem->position + 1)
                                          : tr("Character %1, \"%2\"").arg(problem->position + 1).arg(wrong);
    m_error->setText(QStringLiteral("%1: %2").arg(where, problem->message));
    // What is missing at the end has no place of its own: the last character stands for it.
    const qsizetype position = qMin(problem->position, qMax<qsizetype>(0, m_edit->text().size() - 1));
    underline(*m_edit, position, qMax<qsizetype>(1, problem->length), palette().color(warningRole));
}

// -- completion

bool FilterLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down && key->modifiers() == Qt::NoModifier) {
            if (m_edit->text().isEmpty()) {
                offerHistory();
            } else {
                complete();
            }
            return true;
        }
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            complete();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilterLine::complete()
{
    m_completion = completionAt(m_edit->text(), m_edit->cursorPosition());
    m_offersHistory = false;
    offer(m_completion.words);
    if (m_completion.field && namesOf(*m_completion.field).isEmpty()) {
        Q_EMIT valuesWanted(*m_completion.field, m_completion.typed);
    }
}

void FilterLine::offerValues(FilterField field, const QString& beginning, const QStringList& values)
{
    if (field == m_completion.field && beginning == m_completion.typed && !m_offersHistory && m_edit->hasFocus()) {
        offer(values + m_completion.words);
    }
}

void FilterLine::offerHistory()
{
    m_completion = {0, m_edit->text().size(), {}, std::nullopt, {}};
    m_offersHistory = true;
    offer(m_history);
}

void FilterLine::offer(const QStringList& words)
{
    // A word that is there in full already is nothing to offer.
    if (words.isEmpty() || (words.size() == 1 && words.first() == m_completion.typed)) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    m_completer->complete();
}

void FilterLine::insertCompletion(const QString& word)
{
    const bool isValue = m_completion.field.has_value();
    QString text = m_edit->text();
    const QString inserted = m_offersHistory ? word : isValue ? completedValue(word) + u' ' : word;
    text.replace(m_completion.position, m_completion.length, inserted);
    m_edit->setText(text);
    m_edit->setCursorPosition(int(m_completion.position + inserted.size()));
    if (isValue || m_offersHistory) {
        read();
    } else {
        complete(); // on to the values of this key
    }
}

void FilterLine::remember()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty() || m_error->isVisible()) {
        return;
    }
    m_history.removeAll(text);
    m_history.prepend(text);
    m_history = m_history.mid(0, maxHistory);
}

} // namespace transship
