/* full_disk.c (LD_PRELOAD): while the file named by KYOTEN_FULL_DISK is there, nothing can be written to any other. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is_full(int fd)
{
    struct stat st;
    const char *flag = getenv("KYOTEN_FULL_DISK"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    if (fd <= 2 || !flag || access(flag, F_OK) != 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
    errno = ENOSPC;
    return 1;
}

ssize_t write(int fd, const void *p, size_t n)
{
    return is_full(fd) ? -1 : syscall(SYS_write, fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return is_full(fd) ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}

/* Where file offsets have 64 bits, pwrite above is the symbol pwrite64; this is the other one. */
ssize_t pwrite_plain(int fd, const void *p, size_t n, off_t at) __asm__("pwrite");
ssize_t pwrite_plain(int fd, const void *p, size_t n, off_t at)
{
    return is_full(fd) ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}
