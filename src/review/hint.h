/* hint.h: what the program notices between a reviewer and an application: it only asks to look, it decides
** nothing. */
#ifndef REVIEW_HINT_H
#define REVIEW_HINT_H

#include "call/call.h"

/* A reviewer as far as hints need to know. Texts are "" where nothing is known. */
struct known_person {
    int64_t person_id;
    const char *name, *institution; /* institution: where the account says to belong */
    const char *affiliation, *past; /* as the office or the reviewer wrote them; past: one a line */
};
/* What of an application hints need to know. */
struct known_application {
    int64_t application_id;
    const char *institution, *people;
    bool named_in_text;             /* the person's name stands somewhere in the answers */
};
/* The sentences that hold, in that language, one after the other; NULL: none. Texts are compared by their
** search keys: width, spaces and variants of kanji make no difference. */
const char *hint_text(struct arena *a, enum lang lang, const struct known_person *p, const struct known_application *x);
/* Does the text name that person? Names of fewer than three characters stand in too many other words. */
bool hint_names(struct arena *a, const char *text_key_, const char *name);

/* Who is named in the applications of a call: the people of each, and in whose answers each of n names stands. */
struct naming {
    int64_t application_id;
    const char *people;
    const bool *in_text;            /* of each of the names asked for */
};
struct namings {
    size_t n;
    struct naming *v;               /* by application */
};
/* The answers pass one application after the other: nothing of them is kept. */
struct err *namings_load(struct ctx *c, int64_t call_id, const char *const *names, size_t n,
                         struct namings *ret) MUST_CHECK;
const struct naming *naming_find(const struct namings *list, int64_t application_id);

#endif
