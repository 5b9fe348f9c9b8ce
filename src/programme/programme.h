/* programme.h: what a call is run by, as one value.
**
** A programme is data (programmes/NAME/: YAML files). From it comes a `definition`: types of hub,
** eligibility, criteria, scale and scheme, rules on conflicts of interest, application form, support menu,
** indicators, letters, schedule. A definition is versioned as a whole: it travels as one canonical JSON
** text, is stored once per version under the hash of that text, and an application, a score sheet or a
** designation keeps the version it was made under for ever.
**
** Everything that can be right or wrong about the programme has a `source`: the number of a source of
** sources.yaml ("S0", "C1"), or "ours" for what no source says and this office must therefore confirm before
** a call is published. All functions here are pure; only programme_load reads files. Everything lives in the
** arena given. */
#ifndef PROGRAMME_PROGRAMME_H
#define PROGRAMME_PROGRAMME_H

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/msg.h"
#include "programme/form.h"
#include "programme/words.h"

#include <stdbool.h>

/* ── what it is, who runs it ── */
struct names {
    struct words full, brief; /* 地域オープンイノベーション拠点選抜制度 / J-Innovation HUB */
    struct words summary;     /* what it is, in one sentence for the public; may be absent */
    const char *source;
};
struct office {
    struct words ministry, bureau,
        name; /* 経済産業省 / 産業技術環境局 / 大学連携推進室: data, because offices are renamed */
    const char *email, *phone; /* NULL where not given */
    const char *source;
};

/* ── what can be applied for, by whom ── */
/* A text as it stood in certain rounds: the definitions of types and the wording of eligibility changed. */
struct wording {
    const char *key;
    text_list rounds; /* "1", "4", "6": rounds for which the source is known to have had it */
    struct words text;
    const char *source;
};
struct hub_type {
    const char *key; /* "international_development", "regional_contribution", "platform" */
    struct words name;
    bool called; /* false: comes about by another route and can never be chosen in an application */
    LIST(struct wording) texts; /* newest last: the last one is in force in this definition */
    const char *source;
};
struct applicant_kind {
    const char *key; /* "national", "public", "private", "kosen", "equivalent" */
    struct words name;
    const char *source;
};

/* ── review ── */
struct sub_item {
    const char *key;
    struct words name;
    const char *source;
};
struct weighing {
    struct decimal weight; /* > 0; counts in the scheme */
    struct words question; /* what the reviewer asks himself */
    const char *source;
};
struct criterion {
    const char *key;  /* "vision", "base", "process", "outcome" */
    const char *mark; /* "①" */
    struct words name;
    LIST(struct sub_item) sub_items;
    struct weighing weighing;
    const char *source;
};
struct level {
    int64_t value;       /* 5 … 1 */
    struct words word;   /* 大変優れている */
    struct words anchor; /* what a hub of that level looks like */
};
enum sub_item_use { SUB_ITEMS_SHOWN, SUB_ITEMS_NOTED, SUB_ITEMS_SCORED };
struct scale {
    LIST(struct level) levels; /* falling values */
    bool comment_required;     /* each criterion's score wants a comment of at least comment_min characters */
    int64_t comment_min, comment_max;
    enum sub_item_use sub_items; /* what a reviewer may say of each sub-item; never counted in the total */
    bool overall;                /* one grade on the whole is asked besides; never counted in the total */
    const char *source;
};
/* How complete sheets become the figure of an application. The figure orders a list; the committee decides.
 */
enum scheme_method { SCHEME_MEAN, SCHEME_MEDIAN, SCHEME_TRIMMED_MEAN };
struct scheme {
    enum scheme_method
        method;        /* over the reviewers' weighted totals; trimmed: one highest and one lowest left out */
    int64_t places;    /* digits behind the point of the published figure, rounded half up */
    struct words text; /* the rule in one sentence, for the guideline and the committee's papers */
    const char *source;
};
struct hearing {
    struct words when; /* "必要に応じて" */
    int64_t presenters_max, minutes_talk, minutes_questions, minutes_closing;
    bool unused_time_moves; /* time left of the talk goes to the questions */
    int64_t minutes_gap;    /* between two slots */
    int64_t minutes_before; /* presenters are there so long before their slot */
    int64_t weight_percent; /* part of the hearing's scores in the figure that orders the list; 0: both stand beside */
    const char *source;
};
struct conflict {
    const char *key;
    struct words text;
    bool excludes; /* true: ends the reviewer's part in that application at once; false: the office decides */
    const char *source;
};
struct pledge {
    const char *key; /* "confidentiality", "no-own-use", … */
    struct words text;
    const char *source;
};
/* A ready reason why there is no conflict: chosen at one stroke, kept in words. */
struct clearance {
    const char *key;
    struct words text;
    const char *source;
};

