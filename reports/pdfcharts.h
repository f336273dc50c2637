// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/samplestore.h"
#include "models/tables/eventcharts.h"
#include "reports/pdfcanvas.h"

namespace transship::pdf {

/// Charts of a report on paper, each within its rectangle, with title and legend. What there is nothing to show of says
/// so.
void drawStateShares(PdfCanvas& canvas, const QRectF& place, const StateCounts& counts);
void drawStatesOverTime(PdfCanvas& canvas, const QRectF& place, const QList<StateSample>& samples);
void drawThroughput(PdfCanvas& canvas, const QRectF& place, const EventCharts& charts);
void drawDurations(PdfCanvas& canvas, const QRectF& place, const EventCharts& charts);
void drawCauses(PdfCanvas& canvas, const QRectF& place, const EventCharts& charts);

/// "1,203"
QString number(qint64 value);

} // namespace transship::pdf
