// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "pch.h"

#include <QtCharts>
#include <QtWidgets>
