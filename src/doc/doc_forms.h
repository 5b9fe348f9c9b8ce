/* doc_forms.h: the documents of the programme, made from plain facts: letters and the receipt of an application. */
#ifndef DOC_DOC_FORMS_H
#define DOC_DOC_FORMS_H

#include "doc/doc.h"

struct letter_item {
    int level;         /* 1 to 4; 0 is 1 */
    const char *title; /* "選抜期間"; NULL: none */
    const char *text;
};

/* Texts end in NULL where they are lists; NULL where nothing is to stand. */
struct letter {
    const char *number;            /* 文書番号; NULL: only the date */
    date date;                     /* written in 和暦 in full-width figures, without weekday */
    const char *const *addressee;  /* lines, 殿 様 御中 as the office has them */
    const char *const *sender;     /* lines: title, name */
    bool seal_omitted;             /* adds （公印省略） */
    const char *subject;
    const char *const *paragraphs;
    const struct letter_item *items; /* under 記; the first without text and title ends them; NULL: no 記 */
    const char *const *enclosures; /* named under the items (or the body) */
    const char *closing;           /* small lines at the end: who answers questions; may hold \n */
    const char *mark;              /* of a rehearsal: its words; NULL for the real thing */
    instant created;
};

/* The day as a letter writes it: 令和６年９月２０日 in full-width figures; 20 September 2024 without the weekday. */
const char *doc_letter_date(struct arena *a, enum lang lang, date d);
/* A Japanese official letter (公文), or the same facts as an English letter. */
struct doc *doc_letter(struct arena *a, enum lang lang, const struct letter *l);

struct receipt_file {
    const char *name;
    int64_t size;     /* bytes */
    const char *hash; /* hexadecimal */
};

/* What an applicant is told and may prove later. A NULL text leaves its line out. */
struct receipt_facts {
    const char *programme, *call;
    const char *receipt_number;
    const char *application_title, *application_type, *institution;
    const char *const *people; /* lines "duty: name"; ends in NULL */
    instant arrived_at;        /* the request had arrived whole: what decides whether it was in time */
    instant recorded_at;       /* it was written down for good */
    instant closes_at;         /* the deadline that applied; INSTANT_UNKNOWN leaves the line out */
    int submission;            /* 1, 2, …: the last one counts */
    const char *content_hash;
    const struct receipt_file *files;
    size_t file_count;
    const char *in_time; /* the sentence of the call that says what "in time" means */
    const char *verify_url;
    const char *key_fingerprint;
    const char *mark;
    instant created;
};

struct doc *doc_receipt(struct arena *a, enum lang lang, const struct receipt_facts *f);

#endif
