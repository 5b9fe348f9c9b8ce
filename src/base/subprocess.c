/* subprocess.c: runs a program of ours over some bytes.
**
** The child's input, output and complaints are files in memory, not pipes: nothing can fill up and block. The output
** file is sealed at its largest size, so a child gone wild gets an error, not our memory; how far it wrote is the
** position of the shared file description. */
#include "base/subprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMPLAINT_BYTES 4096

enum { IN, OUT, COMPLAINT, FILES };

struct run {
    int fd[FILES]; /* -1: not open */
    pid_t pid;     /* 0: not running */
};

static void close_files(struct run *r)
{
    for (int i = 0; i < FILES; i++) {
        if (r->fd[i] >= 0)
            (void)close(r->fd[i]);
        r->fd[i] = -1;
    }
}

/* Ends the child if it still runs, and the zombie. */
static void end(struct run *r)
{
    if (r->pid > 0) {
        (void)kill(r->pid, SIGKILL);
        while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
            ;
        r->pid = 0;
    }
    close_files(r);
}

/* A file in memory that cannot grow past size. */
static int memory_file(const char *name, size_t size)
{
    int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return -1;
    if (ftruncate(fd, (off_t)size) != 0 || fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static struct err *hand_over(struct arena *a, const struct subprocess *c, int fd, struct bytes part, off_t at)
{
    for (size_t done = 0; done < part.n;) {
        ssize_t n = pwrite(fd, part.p + done, part.n - done, at + (off_t)done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fault(a, "%s could not be given its input: %s", c->name, strerrorname_np(errno));
        done += (size_t)n;
    }
    return NULL;
}

static struct err *open_files(struct arena *a, const struct subprocess *c, struct run *r)
{
    size_t all = c->input.n;
    off_t at = (off_t)c->input.n;
    for (size_t i = 0; i < c->more_count; i++)
        all += c->more[i].n;
    r->fd[IN] = memory_file("input", all);
    r->fd[OUT] = memory_file("output", c->output_max);
    r->fd[COMPLAINT] = memory_file("complaint", COMPLAINT_BYTES);
    if (r->fd[IN] < 0 || r->fd[OUT] < 0 || r->fd[COMPLAINT] < 0)
        return fault(a, "no file in memory for %s: %s", c->name, strerrorname_np(errno));
    TRY(hand_over(a, c, r->fd[IN], c->input, 0));
    for (size_t i = 0; i < c->more_count; i++) {
        TRY(hand_over(a, c, r->fd[IN], c->more[i], at));
        at += (off_t)c->more[i].n;
    }
    return NULL;
}

static struct err *start(struct arena *a, const struct subprocess *c, struct run *r, const char *path)
{
    char *const argv[] = { arena_strdup(a, c->name), c->mode ? arena_strdup(a, c->mode) : NULL, NULL };
    char *const envp[] = { (char[]){ "LC_ALL=C.UTF-8" }, (char[]){ "TZ=UTC" }, (char[]){ "PATH=/usr/bin:/bin" },
                           (char[]){ "HOME=/nonexistent" }, NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    (void)posix_spawn_file_actions_init(&files);
    (void)posix_spawnattr_init(&attributes);
    int e = 0;
    for (int i = 0; i < FILES && !e; i++)
        e = posix_spawn_file_actions_adddup2(&files, r->fd[i], i);
    if (!e)
        e = posix_spawn_file_actions_addclosefrom_np(&files, FILES);
    if (!e)
        e = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setsigdefault(&attributes, &all);
    if (!e)
        e = posix_spawn(&r->pid, path, &files, &attributes, argv, envp);
    (void)posix_spawn_file_actions_destroy(&files);
    (void)posix_spawnattr_destroy(&attributes);
    if (!e)
        return NULL;
    r->pid = 0;
    return fault(a, "%s does not start: %s", path, strerrorname_np(e));
}

/* A descriptor that becomes readable after so many milliseconds: a limit needs no clock to be read. */
static int timer_of(int ms)
{
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    struct itimerspec t = { .it_value = { ms / 1000, (long)(ms % 1000) * 1000000 } };
    if (fd >= 0 && timerfd_settime(fd, 0, &t, NULL) == 0)
        return fd;
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

/* Waits until the child has ended or the time is over; false in the second case. */
static struct err *await_end(struct arena *a, const struct subprocess *c, const struct run *r, bool *ret_ended)
{
    struct pollfd p[2] = { { .fd = pidfd_open(r->pid, 0), .events = POLLIN },
                           { .fd = timer_of(c->timeout_ms), .events = POLLIN } };
    int n = -1;
    if (p[0].fd >= 0 && p[1].fd >= 0) {
        do
            n = poll(p, 2, -1);
        while (n < 0 && errno == EINTR);
    }
    int e = errno;
    for (int i = 0; i < 2; i++)
        if (p[i].fd >= 0)
            (void)close(p[i].fd);
    if (n < 0)
        return fault(a, "%s cannot be waited for: %s", c->name, strerrorname_np(e));
    *ret_ended = p[0].revents != 0;
    return NULL;
}

/* What the child wrote to its error output: the first line. */
static const char *complaint(struct arena *a, const struct run *r)
{
    char text[COMPLAINT_BYTES + 1] = "";
    ssize_t n = pread(r->fd[COMPLAINT], text, COMPLAINT_BYTES, 0);
    text[n > 0 ? n : 0] = 0;
    text[strcspn(text, "\r\n")] = 0;
    return arena_strdup(a, text);
}

struct mapping {
    void *p;
    size_t n;
};

static void unmap(void *p)
{
    const struct mapping *m = p;
    (void)munmap(m->p, m->n);
}

static struct err *take_output(struct arena *a, const struct subprocess *c, const struct run *r, struct bytes *ret)
{
    off_t n = lseek(r->fd[OUT], 0, SEEK_CUR);
    if (n <= 0)
        return NULL;
    struct mapping *m = arena_new(a, struct mapping);
    m->n = (size_t)n;
    m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, r->fd[OUT], 0);
    if (m->p == MAP_FAILED)
        return fault(a, "no room for %zu bytes of %s", m->n, c->name);
    arena_defer(a, unmap, m);
    *ret = (struct bytes){ m->p, m->n };
    return NULL;
}

static struct err *run(struct arena *a, const struct subprocess *c, struct run *r, const char *path,
                       struct subprocess_answer *ret)
{
    bool ended = false;
    siginfo_t how = { 0 };
    struct subprocess_answer x = { .how = SUBPROCESS_TOO_LONG };
    TRY(open_files(a, c, r));
    TRY(start(a, c, r, path));
    TRY(await_end(a, c, r, &ended));
    x.said = complaint(a, r);
    if (ended) {
        if (waitid(P_PID, (id_t)r->pid, &how, WEXITED | WNOHANG) != 0 || how.si_pid != r->pid)
            return fault(a, "%s cannot be waited for: %s", c->name, strerrorname_np(errno));
        r->pid = 0;
        x.how = how.si_code == CLD_EXITED ? SUBPROCESS_EXITED : SUBPROCESS_KILLED;
        x.status = how.si_status;
    }
    if (x.how == SUBPROCESS_EXITED)
        TRY(take_output(a, c, r, &x.output));
    *ret = x;
    return NULL;
}

/* The program of that name in the folder of the running one. */
static struct err *find_beside(struct arena *a, const char *name, const char **ret)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return fault(a, "the folder of this program is not known: %s", strerrorname_np(errno));
    self[n] = 0;
    char *slash = strrchr(self, '/');
    *ret = arena_printf(a, "%.*s/%s", (int)(slash ? slash - self : 0), self, name);
    return NULL;
}

struct err *subprocess_ask(struct arena *a, const struct subprocess *c, struct subprocess_answer *ret)
{
    struct run r = { .fd = { -1, -1, -1 } };
    const char *path = c->path;
    if (!path)
        TRY(find_beside(a, c->name, &path));
    struct err *e = run(a, c, &r, path, ret);
    end(&r);
    return e;
}

struct err *subprocess_run(struct arena *a, const struct subprocess *c, struct bytes *ret_output)
{
    struct subprocess_answer x;
    TRY(subprocess_ask(a, c, &x));
    if (x.how == SUBPROCESS_TOO_LONG)
        return fault(a, "%s took longer than %d ms and was ended", c->name, c->timeout_ms);
    if (x.how == SUBPROCESS_KILLED)
        return fault(a, "%s was ended by signal %d: %s", c->name, x.status, x.said);
    if (x.status != 0)
        return fault(a, "%s failed (%d): %s", c->name, x.status, x.said);
    if (x.output.n == 0)
        return fault(a, "%s wrote nothing", c->name);
    *ret_output = x.output;
    return NULL;
}
