// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/tagquestions.h"

namespace transship {

TagQuestions::TagQuestions(ImportApiClient* registry, QObject* parent)
    : QObject(parent)
    , m_registry(registry)
{
}

TagQuestions::Answers TagQuestions::ask(QList<ContainerRepository> rows)
{
    auto answers = std::make_shared<TagAnswers>();
    answers->rows = std::move(rows);
    answers->left = answers->rows.size();
    for (const ContainerRepository& row : answers->rows) {
        if (m_registry) {
            m_queue.push_back({answers, row});
        } else {
            note(answers, row, Error{ErrorCode::Unreachable, QStringLiteral("no registry is configured")});
        }
    }
    pump();
    return answers;
}

void TagQuestions::pump()
{
    if (m_pumping) { // an answer that came at once
        return;
    }
    m_pumping = true;
    while (!m_queue.empty() && !m_givenUp && m_onWire < ImportApiClient::questionsAtOnce) {
        Question question = std::move(m_queue.front());
        m_queue.pop_front();
        ++m_onWire;
        put(this, std::move(question));
    }
    m_pumping = false;
}

QCoro::Task<> TagQuestions::put(QPointer<TagQuestions> self, Question question)
{
    const Result<bool> hasTags = co_await self->m_registry->hasTags(question.row.path);
    if (!self) {
        co_return;
    }
    --self->m_onWire;
    note(question.answers, question.row, hasTags);
    self->pump();
    self->m_answered.ring();
}

void TagQuestions::note(const Answers& answers, const ContainerRepository& row, const Result<bool>& hasTags)
{
    if (!hasTags) {
        ++answers->unanswered;
        answers->lastError = hasTags.error().toString();
    }
    if (!hasTags || *hasTags) {
        answers->withTags.insert(row.id);
    }
    --answers->left;
}

QCoro::Task<bool> TagQuestions::wait(Answers answers)
{
    while (answers->left > 0 && !m_givenUp) {
        co_await m_answered.wait();
    }
    co_return answers->left == 0;
}

void TagQuestions::giveUp()
{
    m_givenUp = true;
    m_queue.clear();
    m_answered.ring();
}

} // namespace transship
