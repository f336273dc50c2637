// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <memory>

struct evp_md_ctx_st;

namespace transship {

/// The digest of content as registries write it ("sha256:" and hex), piece by piece. By OpenSSL, which has the
/// processor do it: Qt 6.4 does not, takes more than ten times as long, and every byte that is copied goes through
/// here. Thread: one at a time.
class ContentHash {
public:
    /// By the algorithm of this digest: sha512, else sha256.
    explicit ContentHash(const QString& likeThis);
    ~ContentHash();
    Q_DISABLE_COPY_MOVE(ContentHash)

    void add(QByteArrayView bytes);
    /// The digest; nothing can be added any more.
    QString result();

    static QString of(QByteArrayView bytes, const QString& likeThis);

private:
    QString m_algorithm;
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> m_context;
};

} // namespace transship
