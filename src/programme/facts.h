/* facts.h: what the sources say of a programme's past: its calls so far, and the sources themselves.
**
** Not part of a definition: a fact about 2020 does not change what a call of today is run by. */
#ifndef PROGRAMME_FACTS_H
#define PROGRAMME_FACTS_H

#include "programme/programme.h"

/* A date printed wrongly: shown as printed, beside what it must mean and why. */
struct date_slip {
    const char *key;
    struct words where;   /* what prints it */
    struct words printed; /* 令和4年1月30日～2月22日 */
    date from, to;        /* as it must be read */
    struct words reason;
    const char *source;
};
struct type_count {
    const char *type;
    int64_t selected;
    bool no_application; /* the source says so: 申請なし. Applications by type are otherwise not published */
};
struct call_fact {
    const char *round; /* "1" … "6", "platform-1" … */
    struct words name;
    struct words subsidy; /* the facility subsidy a platform round came by; absent: a public call */
    date opens_on, closes_on;
    date announced_on;                         /* DATE_UNKNOWN */
    int64_t announced_fy;                      /* 0: unknown */
    date adopted_on;                           /* of a subsidy: never a date of designation */
    int64_t applications, adopted, designated; /* 0 where the sources do not say: no round has none */
    struct words list_as_of;                   /* 令和6年4月時点: the list's own date */
    LIST(struct type_count) counts;
    LIST(struct date_slip) slips;
    text_list sources;
    struct words notes; /* may be absent */
    bool has_schedule;
    struct schedule schedule; /* of a call this program can run */
};
typedef LIST(struct call_fact) call_fact_list;

/* Where a fact comes from: sources.yaml. */
struct source {
    const char *key; /* "S0" */
    struct words title;
    const char *url; /* NULL: not on the web */
    date read_on;    /* may be unknown */
};
typedef LIST(struct source) source_list;

/* DIR/calls.yaml and DIR/sources.yaml alone. Same mistakes. */
struct err *programme_calls(struct arena *a, const char *dir, call_fact_list *ret) MUST_CHECK;
struct err *programme_sources(struct arena *a, const char *dir, source_list *ret) MUST_CHECK;

#endif
