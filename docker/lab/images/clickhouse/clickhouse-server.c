/*
 * Runs the clickhouse-local of ClickHouse's library with the arguments given. It reads its queries from files; the
 * last may be /dev/fd/3, which has no end until the process is told to end: then clickhouse-local closes what it has
 * open, as after any other file.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define HELD 3
#define HOLDER 4

static void end(int signal) {
    close(HOLDER);
}

int main(int argc, char **argv) {
    int held[2];
    if (pipe(held) || dup2(held[0], HELD + 10) < 0 || dup2(held[1], HOLDER + 10) < 0) {
        perror("pipe");
        return 1;
    }
    dup2(HELD + 10, HELD);
    dup2(HOLDER + 10, HOLDER);
    close(HELD + 10);
    close(HOLDER + 10);
    void *library = dlopen("libchdb.so", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    void *(*run)(int, char **) = dlsym(library, "chdb_query_cmdline");
    const char *(*error)(void *) = dlsym(library, "chdb_result_error");
    signal(SIGTERM, end);
    signal(SIGINT, end);
    void *result = run(argc, argv);
    const char *said = result ? error(result) : "clickhouse-local gave no result";
    if (said) {
        fprintf(stderr, "%s\n", said);
        return 1;
    }
    return 0;
}