/* ── afterwards ── */
struct offer {
    const char *key;
    int64_t group; /* 1, 2, 3: ①–③ */
    struct words text;
    date offered_from, offered_to; /* first and last day; DATE_UNKNOWN: not known / still offered */
    text_list rounds;              /* rounds whose call named it */
    bool budget_proviso;           /* 予算成立を前提 */
    const char *source;
};
struct kpi {
    const char *key;
    const char *criterion;
    struct words name, definition, unit, trap; /* trap: what makes its figures wrong; may be absent */
    int64_t places;
    const char *source;
};
struct paragraph {
    struct words
        text; /* with holes {hub} {institution} {type} {round} {announced_on} {valid_from} {valid_to} … */
};
struct letter_line {
    struct words title, text; /* 拠点の名称 / {hub} */
};
struct letter_text {
    const char *key; /* "selected", "not-selected", "receipt", "correction", … */
    struct words subject;
    LIST(struct paragraph) body;
    LIST(struct letter_line) items; /* under 記; none: no 記 */
    const char *source;
};
/* ── decision and announcement ── */
enum approver { APPROVER_OFFICE, APPROVER_OFFICE_LEAD };
/* One step of the approval (決裁), in their order. */
struct approval_step {
    const char *key;    /* "director" */
    struct words title; /* 室長 */
    enum approver by;   /* who stamps it, or writes down what was approved elsewhere */
    bool outside;       /* approved in another system: its number and day are written down */
    const char *source;
};
enum unconfirmed_rule { UNCONFIRMED_WARN, UNCONFIRMED_BLOCK };
enum counts_rule { COUNTS_NONE, COUNTS_TOTAL, COUNTS_BY_TYPE };
struct announcement_rule {
    bool
        notice; /* each applicant is told its own result before the announcement, in confidence: the default */
    int64_t confirm_days;  /* for the selected to confirm what will be public of them */
    enum unconfirmed_rule unconfirmed;
    enum counts_rule counts; /* of applications, in the press text: the default */
    const char *source;
};
/* What an applicant is told of the review of its application; each may still be taken out for a call. */
struct feedback_rule {
    bool means, band, committee, reviewers;
    const char *source;
};
/* A ground for which a passage is left out of a copy for a disclosure request. */
struct disclosure_ground {
    const char *key;          /* "5-2-a" */
    struct words mark, text;  /* 第5条第2号イ / 要旨 */
    const char *source;
};
struct term_rule {
    int64_t years; /* fiscal years, counting that of the announcement; ends on 31 March */
    int64_t continuation_years;
    const char *source;
};
struct deadline_rule {
    bool inclusive; /* true: a request that had arrived whole at closes_at itself is in time */
    struct words text;
    const char *source;
};
struct schedule {
    const char *round; /* "6" */
    struct words name; /* 第6回公募 */
    instant opens_at, closes_at;
    struct deadline_rule deadline;
    struct words announcement_planned;       /* the source's own words: 9月中旬～10月上旬 */
    date announcement_from, announcement_to; /* the same as days, for the calendar only */
    const char *source;
};
/* What is looked at before an application goes on to review (形式審査): an officer says of each item whether it
** holds. */
enum check_hint {
    HINT_NONE,            /* a person looks */
    HINT_APPLICANT,       /* the kind of the institution is one that may apply */
    HINT_ONE_PER_HUB,     /* no other application of the call bears the same name */
    HINT_REQUIRED,        /* the form is complete and without mistakes */
    HINT_FILES,           /* every file is there and whole */
    HINT_CORPORATE_NUMBER /* the number of the institution is known, and its check digit right */
};
struct check_item {
    const char *key;
    struct words text;
    enum check_hint hint; /* what the machine says beside it */
    const char *source;
};
/* Before the deadline, whoever has not sent yet is reminded so many hours ahead. */
struct reminder {
    const char *key;
    int64_t hours;
    const char *source;
};
struct rule_settings {
    int64_t reviewers_per_application;
    int64_t applications_per_institution; /* 0: no limit */
    bool institution_approval;            /* the institution's office approves before submission */
    bool others_scores_after_own;         /* a reviewer sees others' sheets once his own is complete */
    int64_t reviewer_load_max; /* applications one reviewer is given at most; 0: no limit */
    int64_t review_days;       /* the review lasts so long after the call has closed, unless the office sets days */
    bool formal_check; /* an application goes on to review once the office has accepted it */
    int64_t quorum_percent;           /* of the members without conflict */
    bool meeting_required;            /* decisions only in a meeting or a written deliberation, with quorum */
    int64_t written_agree_percent;    /* in writing it is carried when more than this part of the members agrees */
    int64_t written_meeting_requests; /* so many who want a meeting make one necessary */
    const char *source;
};

