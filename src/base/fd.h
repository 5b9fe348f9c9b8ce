/* fd.h: a descriptor that is closed where its name ends. */
#ifndef BASE_FD_H
#define BASE_FD_H

#include <unistd.h>

static inline void fd_close(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}
/* FD(fd) = open(…); below 0: there is none to close. */
#define FD(name) int name __attribute__((cleanup(fd_close)))

#endif
