/* device.c: what a browser says of itself, in words its owner knows again. */
#include "person/device.h"

#include "i18n/i18n.h"
#include "person.msg.h"

#include <string.h>

struct mark {
    const char *part, *name;
};
/* The first that occurs holds: Edge calls itself Chrome too, and Chrome Safari. */
static const struct mark BROWSERS[] = {
    { "Edg/", "Edge" },       { "EdgA/", "Edge" },     { "EdgiOS/", "Edge" },  { "OPR/", "Opera" },
    { "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" }, { "CriOS/", "Chrome" }, { "Chrome/", "Chrome" },
    { "Safari/", "Safari" },  { NULL, NULL },
};
static const struct mark SYSTEMS[] = {
    { "iPhone", "iPhone" }, { "iPad", "iPad" },    { "Android", "Android" }, { "Windows", "Windows" },
    { "Mac OS X", "Mac" },  { "CrOS", "ChromeOS" }, { "Linux", "Linux" },     { NULL, NULL },
};
#define SHOWN_MAX 60

static const char *find(const struct mark *v, const char *text)
{
    for (; v->part; v++)
        if (strstr(text, v->part))
            return v->name;
    return NULL;
}

const char *device_words(struct arena *a, enum lang lang, const char *user_agent)
{
    const char *browser = find(BROWSERS, user_agent);
    const char *system = find(SYSTEMS, user_agent);
    if (browser && system)
        return MSG_TEXT(a, lang, MSG_ACCOUNT_DEVICE_OF, arg_text(browser), arg_text(system));
    if (browser || system)
        return browser ? browser : system;
    if (!*user_agent)
        return MSG_TEXT(a, lang, MSG_ACCOUNT_DEVICE_UNKNOWN);
    size_t n = strlen(user_agent);
    while (n > SHOWN_MAX || (n && (user_agent[n] & 0xc0) == 0x80))
        n--;
    return arena_strndup(a, user_agent, n);
}