struct definition {
    const char *programme; /* "j-innovation-hub" */
    struct names names;
    struct office office;
    LIST(struct hub_type) types;
    LIST(struct applicant_kind) applicant_kinds;
    LIST(struct wording) eligibility; /* newest last */
    LIST(struct criterion) criteria;
    struct scale scale;
    struct scheme scheme;
    struct hearing hearing;
    LIST(struct conflict) conflicts;
    LIST(struct clearance) clearances;
    LIST(struct pledge) pledges;
    LIST(struct form_section) form;
    LIST(struct figure_check) form_checks;
    LIST(struct offer) support;
    LIST(struct kpi) kpis;
    LIST(struct letter_text) letters;
    LIST(struct approval_step) approval_steps;
    struct announcement_rule announcement;
    struct feedback_rule feedback;
    LIST(struct disclosure_ground) disclosure_grounds;
    struct term_rule term;
    struct schedule schedule;
    struct rule_settings rules;
    LIST(struct check_item) formal_check;
    LIST(struct reminder) reminders;
};

/* ── from files, as text, back ── */
/* Reads DIR/{programme,form,review,support,kpi,letters,decision,calls}.yaml; the schedule is that of the
** call `round` in calls.yaml (NULL: the newest publicly called one). Mistakes come back as a chain of
** INVALID (at most 20), .field "file:line:column", each with its cause and cure; a file that cannot be read
** is INVALID too. */
struct err *programme_load(struct arena *a, const char *dir, const char *round,
                           const struct definition **ret) MUST_CHECK;
/* The canonical text: compact JSON, keys sorted, UTF-8. The same definition always gives the same bytes. */
const char *definition_to_json(struct arena *a, const struct definition *def);
/* Strict: unknown, missing and ill-typed members are INVALID with their path in .field
 * ("form.vision.fields.goal"). */
struct err *definition_from_json(struct arena *a, const char *json, size_t n,
                                 const struct definition **ret) MUST_CHECK;
/* BLAKE2b-256 of the canonical text, 64 hex digits: the name of the version. */
const char *definition_hash(struct arena *a, const struct definition *def);

/* ── items and their confirmation ── */
struct definition_item {
    const char *key;    /* path: "criteria.base", "form.vision.fields.goal", "scale" */
    struct words label; /* what the office reads; may be absent: then the key speaks */
    const char *source;
    bool ours;          /* the office must confirm it before publishing */
    const char *digest; /* of its content: a confirmation holds for this digest only */
};
typedef LIST(struct definition_item) definition_items_list;
/* All items in the order of the definition. */
definition_items_list definition_items(struct arena *a, const struct definition *def);

/* One change by the office: path of a value ("form.vision.fields.goal.label.ja", "criteria.base.weight",
** "schedule.closes_at") and its new text; "" takes an optional value away. */
struct definition_change {
    const char *path, *value;
};
/* Applies the changes in their order to a copy. The item that holds a changed value becomes "ours" and must
** be confirmed anew. Keys, kinds and sources cannot be changed. Mistakes: INVALID with the path in .field;
** def is never touched. */
struct err *definition_edit(struct arena *a, const struct definition *def,
                            const struct definition_change *changes, size_t n,
                            const struct definition **ret) MUST_CHECK;
