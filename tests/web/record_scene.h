/* record_scene.h: the scene of the reviewers (review_scene.h) with a record of every kind that a path can name,
** and with
** somebody for every relation to it: for the walks over all pages as all people (record_walk_test.c), and for what
** lists, searches and mails must keep to themselves (side_channel_test.c).
**
** Applications: 寒冷地拠点 and 海洋拠点 of the institution, 半導体拠点 of the other one, a draft and one withdrawn (of the
** institution), all begun by "applicant"; "editor" and "viewer" belong to all but 海洋拠点 and 半導体拠点. */
#ifndef TESTS_RECORD_SCENE_H
#define TESTS_RECORD_SCENE_H

#include "decision_scene.h"

#include "person/policy.h"

enum record { RECORD_SENT, RECORD_OTHER, RECORD_DRAFT, RECORD_WITHDRAWN, RECORD_COUNT };
#define DRAFT_TITLE "下書き拠点"
#define WITHDRAWN_TITLE "取下げ拠点"

/* Where the round stands: on the last microsecond before the deadline; closed, with reviewers at work; decided and
** approved, the sheets complete; announced. One after the other, in this order. */
enum stage { STAGE_OPEN, STAGE_CLOSED, STAGE_APPROVED, STAGE_ANNOUNCED, STAGE_COUNT };

struct record_scene {
    struct review_scene *s;
    enum stage stage;
    struct paper {
        int64_t id;
        const char *file, *hash; /* of its file: as an id, as 64 hexadecimal digits */
    } app[RECORD_COUNT];
};

/* Whom the scene knows, with the duties held and the relation to each application as it stands once the call has closed
** (before, nobody is assigned and nobody has declared). */
struct persona {
    const char *who;
    unsigned duties;
    unsigned relations[RECORD_COUNT];
};
const struct persona *record_personas(size_t *ret_n);
unsigned record_relations(const struct record_scene *x, const struct persona *p, enum record r);
/* to_members: as the members of the application and their institution may know it: to them a call that is decided, but
** not announced, is closed and no more. */
unsigned record_states(const struct record_scene *x, bool to_members, enum record r);

/* NULL where there is no such server. In STAGE_OPEN. */
struct record_scene *record_scene_make(struct arena *a, enum db_kind kind);
void record_scene_next(struct record_scene *x);

/* The id in a path (":mail" …) of something that is there: of a call, a duty, a mail …; NULL: there is none now. */
const char *record_id(struct record_scene *x, const char *parameter);
/* A figure that any change by a page changes. */
int64_t record_changes(struct record_scene *x);

/* Every occurrence of `old` replaced. */
const char *text_with(struct arena *a, const char *text, const char *old, const char *new_);

#endif
