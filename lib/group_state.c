/* The state of many groups: a head, and for each row what hst_moments_state keeps. Row id + 1 is that of a
 * group, row 0 that of the samples of unknown group. */
#include "internal.h"

#include "hashstat/group.h"
#include "kernels/moment_state.h"
#include "kernels/pack.h"

/* Words: what it is, the number of groups, and the moments of each row. */
enum { HEAD = 2, ROW = HST_MOMENTS_STATE_WORDS };

#define MARK UINT64_C(0x0167747368) /* "hstg", version 1 */

static uint64_t state_words(int64_t groups) {
    return HEAD + ROW * (uint64_t)(groups + 1);
}

static uint64_t state_bytes(int64_t groups) {
    return state_words(groups) * sizeof(uint64_t);
}

static int64_t groups_in(const void *state) {
    return (int64_t)((const uint64_t *)state)[1];
}

static hst__moments *row_of(void *state, int64_t id) {
    return (hst__moments *)(void *)((uint64_t *)state + HEAD + ROW * (id + 1));
}

static const hst__moments *row_in(const void *state, int64_t id) {
    return (const hst__moments *)(const void *)((const uint64_t *)state + HEAD + ROW * (id + 1));
}

/* The head of a state that is not NULL. */
static hst_status check_head(const void *state, size_t bytes) {
    const uint64_t *word = state;
    if (!hst__is_aligned(state)) {
        return HST_EALIGN;
    }
    if (bytes < state_bytes(0)) {
        return HST_ESPACE;
    }
    if (word[0] != MARK || word[1] > INT32_MAX) {
        return HST_ECORRUPT;
    }
    return bytes < state_bytes(groups_in(state)) ? HST_ESPACE : HST_OK;
}

/* All of a state that is not NULL. */
static hst_status check_state(const void *state, size_t bytes) {
    hst_status status = check_head(state, bytes);
    int64_t id;
    for (id = -1; status == HST_OK && id < groups_in(state); ++id) {
        status = hst__moments_are_sound(row_in(state, id)) ? HST_OK : HST_ECORRUPT;
    }
    return status;
}

hst_status hst_group_state_size(size_t *bytes, int32_t groups) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (groups < 0) {
        return HST_ESIZE;
    }
    *bytes = hst__as_size(state_bytes(groups));
    return HST_OK;
}

hst_status hst_group_state_init(void *state, size_t bytes, int32_t groups) {
    uint64_t *word = state;
    if (state == NULL) {
        return HST_ENULL;
    }
    if (groups < 0) {
        return HST_ESIZE;
    }
    if (!hst__is_aligned(state)) {
        return HST_EALIGN;
    }
    if (bytes < state_bytes(groups)) {
        return HST_ESPACE;
    }
    memset(state, 0, (size_t)state_bytes(groups));
    word[0] = MARK;
    word[1] = (uint64_t)groups;
    return HST_OK;
}

static hst_status check_sample(const void *state, int32_t id, double x) {
    int is_id = id >= HST_NONE && id < groups_in(state);
    return is_id && (hst__is_finite(x) || hst__is_nan(x)) ? HST_OK : HST_EDOMAIN;
}

/* A row that n samples more will go into. */
static hst_status check_row(const void *state, int32_t id, int64_t n) {
    if (!hst__moments_are_sound(row_in(state, id))) {
        return HST_ECORRUPT;
    }
    return hst__moments_have_room(row_in(state, id), n, n) ? HST_OK : HST_EOVERFLOW;
}

/* Each check of all samples before the next. */
static hst_status check_push(const void *state, size_t bytes, const int32_t *id, const double *x, int64_t n) {
    hst_status status = check_head(state, bytes);
    hst_status full = HST_OK;
    int64_t i;
    for (i = 0; status == HST_OK && i < n; ++i) {
        status = check_sample(state, id[i], x[i]);
    }
    for (i = 0; status == HST_OK && i < n; ++i) {
        hst_status row = check_row(state, id[i], n);
        status = row == HST_ECORRUPT ? row : HST_OK;
        full = row == HST_EOVERFLOW ? row : full;
    }
    return status == HST_OK ? full : status;
}

hst_status hst_group_state_push(void *state, size_t bytes, int32_t id, double x, int64_t key) {
    hst_status status = state == NULL ? HST_ENULL : check_push(state, bytes, &id, &x, 1);
    if (status == HST_OK) {
        hst__moments_push(row_of(state, id), x, key);
    }
    return status;
}

hst_status hst_group_state_push_n(void *state, size_t bytes, const int32_t *id, const double *x,
                                  const int64_t *key, int64_t n) {
    hst_status status;
    int64_t i;
    if (state == NULL || (n != 0 && (id == NULL || x == NULL || key == NULL))) {
        return HST_ENULL;
    }
    status = n < 0 ? HST_ESIZE : check_push(state, bytes, id, x, n);
    for (i = 0; status == HST_OK && i < n; ++i) {
        hst__moments_push(row_of(state, id[i]), x[i], key[i]);
    }
    return status;
}

