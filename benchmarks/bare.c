/* bare.c: the least that libmicrohttpd can do: one answer, kept in memory, by as many event threads as we use. */
#include "bench.h"

#include <microhttpd.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define THREADS 2

static enum MHD_Result answer(void *arg, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data, size_t *data_n,
                              void **state)
{
    static int seen;
    (void)url, (void)method, (void)version, (void)data, (void)data_n;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, arg);
}

_Noreturn static void serve(size_t n, int to)
{
    char *body = malloc(n + 1);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    memset(body, 'x', n);
    struct MHD_Response *r = MHD_create_response_from_buffer(n, body, MHD_RESPMEM_PERSISTENT);
    (void)MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
    struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, r,
                                            MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_END);
    const union MHD_DaemonInfo *info = d ? MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    int port = info ? info->port : 0;
    if (write(to, &port, sizeof port) < 0)
        _exit(1);
    for (;;)
        (void)pause();
}

pid_t bare_start(size_t n, int *ret_port)
{
    int ends[2];
    if (pipe(ends) != 0)
        bench_die("pipe", "");
    pid_t pid = fork();
    if (pid == 0)
        serve(n, ends[1]);
    (void)close(ends[1]);
    if (read(ends[0], ret_port, sizeof *ret_port) != sizeof *ret_port || *ret_port == 0)
        bench_die("libmicrohttpd", "does not start");
    (void)close(ends[0]);
    return pid;
}

void bare_stop(pid_t pid)
{
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
}
