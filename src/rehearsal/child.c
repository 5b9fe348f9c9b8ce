/* child.c: see child.h. */
#include "rehearsal/child.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SELF "/proc/self/exe"
#define SAID_MOST ((size_t)1 << 20)
#define START_MS 60000
#define STOP_TRIES 600 /* of a tenth of a second */

static struct err *trouble(struct arena *a, const char *what, int error)
{
    return fault(a, "%s: %s", what, strerror(error)); // NOLINT(concurrency-mt-unsafe)
}

/* Starts it with these ends as its output and errors; log NULL: errors to fd err. */
static struct err *start(struct arena *a, const char *const *argv, char **env, int out, int err,
                         const char *log, pid_t *ret)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none;
    (void)sigemptyset(&none);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawnattr_init(&attr);
    (void)posix_spawnattr_setsigmask(&attr, &none);
    (void)posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
    (void)posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_adddup2(&actions, out, 1);
    if (log)
        (void)posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    else
        (void)posix_spawn_file_actions_adddup2(&actions, err, 2);
    char *v[24] = { 0 };
    for (size_t i = 0; argv[i] && i + 1 < sizeof v / sizeof v[0]; i++)
        v[i] = arena_strdup(a, argv[i]);
    int failed = posix_spawn(ret, v[0], &actions, &attr, v, env ? env : environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attr);
    return failed ? trouble(a, argv[0], failed) : NULL;
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ── run to the end ── */

/* True while there is more to come. What is beyond the most is read and dropped, so that nobody blocks. */
static bool drain(int fd, struct buf *b)
{
    char part[8192];
    ssize_t n = read(fd, part, sizeof part);
    if (n > 0 && b->n < SAID_MOST)
        buf_put(b, part, (size_t)n);
    return n > 0 || (n < 0 && errno == EINTR);
}

static void drain_both(int out, int err, struct buf *said, struct buf *told)
{
    struct pollfd ends[2] = { { .fd = out, .events = POLLIN }, { .fd = err, .events = POLLIN } };
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (poll(ends, 2, -1) < 0)
            continue;
        if (ends[0].revents && !drain(out, said))
            ends[0].fd = -1;
        if (ends[1].revents && !drain(err, told))
            ends[1].fd = -1;
    }
}

struct err *child_run(struct arena *a, const char *program, const char *const *args, struct child_result *ret)
{
    const char *argv[24] = { program ? program : SELF };
    int out[2];
    int err[2];
    pid_t pid = 0;
    for (size_t i = 0; args[i] && i + 2 < sizeof argv / sizeof argv[0]; i++)
        argv[i + 1] = args[i];
    if (pipe2(out, O_CLOEXEC) != 0)
        return trouble(a, "pipe", errno);
    if (pipe2(err, O_CLOEXEC) != 0) {
        (void)close(out[0]);
        (void)close(out[1]);
        return trouble(a, "pipe", errno);
    }
    struct err *e = start(a, argv, NULL, out[1], err[1], NULL, &pid);
    (void)close(out[1]);
    (void)close(err[1]);
    struct buf said = buf_make(a, 4096);
    struct buf told = buf_make(a, 4096);
    if (!e) {
        drain_both(out[0], err[0], &said, &told);
        *ret = (struct child_result){ wait_for(pid), said.s, told.s };
    }
    (void)close(out[0]);
    (void)close(err[0]);
    return e;
}

/* ── serve ── */

/* The first line, which is the address. */
static bool read_line(int fd, struct buf *b)
{
    struct pollfd end = { .fd = fd, .events = POLLIN };
    while (!strchr(b->s, '\n')) {
        char c = 0;
        if (poll(&end, 1, START_MS) <= 0 || read(fd, &c, 1) != 1 || b->n > 1000)
            return false;
        buf_putc(b, c);
    }
    return true;
}

static const char *last_words(struct arena *a, const char *log)
{
    char part[2048];
    int fd = open(log, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return "";
    (void)lseek(fd, -(off_t)sizeof part + 1, SEEK_END);
    ssize_t n = read(fd, part, sizeof part - 1);
    (void)close(fd);
    return arena_strndup(a, part, n > 0 ? (size_t)n : 0);
}

struct err *child_serve(struct arena *a, const struct child_spec *spec, struct child_server *ret)
{
    const char *listen = arena_printf(a, "127.0.0.1:%d", spec->port);
    const char *argv[] = {
        spec->program ? spec->program : SELF, "serve", "--data", spec->data, "--listen", listen, NULL
    };
    int out[2];
    struct child_server s = { 0 };
    struct buf line = buf_make(a, 128);
    if (pipe2(out, O_CLOEXEC) != 0)
        return trouble(a, "pipe", errno);
    struct err *e = start(a, argv, spec->env, out[1], -1, spec->log, &s.pid);
    (void)close(out[1]);
    s.out = out[0];
    if (e || !read_line(out[0], &line)) {
        if (!e)
            child_kill(&s);
        else
            (void)close(out[0]);
        return e ? e : fault(a, "the server did not start: %s", last_words(a, spec->log));
    }
    size_t n = strcspn(line.s, "\n");
    s.url = arena_strndup(a, line.s, n - (n > 0 && line.s[n - 1] == '/'));
    *ret = s;
    return NULL;
}

static void forget(struct child_server *s)
{
    (void)close(s->out);
    s->pid = 0;
    s->out = -1;
    child_guard(NULL, 0);
}

struct err *child_stop(struct arena *a, struct child_server *s)
{
    int status = 0;
    pid_t pid = s->pid;
    if (pid <= 0)
        return NULL;
    (void)kill(pid, SIGTERM);
    for (int i = 0; i < STOP_TRIES; i++) {
        pid_t got = waitpid(pid, &status, WNOHANG);
        if (got == pid) {
            forget(s);
            bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            return well ? NULL : fault(a, "the server ended with status %d", status);
        }
        (void)poll(NULL, 0, 100);
    }
    child_kill(s);
    return fault(a, "the server did not end within a minute and was killed");
}

void child_kill(struct child_server *s)
{
    if (s->pid <= 0)
        return;
    (void)kill(s->pid, SIGKILL);
    (void)wait_for(s->pid);
    forget(s);
}

/* ── nothing is left behind ── */

static volatile sig_atomic_t guarded;

static void on_end(int signal_no)
{
    if (guarded > 0)
        (void)kill((pid_t)guarded, SIGTERM);
    _exit(128 + signal_no);
}

void child_guard(const struct child_server *s, unsigned seconds)
{
    static const int ENDS[] = { SIGINT, SIGTERM, SIGHUP, SIGALRM };
    struct sigaction act = { .sa_handler = s ? on_end : SIG_DFL };
    guarded = s ? (sig_atomic_t)s->pid : 0;
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++)
        (void)sigaction(ENDS[i], &act, NULL);
    (void)alarm(s ? seconds : 0);
}
