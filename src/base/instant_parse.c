/* instant_parse.c: a day and a time of day as people type them. */
#include "base/date_parse.h"

#include "base/text.h"
#include "time.msg.h"

#include <stdio.h>
#include <string.h>

/* "12:00", "12:00:30", "12時", "12時30分", "正午"; half a day more for 午後. */
static bool time_parse(const char *s, int *hour, int *minute, int *second)
{
    char rest = 0;
    *minute = *second = 0;
    int add = 0;
    if (strcmp(s, "正午") == 0) {
        *hour = 12;
        return true;
    }
    if (strncmp(s, "午前", strlen("午前")) == 0) {
        s += strlen("午前");
    } else if (strncmp(s, "午後", strlen("午後")) == 0) {
        s += strlen("午後");
        add = 12;
    }
    // NOLINTBEGIN(cert-err34-c): two digits cannot be out of range
    bool ok =
        sscanf(s, "%2d:%2d:%2d%c", hour, minute, second, &rest) == 3 ||
        (sscanf(s, "%2d:%2d%c", hour, minute, &rest) == 2 && strchr(s, ':') == strrchr(s, ':')) ||
        (sscanf(s, "%2d時%2d分%c", hour, minute, &rest) == 2 && strlen(strstr(s, "分")) == strlen("分")) ||
        (sscanf(s, "%2d", hour) == 1 && strstr(s, "時") && strlen(strstr(s, "時")) == strlen("時"));
    // NOLINTEND(cert-err34-c)
    *hour += add;
    return ok && *hour >= 0 && *hour <= 24 && *minute >= 0 && *minute < 60 && *second >= 0 && *second < 60 &&
           (*hour < 24 || (*minute == 0 && *second == 0));
}

struct err *instant_parse(struct arena *a, const char *field, const char *text, instant *ret)
{
    char *plain = arena_strdup(a, text_nfkc(a, text_trim_display(a, text)));
    size_t n = strlen(plain);
    while (n > 0 && plain[n - 1] == ' ')
        plain[--n] = 0;
    char *space = strrchr(plain, ' ');
    if (!space)
        return invalid(a, field, MSG_TIME_OF_DAY_MISSING, arg_text(text));
    int hour = 0;
    int minute = 0;
    int second = 0;
    *space = 0;
    if (!time_parse(space + 1, &hour, &minute, &second))
        return invalid(a, field, MSG_TIME_OF_DAY_WRONG, arg_text(space + 1));
    date day = { 0 };
    struct err *e = date_parse(a, plain, &day);
    if (e) {
        e->field = field;
        return e;
    }
    *ret = instant_of_japan(day, hour, minute, second, 0);
    return NULL;
}
