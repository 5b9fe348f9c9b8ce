/* doc_render.c: runs kyoten-print over a document.
**
** The child's input, output and complaints are files in memory, not pipes: nothing can fill up and block. The output
** file is sealed at its largest size, so a child gone wild gets an error, not our memory; how far it wrote is the
** position of the shared file description. */
#include "doc/doc.h"

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

#define DEFAULT_TIMEOUT_MS 20000
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

static struct err *open_files(struct arena *a, struct run *r, struct bytes json)
{
    r->fd[IN] = memory_file("document", json.n);
    r->fd[OUT] = memory_file("pdf", DOC_PDF_BYTES);
    r->fd[COMPLAINT] = memory_file("complaint", COMPLAINT_BYTES);
    if (r->fd[IN] < 0 || r->fd[OUT] < 0 || r->fd[COMPLAINT] < 0)
        return fault(a, "no file in memory for a document: %s", strerrorname_np(errno));
    for (size_t done = 0; done < json.n;) {
        ssize_t n = pwrite(r->fd[IN], json.p + done, json.n - done, (off_t)done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fault(a, "a document could not be handed over: %s", strerrorname_np(errno));
        done += (size_t)n;
    }
    return NULL;
}

static struct err *start(struct arena *a, struct run *r, const char *path)
{
    char *const argv[] = { (char[]){ "kyoten-print" }, NULL };
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
static struct err *await_end(struct arena *a, const struct run *r, int timeout_ms, bool *ret_ended)
{
    struct pollfd p[2] = { { .fd = pidfd_open(r->pid, 0), .events = POLLIN },
                           { .fd = timer_of(timeout_ms), .events = POLLIN } };
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
        return fault(a, "kyoten-print cannot be waited for: %s", strerrorname_np(e));
    *ret_ended = p[0].revents != 0;
    return NULL;
}

static struct err *wait_for(struct arena *a, struct run *r, int timeout_ms, siginfo_t *ret)
{
    bool ended = false;
    TRY(await_end(a, r, timeout_ms, &ended));
    if (!ended)
        return fault(a, "kyoten-print took longer than %d ms and was ended", timeout_ms);
    *ret = (siginfo_t){ 0 };
    if (waitid(P_PID, (id_t)r->pid, ret, WEXITED | WNOHANG) != 0 || ret->si_pid != r->pid)
        return fault(a, "kyoten-print cannot be waited for: %s", strerrorname_np(errno));
    r->pid = 0;
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

static struct err *take_pdf(struct arena *a, const struct run *r, struct bytes *ret)
{
    off_t n = lseek(r->fd[OUT], 0, SEEK_CUR);
    if (n < 16)
        return fault(a, "kyoten-print wrote nothing");
    struct mapping *m = arena_new(a, struct mapping);
    m->n = (size_t)n;
    m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, r->fd[OUT], 0);
    if (m->p == MAP_FAILED)
        return fault(a, "no room for a PDF of %zu bytes", m->n);
    arena_defer(a, unmap, m);
    if (memcmp(m->p, "%PDF-", 5) != 0)
        return fault(a, "kyoten-print wrote something that is no PDF");
    *ret = (struct bytes){ m->p, m->n };
    return NULL;
}

static struct err *print(struct arena *a, struct run *r, const char *path, int timeout_ms, const struct doc *d,
                         struct bytes *ret)
{
    struct bytes json = { 0 };
    siginfo_t ended = { 0 };
    TRY(doc_to_json(a, d, &json));
    TRY(open_files(a, r, json));
    TRY(start(a, r, path));
    TRY(wait_for(a, r, timeout_ms, &ended));
    if (ended.si_code != CLD_EXITED)
        return fault(a, "kyoten-print was ended by signal %d: %s", ended.si_status, complaint(a, r));
    if (ended.si_status != 0)
        return fault(a, "kyoten-print failed (%d): %s", ended.si_status, complaint(a, r));
    return take_pdf(a, r, ret);
}

/* kyoten-print in the folder of the running program. */
static struct err *find_printer(struct arena *a, const char **ret)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return fault(a, "the folder of this program is not known: %s", strerrorname_np(errno));
    self[n] = 0;
    char *slash = strrchr(self, '/');
    *ret = arena_printf(a, "%.*s/kyoten-print", (int)(slash ? slash - self : 0), self);
    return NULL;
}

struct err *doc_render_with(struct arena *a, const struct doc_printer *printer, const struct doc *d,
                            struct bytes *ret_pdf)
{
    struct run r = { .fd = { -1, -1, -1 } };
    const char *path = printer->path;
    if (!path)
        TRY(find_printer(a, &path));
    struct err *e = print(a, &r, path, printer->timeout_ms ? printer->timeout_ms : DEFAULT_TIMEOUT_MS, d, ret_pdf);
    end(&r);
    return e;
}

struct err *doc_render(struct arena *a, const struct doc *d, struct bytes *ret_pdf)
{
    return doc_render_with(a, &(struct doc_printer){ 0 }, d, ret_pdf);
}
