/* call_papers.h: what is handed out with a call: guidelines and forms as files with versions (公募要領・様式), and the
** briefings (公募説明会). */
#ifndef CALL_CALL_PAPERS_H
#define CALL_CALL_PAPERS_H

#include "call/call.h"
#include "file/file.h"

struct call_file {
    int64_t id, call_id, version_id, series, number; /* number: of the version in its series, from 1 */
    const char *kind;                                /* guideline, template, slides, other */
    const char *title_ja, *title_en, *name, *media_type;
    int64_t size;
    struct bytes hash;
    instant added_at;
    bool current; /* the newest of its series */
};
struct call_files {
    size_t n;
    struct call_file *v; /* by kind and title; of a series the newest first */
};
struct err *call_files_list(struct ctx *c, int64_t call_id, struct call_files *ret) MUST_CHECK;
struct err *call_file_load(struct ctx *c, int64_t call_id, int64_t id, struct call_file *ret) MUST_CHECK;

struct call_file_typed {
    int64_t series; /* 0: a new one */
    const char *kind, *title_ja, *title_en;
};
/* Adds a file, or a newer version of one. Of a published call it is an amendment with a reason and a mail.
** INVALID about "title_ja", "title_en", "kind", "file", "reason_ja" … */
struct err *call_file_add(struct ctx *c, int64_t call_id, const struct call_file_typed *typed,
                          const struct file_facts *file, const struct call_reason *why) MUST_CHECK;
/* Only while the call is a draft: what was published stays. */
struct err *call_file_remove(struct ctx *c, int64_t call_id, int64_t id) MUST_CHECK;

struct briefing {
    int64_t id, changes;
    instant starts_at, ends_at;
    const char *place_ja, *place_en, *url; /* url: NULL: none */
};
struct briefings {
    size_t n;
    struct briefing *v; /* by time */
};
struct err *call_briefings_list(struct ctx *c, int64_t call_id, struct briefings *ret) MUST_CHECK;
/* id 0: a new one. INVALID about "starts", "ends", "place_ja", "place_en", "url". */
struct err *call_briefing_save(struct ctx *c, int64_t call_id, const struct briefing *b) MUST_CHECK;
struct err *call_briefing_remove(struct ctx *c, int64_t call_id, int64_t id) MUST_CHECK;

#endif
