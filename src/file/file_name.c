/* file_name.c: the name of an uploaded file, fit to be shown and saved under. */
#include "base/text.h"
#include "file/file.h"

#include <string.h>

#define NAME_BYTES_MAX 255

const char *file_clean_name(struct arena *a, const char *given)
{
    const char *slash = strrchr(given, '/');
    char *name = arena_strdup(a, text_trim_display(a, slash ? slash + 1 : given));
    for (char *p = name; *p; p++)
        if (*p == '\n' || *p == '\t' || *p == '\\')
            *p = ' ';
    size_t n = strlen(name);
    while (n > NAME_BYTES_MAX || (n > 0 && n < strlen(name) && ((unsigned char)name[n] & 0xc0) == 0x80))
        n--;
    name[n] = 0;
    return *name ? name : "file";
}
