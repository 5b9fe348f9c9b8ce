/* disk.c: durable writes: many in flight in shared commits, one commit for each, and the disk's own rate. */
#include "bench.h"

#include "db/db.h"
#include "db/db_fault.h"

#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#define IN_FLIGHT 64
#define PAGE_BYTES 4096
#define FILE_PAGES 1024
#define SLOW_US 5000

static const struct stmt note_add = {
    "bench_note_add", WRITE, "it", "INSERT INTO note (id, text) VALUES ($1, $2)", NULL, "bench"
};
static const char TEXT[] =
    "演習：この文章は、書き込みの速さを測るためのものです。長さは、申請書の一項目ほどあります。";

double sync_rate(const char *path, double seconds)
{
    static char page[PAGE_BYTES];
    long n = 0;
    int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        bench_die(path, "cannot be opened");
    for (int i = 0; i < FILE_PAGES; i++)
        if (write(fd, page, sizeof page) != (ssize_t)sizeof page)
            bench_die(path, "cannot be written");
    (void)fsync(fd);
    double from = now_s();
    for (; now_s() - from < seconds; n++)
        if (pwrite(fd, page, sizeof page, n % FILE_PAGES * PAGE_BYTES) != (ssize_t)sizeof page || fdatasync(fd) != 0)
            bench_die(path, "cannot be written");
    double rate = (double)n / (now_s() - from);
    (void)close(fd);
    (void)unlink(path);
    return rate;
}

static struct err *add(struct arena *a, struct conn *conn, int64_t id)
{
    struct ctx c = { .arena = a, .db = conn };
    TX(tx, &c);
    TRY(db_must(tx, note_add, I64(id), TXT(TEXT)));
    return tx_commit(tx);
}

static double one_by_one(struct db *db, double seconds, int64_t *id)
{
    ARENA(a);
    struct conn *conn = conn_write_begin(db);
    long n = 0;
    double from = now_s();
    for (; now_s() - from < seconds; n++) {
        arena_reset(a);
        if (add(a, conn, ++*id))
            bench_die("commit", "failed");
    }
    double rate = (double)n / (now_s() - from);
    conn_write_end(conn);
    return rate;
}

struct writer {
    struct work work;
    struct db *db;
    int64_t id;
};
static atomic_bool over;
static atomic_long done_count, running;

static struct err *writer_run(struct work *w, struct conn *conn)
{
    arena_reset(w->arena);
    return add(w->arena, conn, ((struct writer *)w)->id);
}

static void writer_done(struct work *w, struct err *e)
{
    struct writer *x = (struct writer *)w;
    if (e)
        bench_die("commit", e->why ? e->why : "failed");
    (void)atomic_fetch_add(&done_count, 1);
    if (atomic_load(&over)) {
        (void)atomic_fetch_sub(&running, 1);
        return;
    }
    x->id += IN_FLIGHT;
    db_submit(x->db, w);
}

static double in_flight(struct db *db, double seconds, int64_t *id)
{
    static struct writer writers[IN_FLIGHT];
    atomic_store(&over, false);
    atomic_store(&done_count, 0);
    atomic_store(&running, IN_FLIGHT);
    double from = now_s();
    for (int i = 0; i < IN_FLIGHT; i++) {
        struct arena *a = writers[i].work.arena ? writers[i].work.arena : arena_make(0);
        writers[i] = (struct writer){ .db = db, .id = *id + i + 1 };
        writers[i].work = (struct work){ .run = writer_run, .done = writer_done, .arena = a, .mode = WRITE };
        db_submit(db, &writers[i].work);
    }
    (void)poll(NULL, 0, (int)(seconds * 1e3));
    atomic_store(&over, true);
    while (atomic_load(&running) > 0)
        (void)poll(NULL, 0, 1);
    double rate = (double)atomic_load(&done_count) / (now_s() - from);
    for (int i = 0; i < IN_FLIGHT; i++)
        *id = writers[i].id > *id ? writers[i].id : *id;
    return rate;
}

static void on_disk(struct bench *b, struct db *db, int64_t *id, long us, const char *disk)
{
    struct arena *a = b->arena;
    slow_disk_us = us;
    double sync = sync_rate(arena_printf(a, "%s/page", b->folder), b->seconds / 2);
    double single = one_by_one(db, b->seconds, id);
    double many = in_flight(db, b->seconds, id);
    slow_disk_us = 0;
    figure_add(b, &(struct figure){ arena_printf(a, "fdatasync of one page, %s", disk),
                                    arena_printf(a, "%.0f /s", sync), "", NAN, AIM_NONE, 0 });
    figure_add(b, &(struct figure){ arena_printf(a, "durable writes one by one, %s", disk),
                                    arena_printf(a, "%.0f /s", single), "fdatasync", single / sync, AIM_NONE,
                                    0 });
    figure_add(b, &(struct figure){ arena_printf(a, "durable writes, 64 in flight, %s", disk),
                                    arena_printf(a, "%.0f /s", many), "one by one", many / single,
                                    AIM_AT_LEAST, 5 });
    figure_add(b, &(struct figure){ arena_printf(a, "durable writes, 64 in flight, %s", disk),
                                    arena_printf(a, "%.0f /s", many), "fdatasync", many / sync,
                                    us ? AIM_AT_LEAST : AIM_NONE, 25 });
}

void bench_disk(struct bench *b)
{
    struct arena *a = b->arena;
    struct db *db = NULL;
    int64_t id = 0;
    if (db_open(a, &(struct db_config){ .url = arena_printf(a, "sqlite:%s/notes.db", b->folder) }, &db))
        bench_die("notes.db", "cannot be opened");
    struct conn *conn = conn_write_begin(db);
    if (db_fault_exec(conn, a, "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT)"))
        bench_die("notes.db", "cannot be filled");
    conn_write_end(conn);
    on_disk(b, db, &id, 0, "this disk");
    on_disk(b, db, &id, SLOW_US, "a disk 5 ms slower");
    db_close(&db);
}
