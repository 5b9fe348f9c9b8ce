/* history.h: who changed a record, when, in which duty, what, and how the texts differ. One way for every
** record: from the entries of the ledger, the rows it keeps (ledger/kept.h), and the versions that
** submissions and completed sheets are. A kind of record says which rows belong to it, who may look, and
** from which acts on. */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include "html/page.h"
#include "html/part.h"
#include "ledger/kept.h"

/* ── what is shown of the columns of kept rows (columns.c); a column that is not there is never shown ── */
struct history_change {
    const char *label, *before, *after; /* "": nothing */
    bool whole;                         /* a word or a moment: shown as replaced, not letter by letter */
};
struct history_changes {
    size_t n;
    struct history_change *v;
};
/* The names that ids in the changes of these events stand for. Three statements at most, whatever their number. */
struct history_names;
struct err *history_names_load(struct ctx *c, const struct ledger_events *events,
                               struct history_names **ret) MUST_CHECK;
struct history_changes history_changes_of(struct ctx *c, const struct history_names *names,
                                          const struct ledger_event *e);

/* ── kinds (kinds.c) ── */
struct history_subject {
    const char *name;             /* of the record, as its page calls it */
    struct url back;              /* its page */
    const struct definition *definition; /* for the labels of fields and criteria; NULL: none */
};
struct history_kind {
    const char *word;             /* in the address */
    const struct msg *title;
    const struct ledger_record *record;
    /* Loads it and asks whether the viewer may read its history: NOT_FOUND as for a record that is not there. */
    struct err *(*find)(struct ctx *c, int64_t id, struct history_subject *ret);
    const struct stmt *versions;  /* number, flat JSON object of texts by key; of the record; NULL: it has none */
    const char *fact;             /* with the number of the version, in the entry that made it */
};
/* NULL for an unknown word. */
const struct history_kind *history_kind_of(const char *word);

/* ── pages ── */
struct history_line {
    const char *when, *who, *duty, *what;
    struct history_changes changes;
    struct url undo;              /* .s NULL: no button takes it back, or not any more */
};
struct history_list {
    size_t n;
    struct history_line *v;
    struct url older, back;       /* .s NULL: none */
    const char *here, *back_label;
};
void history_list_show(struct html_writer *w, const struct page *pg, const struct history_list *list);
void history_show(struct html_writer *w, const struct page *pg, const struct history_list *list);

#endif
