/* Every number that `national_share` prints. Each comes from a public function of hashstat; this file shows which. */
#ifndef HASHSTAT_EXAMPLES_NATIONAL_SHARE_FIGURES_H
#define HASHSTAT_EXAMPLES_NATIONAL_SHARE_FIGURES_H

#include "blocks_csv.h"
#include "mix_csv.h"
#include "national_share_options.h"

#include "hashstat.h"

typedef struct national_share_country {
    const char *name;       /* belongs to the mix */
    hst_share_country seen; /* among the blocks of pools whose mix is known */
    hst_interval alike;     /* of the whole network, if the unseen differ by an odds ratio of gamma at most */
    hst_interval any;       /* of the whole network, wherever the unseen are */
    hst_share_value hashrate; /* hash/s, were the unseen like the seen */
} national_share_country;

typedef struct national_share_figures {
    int64_t *time;        /* header times, repaired */
    hst_hashrate network; /* of the stretch */
    int64_t seen;         /* its blocks of pools whose mix is known */
    int64_t silent;       /* pools of the mix without a block in it */
    double coverage;      /* seen / all its blocks */
    hst_interval covered; /* what the blocks leave open of it */
    double unlocated;     /* part of the seen blocks that is in no known country */
    int32_t countries;    /* largest estimate first */
    national_share_country *country;
} national_share_figures;

/* 1, or 0 with `why` set; in_mix says whether it is the mix that is refused. Free it in any case. */
int national_share_measure(national_share_figures *out, fault *why, int *in_mix,
                           const national_share_options *options, const blocks *record, const mix *parts);

void national_share_figures_free(national_share_figures *figures);

#endif
