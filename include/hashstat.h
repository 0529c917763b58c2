/**
 * @file hashstat.h
 * All rooms of hashstat in one include. Each header under hashstat/ also stands alone.
 */
#ifndef HASHSTAT_H
#define HASHSTAT_H

#include "hashstat/attribution.h"
#include "hashstat/base.h"
#include "hashstat/change.h"
#include "hashstat/concentration.h"
#include "hashstat/drawdown.h"
#include "hashstat/event_study.h"
#include "hashstat/group.h"
#include "hashstat/hashrate.h"
#include "hashstat/impact.h"
#include "hashstat/level_shift.h"
#include "hashstat/moments.h"
#include "hashstat/monitor.h"
#include "hashstat/outage.h"
#include "hashstat/quantile.h"
#include "hashstat/rate.h"
#include "hashstat/recovery.h"
#include "hashstat/rolling.h"
#include "hashstat/series.h"
#include "hashstat/share.h"
#include "hashstat/simultaneity.h"
#include "hashstat/survival.h"
#include "hashstat/work.h"

#endif
