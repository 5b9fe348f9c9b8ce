/* slow_disk.c: a disk whose writes take longer: fdatasync and fsync wait first. Part of the bench, and (LD_PRELOAD) of a
** server that it watches; there the environment says how long: KYOTEN_SLOW_DISK_US. */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

extern _Atomic long slow_disk_us;
_Atomic long slow_disk_us;

__attribute__((constructor)) static void begin(void)
{
    const char *us = getenv("KYOTEN_SLOW_DISK_US"); // NOLINT(concurrency-mt-unsafe): before any thread
    slow_disk_us = us ? strtol(us, NULL, 10) : 0;
}

static void wait_for_disk(void)
{
    long us = slow_disk_us;
    struct timespec t = { us / 1000000, us % 1000000 * 1000 };
    if (us > 0)
        (void)nanosleep(&t, NULL);
}

int fdatasync(int fd)
{
    wait_for_disk();
    return (int)syscall(SYS_fdatasync, fd);
}

int fsync(int fd)
{
    wait_for_disk();
    return (int)syscall(SYS_fsync, fd);
}