hst_status hst_group_state_unpush(void *state, size_t bytes, int32_t id, double x, int64_t key) {
    hst_status status = state == NULL ? HST_ENULL : check_head(state, bytes);
    if (status == HST_OK) {
        status = check_sample(state, id, x);
    }
    if (status == HST_OK) {
        status = check_row(state, id, 0);
    }
    if (status == HST_OK) {
        status = hst__moments_unpush(row_of(state, id), x, key) ? HST_OK : HST_EDOMAIN;
    }
    return status;
}

static hst_status check_merge(const void *state, const void *other) {
    int64_t id;
    if (groups_in(state) != groups_in(other)) {
        return HST_EOPTION;
    }
    for (id = -1; id < groups_in(state); ++id) {
        const hst__moments *from = row_in(other, id);
        if (!hst__moments_have_room(row_in(state, id), from->spread.n, from->missing)) {
            return HST_EOVERFLOW;
        }
    }
    return HST_OK;
}

hst_status hst_group_state_merge(void *state, size_t bytes, const void *other, size_t other_bytes) {
    hst_status status = state == NULL || other == NULL ? HST_ENULL : check_state(state, bytes);
    int64_t id;
    if (status == HST_OK) {
        status = check_state(other, other_bytes);
    }
    if (status == HST_OK) {
        status = check_merge(state, other);
    }
    for (id = -1; status == HST_OK && id < groups_in(state); ++id) {
        hst__moments_merge(row_of(state, id), row_in(other, id));
    }
    return status;
}

static hst_status read_row(hst_moments *out, const void *state, int64_t id) {
    const hst__moments *row = row_in(state, id);
    hst_status status = hst_moments_state_read(out, (const hst_moments_state *)(const void *)row);
    if (status == HST_EEMPTY) {
        hst__group_none(out, row->missing);
        return HST_OK;
    }
    return status;
}

hst_status hst_group_state_read(hst_moments *out, int32_t groups, hst_moments *unknown, const void *state,
                                size_t bytes) {
    hst_moments nowhere;
    hst_status status;
    int64_t id;
    if ((out == NULL && groups != 0) || unknown == NULL || state == NULL) {
        return HST_ENULL;
    }
    status = groups < 0 ? HST_ESIZE : check_state(state, bytes);
    if (status == HST_OK && groups != groups_in(state)) {
        status = HST_EOPTION;
    }
    for (id = -1; status == HST_OK && id < groups; ++id) {
        status = read_row(id < 0 ? &nowhere : out + id, state, id);
    }
    if (status == HST_OK) {
        *unknown = nowhere;
    }
    return status;
}

hst_status hst_group_state_packed_size(size_t *packed_bytes, const void *state, size_t bytes) {
    hst_status status = packed_bytes == NULL || state == NULL ? HST_ENULL : check_head(state, bytes);
    if (status == HST_OK) {
        *packed_bytes = (size_t)state_bytes(groups_in(state)) + 8;
    }
    return status;
}

/* The words of a state are those of its packed form, but for the checksum. */
hst_status hst_group_state_pack(void *packed, size_t packed_bytes, const void *state, size_t bytes) {
    hst_status status = packed == NULL || state == NULL ? HST_ENULL : check_state(state, bytes);
    if (status == HST_OK && packed_bytes < state_bytes(groups_in(state)) + 8) {
        status = HST_ESPACE;
    }
    if (status == HST_OK) {
        hst__seal(packed, MARK, (const uint64_t *)state + 1, (size_t)state_words(groups_in(state)) - 1);
    }
    return status;
}

/* Whether bytes are those of some number of groups, unaltered. */
static int is_packed(uint64_t *groups, const uint8_t *packed, size_t bytes) {
    if (bytes < state_bytes(0) + 8 || hst__take_word(packed) != MARK) {
        return 0;
    }
    *groups = hst__take_word(packed + 8);
    return *groups <= INT32_MAX && bytes == state_bytes((int64_t)*groups) + 8 &&
           hst__take_word(packed + bytes - 8) == hst__checksum(packed, bytes - 8);
}

hst_status hst_group_state_unpacked_size(size_t *bytes, const void *packed, size_t packed_bytes) {
    uint64_t groups;
    if (bytes == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (!is_packed(&groups, packed, packed_bytes)) {
        return HST_ECORRUPT;
    }
    *bytes = (size_t)state_bytes((int64_t)groups);
    return HST_OK;
}

hst_status hst_group_state_unpack(void *state, size_t bytes, const void *packed, size_t packed_bytes) {
    const uint8_t *from = packed;
    uint64_t *word = state;
    uint64_t groups, k;
    if (state == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_aligned(state)) {
        return HST_EALIGN;
    }
    if (!is_packed(&groups, from, packed_bytes)) {
        return HST_ECORRUPT;
    }
    if (bytes < state_bytes((int64_t)groups)) {
        return HST_ESPACE;
    }
    for (k = 0; k < state_words((int64_t)groups); ++k) {
        word[k] = hst__take_word(from + 8 * k);
    }
    return check_state(state, bytes);
}
