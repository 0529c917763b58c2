/* A mapping of [closed page | data pages | closed page]; a list remembers which mapping an address belongs
 * to. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "support.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct mapping {
    struct mapping *next;
    unsigned char *start;
    size_t length;
    void *given;
} mapping;

static mapping *mappings;

void *guarded_alloc(size_t bytes) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t data = (bytes + page - 1) / page * page;
    mapping *m = malloc(sizeof *m);
    assert_non_null(m);
    m->length = data + 2 * page;
    m->start = mmap(NULL, m->length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(m->start != MAP_FAILED);
    if (data > 0) {
        assert_int_equal(mprotect(m->start + page, data, PROT_READ | PROT_WRITE), 0);
    }
    m->given = m->start + page + data - bytes;
    m->next = mappings;
    mappings = m;
    fill_untouched(m->given, bytes);
    return m->given;
}

void guarded_free(void *p) {
    mapping **link = &mappings;
    mapping *m;
    while (*link != NULL && (*link)->given != p) {
        link = &(*link)->next;
    }
    m = *link;
    if (m == NULL) {
        fail_msg("guarded_free of %p, which guarded_alloc did not give", p);
        return;
    }
    *link = m->next;
    assert_int_equal(munmap(m->start, m->length), 0);
    free(m);
}
