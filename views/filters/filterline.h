// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterlexer.h"
#include "models/domain/repositoryfilter.h"
#include "views/filters/filtercompletion.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;
class QStringListModel;

namespace transship {

/// The search line: text in the filter grammar, completed as it is typed; what is wrong with it is underlined, and told
/// below. A filter that cannot be read is never applied; the last good one stays. Down in the empty line, or at its
/// end, brings back earlier filters. GUI thread.
class FilterLine : public QWidget {
    Q_OBJECT
public:
    static constexpr int maxHistory = 30;

    explicit FilterLine(QWidget* parent = nullptr);
    ~FilterLine() override;

    const RepositoryFilter& filter() const { return m_filter; }
    /// Replaces the text by the filter's own.
    void setFilter(const RepositoryFilter& filter);
    /// As if it had been typed, without waiting for more.
    void setText(const QString& text);

    /// Filters that were typed here and applied, newest first.
    const QStringList& history() const { return m_history; }
    void setHistory(const QStringList& history) { m_history = history.mid(0, maxHistory); }

public Q_SLOTS:
    void startTyping();
    void clear();
    /// Values that were asked for by valuesWanted().
    void offerValues(transship::FilterField field, const QString& beginning, const QStringList& values);

Q_SIGNALS:
    void filterChanged(const transship::RepositoryFilter& filter);
    /// Values of this field that begin so are being typed, which the grammar does not know.
    void valuesWanted(transship::FilterField field, const QString& beginning);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpEdit();
    void setUpCompleter();
    void read();
    void showProblem(const std::optional<FilterProblem>& problem);
    void complete();
    void offer(const QStringList& words);
    void offerHistory();
    void insertCompletion(const QString& word);
    void remember();

    QLineEdit* m_edit;
    QLabel* m_error;
    QCompleter* m_completer;
    QStringListModel* m_words;
    QTimer m_typing;
    RepositoryFilter m_filter;
    QStringList m_history;
    FilterCompletion m_completion; ///< what the offered words would replace
    bool m_offersHistory = false;
};

} // namespace transship
