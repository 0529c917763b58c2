/* What each program does in the same way: refuse with file, line and reason, and notice a full disk. */
#if defined(__unix__) || defined(__APPLE__)
#define _POSIX_C_SOURCE 200112L
#include <sys/stat.h>
#define HAVE_STAT 1
#else
#define HAVE_STAT 0
#endif

#include "program.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int program_refuse(const char *path, const fault *why) {
    path = strcmp(path, "-") == 0 ? "standard input" : path;
    if (why->line > 0) {
        fprintf(stderr, "%s:%lld: %s\n", path, (long long)why->line, why->reason);
    } else {
        fprintf(stderr, "%s: %s\n", path, why->reason);
    }
    return EXIT_REFUSED;
}

int program_unwritten(const char *path) {
    fprintf(stderr, "%s: cannot be written: %s\n", path, strerror(errno));
    return EXIT_UNWRITTEN;
}

int program_close(FILE *file, const char *path) {
    int broken = ferror(file);
    return fclose(file) != 0 || broken ? program_unwritten(path) : EXIT_DONE;
}

int program_printed(void) {
    return fflush(stdout) != 0 || ferror(stdout) ? program_unwritten("standard output") : EXIT_DONE;
}

static int is_same_file(const char *left, const char *right) {
#if HAVE_STAT
    struct stat a, b;
    if (stat(left, &a) == 0 && stat(right, &b) == 0) {
        return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    }
#endif
    return strcmp(left, right) == 0;
}

int program_overwrites(const char *chart, const char *path, const char *what) {
    if (!chart || !is_same_file(path, chart)) {
        return 0;
    }
    fprintf(stderr, "%s: the chart would overwrite %s\n", chart, what);
    return 1;
}

int program_good(hst_status status, const char *function, fault *why) {
    if (status != HST_OK) {
        fault_set(why, 0, "%s: %s (%s)", function, hst_status_text(status), hst_status_name(status));
    }
    return status == HST_OK;
}

void *program_allocate(int64_t count, size_t size, fault *why) {
    void *memory = calloc(count > 0 ? (size_t)count : 1, size);
    if (!memory) {
        fault_set(why, 0, "does not fit into memory");
    }
    return memory;
}