/* One change of a list: an element ("criteria.base", "scale.levels.2": rows without a key by their number) goes up,
** down or away; to a list ("form.vision.fields") an element is added at the end. */
enum reshape_act { RESHAPE_UP, RESHAPE_DOWN, RESHAPE_REMOVE, RESHAPE_ADD };
struct definition_reshape {
    enum reshape_act act;
    const char *path;
    const char *key;  /* ADD: of the new element, from definition_new_key */
    const char *kind; /* ADD: of a field or column; else NULL */
};
/* The same as definition_edit with one change of a list (NULL: none) after the others. */
struct err *definition_reshape(struct arena *a, const struct definition *def,
                               const struct definition_change *changes, size_t n,
                               const struct definition_reshape *list, const struct definition **ret) MUST_CHECK;
/* "added-3": a key that nothing in the definition bears yet. */
const char *definition_new_key(struct arena *a, const struct definition *def);
/* What stands at a path now: a text as it is, anything else as canonical JSON; "" where there is nothing. */
const char *definition_value(struct arena *a, const struct definition *def, const char *path);
/* The first path at which a new element still says that it is new; NULL: none. */
const char *definition_unwritten(struct arena *a, const struct definition *def);
/* Does that member ("max_chars") belong to an answer of that kind ("long")? Members that belong to all: true. */
bool form_member_is_for(const char *member, const char *kind);

/* The definition for another round, begun from this one: its schedule is the new call's and ours; the
** wordings in force of the types called and of eligibility, and the support that the round before named, are
** said of the new round too, and are therefore ours to confirm. */
struct definition_round {
    const char *round; /* "7" */
    struct words name; /* 第7回公募 */
    instant opens_at, closes_at;
    date announcement_from, announcement_to;
};
struct err *definition_for_round(struct arena *a, const struct definition *def, const struct definition_round *to,
                                 const struct definition **ret) MUST_CHECK;

/* ── looking things up: NULL when there is no such key ── */
const struct hub_type *definition_type(const struct definition *def, const char *key);
const struct criterion *definition_criterion(const struct definition *def, const char *key);
const struct conflict *definition_conflict(const struct definition *def, const char *key);
const struct clearance *definition_clearance(const struct definition *def, const char *key);
const struct level *definition_level(const struct definition *def, int64_t value);
const struct letter_text *definition_letter(const struct definition *def, const char *key);
const struct form_field *definition_field(const struct definition *def, const char *key);
const struct form_section *definition_section(const struct definition *def, const char *key);
const struct form_section *definition_section_of_field(const struct definition *def, const char *field_key);
/* The wording in force (the last), or NULL. */
const struct wording *hub_type_text(const struct hub_type *type);
const struct wording *definition_eligibility(const struct definition *def);

/* ── figures ── */
/* The weighted total of one complete sheet: Σ weight × value, values in the order of def->criteria. */
bool scheme_total(const struct definition *def, const int64_t *values, struct decimal *ret)
    __attribute__((warn_unused_result));
/* The highest total possible. */
bool scheme_total_max(const struct definition *def, struct decimal *ret) __attribute__((warn_unused_result));
/* The figure of an application from the totals of its complete sheets; false when there is none. */
bool scheme_figure(struct arena *a, const struct definition *def, const struct decimal *totals, size_t n,
                   struct decimal *ret) __attribute__((warn_unused_result));

/* ── letters ── */
struct hole {
    const char *name, *value; /* "hub", "東北大学" */
};
/* A place {name} that a letter may have; where it may be left empty, its paragraph or item is then left out. */
struct letter_place {
    const char *name;
    const struct msg *label; /* 拠点の名称 */
    bool may_be_empty;
};
/* The places known to letters of that key; *ret_n 0 for a key of which nothing is known: then any name may
** stand. */
const struct letter_place *letter_places(const char *letter_key, size_t *ret_n);
/* NULL for an unknown name. */
const struct letter_place *letter_place(const char *name);
/* What is wrong with a template before anything is filled in: a brace that is not closed, or closes nothing;
** a place without a name or with a name that is none; a place that letters of that key do not know. INVALID
** about `path`; NULL: nothing. */
struct err *letter_lint(struct arena *a, const char *path, const char *letter_key, const char *text) MUST_CHECK;
/* The text with its {holes} filled; a hole without a value is INVALID with its name in .field. */
struct err *letter_fill(struct arena *a, const char *text, const struct hole *holes, size_t n,
                        const char **ret) MUST_CHECK;

#endif
