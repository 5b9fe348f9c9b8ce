/* call_versions.h: a published call as it stood at first and after each amendment, and the amendment in
** preparation.
**
** The original stays readable for ever; a submission keeps the version of the form it was made under. */
#ifndef CALL_CALL_VERSIONS_H
#define CALL_CALL_VERSIONS_H

#include "application/touched.h"
#include "call/call.h"

struct call_version {
    int64_t id, number; /* number: INT64_MIN while it is being prepared */
    const char *kind;   /* first, content, dates, file */
    int64_t definition_id;
    const struct definition *definition;
    struct call_dates dates;
    const char *reason_ja, *reason_en;
    int64_t drafts, submitted; /* whom it touched, as counted then; INT64_MIN: nobody was asked */
    instant begun_at, published_at;
    const char *begun_by, *published_by; /* names; "" : the program */
};
struct call_versions {
    size_t n;
    struct call_version *v; /* by number */
};
/* What has been published, from the first on. */
struct err *call_versions_list(struct ctx *c, const struct call *call, struct call_versions *ret) MUST_CHECK;
struct err *call_version_find_preparing(struct ctx *c, const struct call *call, bool *ret_found,
                                        struct call_version *ret) MUST_CHECK;

/* Inside a transaction, after the call's row was changed: the call as it now is becomes the next version. whom: as
** counted before (NULL: nobody is touched). Mails are call_tell_touched()'s. */
struct err *call_version_add(struct tx *tx, int64_t call_id, const char *kind, const struct call_reason *why,
                             const struct application_touched *whom, int64_t *ret_id) MUST_CHECK;
/* Inside a transaction: one mail to each member of an application of the call, in the language of each, with the
** reason and where to read what changed. about: the version, for the key. */
struct err *call_tell_touched(struct tx *tx, const struct call *call, int64_t about, int64_t number,
                              const struct call_reason *why) MUST_CHECK;
/* The mail as its reader sees it, for the office to look at before. */
struct call_notice {
    const char *subject, *body;
};
struct call_notice call_amendment_mail(struct ctx *c, enum lang lang, const struct call *call, int64_t number,
                                       const struct call_reason *why);

/* ── use cases of the office ── */
/* A copy of what is published is laid out to be changed; CONFLICT when one is there already. */
struct err *call_amend_begin(struct ctx *c, int64_t call_id) MUST_CHECK;
struct err *call_amend_drop(struct ctx *c, int64_t call_id) MUST_CHECK;
/* What was prepared replaces what is published; items of ours in it are thereby confirmed, the touched get a
** mail. seen: the version the person has looked at. INVALID about "reason_ja", "reason_en"; REFUSED when
** nothing differs. */
struct err *call_amend_publish(struct ctx *c, int64_t call_id, int64_t seen,
                               const struct call_reason *why) MUST_CHECK;
/* A draft is given up, or a published call ends without a selection (why is then public, and mailed). */
struct err *call_cancel(struct ctx *c, int64_t call_id, const struct call_reason *why) MUST_CHECK;

/* ── differences ── */
enum difference_kind { DIFFERENCE_CHANGED, DIFFERENCE_ADDED, DIFFERENCE_REMOVED, DIFFERENCE_MOVED };
struct difference_line {
    const char *member, *before, *after; /* "" where there was, or is, nothing */
};
struct difference {
    enum difference_kind kind;
    const char *key, *group, *label; /* group: "form", "" for dates */
    size_t n;
    struct difference_line *v;
};
struct differences {
    size_t n;
    struct difference *v;
};
/* What differs between two definitions, item by item, in the order of the second; texts in c's language. */
struct differences call_differences(struct ctx *c, const struct definition *from,
                                    const struct definition *to);
/* The same of dates: one difference, or none. */
struct differences call_dates_differences(struct ctx *c, const struct call_dates *from,
                                          const struct call_dates *to);

#endif
