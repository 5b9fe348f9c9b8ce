/* record_scene.c: see record_scene.h. */
#include "record_scene.h"

#include "review/reviewer.h"
#include "base/buf.h"
#include "base/id.h"
#include "file/file.h"
#include "call/call_papers.h"
#include "meeting/meeting.h"
#include "question/question.h"
#include "person/account.h"
#include "store/application_scene.h"
#include "store/screening_scene.h"

#include <sodium.h>

#define ALL_FOUR(r)                                                                                          \
    {                                                                                                        \
        r, r, r, r                                                                                           \
    }
#define SENT_ONLY(r)                                                                                         \
    {                                                                                                        \
        r, r, 0, 0                                                                                           \
    }
static const struct persona PERSONAS[] = {
    { "nobody", 0, { 0 } },
    { "applicant", DUTY_APPLICANT, ALL_FOUR(REL_LEAD) },
    { "editor", DUTY_APPLICANT, { REL_EDITOR, 0, REL_EDITOR, REL_EDITOR } },
    { "viewer", DUTY_APPLICANT, { REL_VIEWER, 0, REL_VIEWER, REL_VIEWER } },
    { "stranger", DUTY_APPLICANT, { 0 } },
    { "institution_office",
      DUTY_INSTITUTION_OFFICE,
      { REL_INSTITUTION, 0, REL_INSTITUTION, REL_INSTITUTION } },
    { "institution_office_b", DUTY_INSTITUTION_OFFICE, { 0, REL_INSTITUTION, 0, 0 } },
    { "reviewer", DUTY_REVIEWER, SENT_ONLY(REL_ASSIGNED) },
    { "reviewer_b", DUTY_REVIEWER, { 0 } }, /* declared on all, assigned to none */
    { "conflicted", DUTY_REVIEWER, { REL_CONFLICTED, REL_ASSIGNED, 0, 0 } },
    { "applicant_b", DUTY_APPLICANT | DUTY_REVIEWER, SENT_ONLY(REL_UNDECLARED) },
    { "plain", DUTY_REVIEWER, { 0 } }, /* of another call */
    { "committee", DUTY_COMMITTEE, SENT_ONLY(REL_CALL) },
    { "committee_b", DUTY_COMMITTEE, { REL_CONFLICTED, REL_CALL, 0, 0 } },
    { "chair", DUTY_CHAIR, SENT_ONLY(REL_CALL | REL_PRESIDES) },
    { "office", DUTY_OFFICE, { 0 } },
    { "office_lead", DUTY_OFFICE_LEAD, { 0 } },
    { "bureau", DUTY_BUREAU, { 0 } },
    { "contractor", DUTY_CONTRACTOR, { 0 } },
    { "hub_contact", DUTY_HUB_CONTACT, { 0 } },
    { "auditor", DUTY_AUDITOR, { 0 } },
};

const struct persona *record_personas(size_t *ret_n)
{
    *ret_n = sizeof PERSONAS / sizeof PERSONAS[0];
    return PERSONAS;
}

unsigned record_relations(const struct record_scene *x, const struct persona *p, enum record r)
{
    unsigned own = REL_LEAD | REL_EDITOR | REL_VIEWER | REL_INSTITUTION;
    return REL_ANY | (x->stage == STAGE_OPEN ? p->relations[r] & own : p->relations[r]);
}

unsigned record_states(const struct record_scene *x, bool to_members, enum record r)
{
    static const unsigned OWN[] = { STATE_SUBMITTED, STATE_SUBMITTED, STATE_DRAFT, STATE_WITHDRAWN };
    static const unsigned CALL[] = { STATE_CALL_OPEN, STATE_CALL_CLOSED, STATE_APPROVED, STATE_ANNOUNCED };
    unsigned call = to_members && x->stage == STAGE_APPROVED ? STATE_CALL_CLOSED : CALL[x->stage];
    return OWN[r] | call | (x->stage < STAGE_APPROVED ? STATE_SHEET_OPEN : STATE_SHEET_COMPLETE);
}

/* ── the people who are not in the world ── */

static int64_t add_person(struct record_scene *x, struct tx *tx, const char *who, const char *name,
                          enum duty duty)
{
    struct world *w = x->s->w;
    int64_t id = 0;
    int64_t held = 0;
    struct person_facts facts = { .email = world_email(w, who),
                                  .name = name,
                                  .institution_id = w->other_institution };
    CHECK_OK(person_add(tx, &facts, &id));
    CHECK_OK(duty_grant(tx, id, &(struct grant){ .duty = duty }, &held));
    return id;
}

static void add_people(struct record_scene *x)
{
    TX(tx, world_ctx(x->s->w));
    (void)add_person(x, tx, "editor", "編集 文", DUTY_APPLICANT);
    (void)add_person(x, tx, "viewer", "閲覧 観", DUTY_APPLICANT);
    (void)add_person(x, tx, "stranger", "他人 遠", DUTY_APPLICANT);
    (void)add_person(x, tx, "conflicted", "利害 関", DUTY_REVIEWER);
    (void)add_person(x, tx, "committee_b", "委員 避", DUTY_COMMITTEE);
    (void)add_person(x, tx, "bystander", "傍観 者", DUTY_HUB_CONTACT);
    CHECK_OK(tx_commit(tx));
}

static void share(struct record_scene *x, enum record r, const char *who)
{
    struct grant g = { .duty = DUTY_APPLICANT, .application_id = x->app[r].id, .role = who };
    const char *token = NULL;
    int64_t person = world_person(x->s->w, who);
    int64_t same = 0;
    struct ctx *c = world_acting(x->s->w, "applicant");
    TX(tx, c);
    CHECK_OK(link_add(tx, LINK_INVITE, world_email(x->s->w, who), person, &g, &token));
    CHECK_OK(account_accept(tx, token, &(struct person_facts){ .name = who }, NULL, &same));
    CHECK_OK(tx_commit(tx));
    CHECK_I64(same, person);
}

/* ── the applications ── */

TEST_STMT(file_of_application, READ, "i", "SELECT id, hash FROM attachment WHERE application_id = $1");

static void attach(struct record_scene *x, enum record r)
{
    struct ctx *c = world_acting(x->s->w, "applicant");
    struct arena *a = x->s->w->arena;
    struct file_facts facts;
    struct row row;
    const char *pdf = arena_printf(a, "%%PDF-1.4\n%% %d\n1 0 obj<<>>endobj\ntrailer<<>>\n%%%%EOF\n", (int)r);
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)pdf, strlen(pdf) }, &facts));
    facts.name = "根拠.pdf";
    CHECK_OK(application_attach(c, x->app[r].id, "evidence", &facts, 1));
    CHECK_OK(db_row(c, file_of_application, &row, I64(x->app[r].id)));
    char *hex = arena_alloc(a, 65);
    x->app[r].file = id_text(a, row_i64(&row, 0));
    x->app[r].hash = sodium_bin2hex(hex, 65, row_bytes(&row, 1).p, 32);
}

static void submit(struct record_scene *x, enum record r)
{
    struct submission sub;
    CHECK_OK(application_submit(world_acting(x->s->w, "applicant"), x->app[r].id, &sub));
}

static void add_applications(struct record_scene *x)
{
    struct people p = { .c = world_acting(x->s->w, "applicant"),
                        .call = x->s->call->id,
                        .def = x->s->call->definition,
                        .institution = x->s->w->institution };
    x->app[RECORD_SENT].id = x->s->app[0];
    x->app[RECORD_OTHER].id = x->s->app[2];
    x->app[RECORD_DRAFT].id = people_begin(&p, DRAFT_TITLE);
    x->app[RECORD_WITHDRAWN].id = people_begin(&p, WITHDRAWN_TITLE);
    people_fill(&p, x->app[RECORD_WITHDRAWN].id);
    for (enum record r = RECORD_SENT; r < RECORD_COUNT; r++) {
        attach(x, r);
        if (r != RECORD_DRAFT)
            submit(x, r);
        if (r != RECORD_OTHER) {
            share(x, r, "editor");
            share(x, r, "viewer");
        }
    }
    CHECK_OK(
        application_withdraw(world_acting(x->s->w, "applicant"), x->app[RECORD_WITHDRAWN].id, "体制の都合"));
}

static void invite_somebody(struct record_scene *x)
{
    struct grant g = { .duty = DUTY_HUB_CONTACT };
    int64_t draft_call = 0;
    CHECK_OK(account_invite(world_acting(x->s->w, "office"), "invited@world.example", &g));
    TX(tx, world_ctx(x->s->w));
    CHECK_OK(call_add(tx, x->s->call->definition, "701", NULL, false, &draft_call));
    CHECK_OK(tx_commit(tx));
}

/* What hangs on the running call: a paper, a briefing, a question. */
static void hand_out(struct record_scene *x)
{
    static const char TEXT[] = "%PDF-1.4\n% guidelines\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
    struct ctx *c = world_acting(x->s->w, "office");
    const struct call_file_typed typed = { 0, "guideline", "公募要領", "Guidelines" };
    const struct call_reason why = { "公募要領を掲載する。", "Guidelines added." };
    const struct briefing b = { .starts_at = c->now + 3600 * SECOND_US,
                                .ends_at = c->now + 7200 * SECOND_US,
                                .place_ja = "別館 第1会議室",
                                .place_en = "Annex, room 1" };
    struct file_facts paper;
    int64_t id = 0, call = x->s->call->id;
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)TEXT, sizeof TEXT - 1 }, &paper));
    paper.name = "公募要領.pdf";
    CHECK_OK(call_file_add(c, call, &typed, &paper, &why));
    CHECK_OK(call_briefing_save(c, call, &b));
    CHECK_OK(question_note(c, call, "", "申請書は英語でもよいか。", &id));
}

struct record_scene *record_scene_make(struct arena *a, enum db_kind kind)
{
    struct record_scene *x = arena_new(a, struct record_scene);
    x->s = review_scene_make(a, kind);
    if (!x->s)
        return NULL;
    world_set_now(x->s->w, STORE_NOW);
    add_people(x);
    add_applications(x);
    invite_somebody(x);
    hand_out(x);
    (void)world_as(x->s->w, "bystander");
    return x;
}

/* ── the round goes on ── */

/* A meeting of the committee that is over, about 海洋拠点 and one other thing with a paper. */
static void hold_meeting(struct record_scene *x)
{
    static const char PDF[] = "%PDF-1.4\n% agenda\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
    static const char *const MEMBERS[] = { "committee", "committee_b", "chair" };
    struct attending all[3];
    for (int i = 0; i < 3; i++)
        all[i] = (struct attending){ world_person(x->s->w, MEMBERS[i]), WAY_PRESENT };
    struct ctx *c = world_acting(x->s->w, "office");
    const struct meeting_typed t = { MEETING_ROOM, "審査委員会（第1回）",    "別館 第1会議室", "",
                                     c->now,       c->now + 3600 * SECOND_US };
    struct file_facts paper;
    struct session_view s;
    int64_t id = 0;
    CHECK_OK(meeting_create(c, x->s->call->id, &t, &id));
    CHECK_OK(agenda_add(c, id, &x->s->app[1], 1));
    CHECK_OK(agenda_add_business(c, id, "審査の進め方", "申合せのとおり進める。"));
    CHECK_OK(file_keep_bytes(c, (struct bytes){ (const uint8_t *)PDF, sizeof PDF - 1 }, &paper));
    CHECK_OK(session_load_office(c, id, &s));
    paper.name = "進め方.pdf";
    CHECK_OK(agenda_attach(c, s.items.v[1].id, &paper));
    CHECK_OK(meeting_convene(c, id));
    CHECK_OK(room_open(c, id, all, 3));
    CHECK_OK(room_close(c, id));
}

static void close_call(struct record_scene *x)
{
    struct review_scene *s = x->s;
    world_set_now(s->w, STORE_NOW + 3600 * SECOND_US);
    screening_pass(review_as(s, "office"), s->app[0], s->call->definition); /* sent anew, with its file */
    screening_pass(review_as(s, "office"), s->app[2], s->call->definition);
    static const char *const CONFLICTED[] = { "conflicted", "committee_b" };
    for (int i = 0; i < 2; i++) {
        struct ctx *c = review_as(s, CONFLICTED[i]);
        CHECK_OK(pledge_sign(c, s->call));
        CHECK_OK(declaration_declare(c, s->app[0], "kinship", "義兄が代表者である"));
        review_ready(s, CONFLICTED[i]);
    }
    int64_t asked = 0;
    struct reviewer_facts facts = { "asked@world.example", "依頼 中",    "", "", "",
                                    DATE_UNKNOWN,          DATE_UNKNOWN, 0 };
    CHECK_OK(reviewer_invite(review_as(s, "office"), s->call->id, &facts, &asked));
    review_ready(s, "reviewer");
    review_ready(s, "reviewer_b");
    review_ready(s, "committee");
    review_ready(s, "chair");
    for (int i = 0; i < REVIEW_APPLICATIONS; i++)
        review_assign(s, i, "reviewer");
    review_assign(s, 2, "conflicted");
    hold_meeting(x);
    (void)review_as(s, "reviewer");
    review_fill(s, 0, "5");
}

static void approve_release(struct record_scene *x)
{
    struct review_scene *s = x->s;
    review_complete(s, 0, "reviewer", "5");
    review_complete(s, 1, "reviewer", "3");
    review_complete(s, 2, "reviewer", "4");
    review_complete(s, 2, "conflicted", "4");
    decide_all(s);
    CHECK_OK(prepare(s));
    CHECK_OK(approve(s));
    (void)world_run_jobs(s->w);
}

void record_scene_next(struct record_scene *x)
{
    x->stage++;
    if (x->stage == STAGE_CLOSED)
        close_call(x);
    if (x->stage == STAGE_APPROVED)
        approve_release(x);
    if (x->stage == STAGE_ANNOUNCED) {
        world_set_now(x->s->w, ANNOUNCE_AT);
        (void)world_run_jobs(x->s->w);
    }
}

/* ── one record of each kind ── */

TEST_STMT(record_session, READ, "",
          "SELECT s.id FROM session s JOIN person p ON p.id = s.person_id WHERE p.email = "
          "'bystander@world.example'");
TEST_STMT(record_call, READ, "", "SELECT id FROM call WHERE round = '701'");
TEST_STMT(record_corporation, READ, "", "SELECT max(id) FROM corporation");
TEST_STMT(record_institution, READ, "", "SELECT max(id) FROM institution");
TEST_STMT(record_duty, READ, "", "SELECT max(id) FROM duty WHERE duty = 'reviewer'");
TEST_STMT(record_invitation, READ, "", "SELECT max(id) FROM link WHERE email = 'invited@world.example'");
TEST_STMT(record_mail, READ, "", "SELECT max(id) FROM mail");
TEST_STMT(record_person, READ, "", "SELECT id FROM person WHERE email = 'editor@world.example'");
TEST_STMT(record_declaration, READ, "", "SELECT max(id) FROM declaration");
TEST_STMT(record_reviewer, READ, "", "SELECT max(id) FROM reviewer");
TEST_STMT(record_meeting, READ, "", "SELECT max(id) FROM meeting");
TEST_STMT(record_meeting_file, READ, "", "SELECT max(id) FROM meeting_file");
TEST_STMT(record_running_call, READ, "", "SELECT max(call_id) FROM call_file");
TEST_STMT(record_call_file, READ, "", "SELECT max(id) FROM call_file");
TEST_STMT(record_briefing, READ, "", "SELECT max(id) FROM call_briefing");
TEST_STMT(record_question, READ, "", "SELECT max(id) FROM question");
TEST_STMT(record_sheet, READ, "", "SELECT max(id) FROM sheet");

static const struct {
    const char *parameter;
    const struct stmt *find;
} KINDS[] = {
    { "call", &record_call },
    { "corporation", &record_corporation },
    { "institution", &record_institution },
    { "duty", &record_duty },
    { "invitation", &record_invitation },
    { "mail", &record_mail },
    { "person", &record_person },
    { "declaration", &record_declaration },
    { "reviewer", &record_reviewer },
    { "sheet", &record_sheet },
    { "running_call", &record_running_call },
    { "call_file", &record_call_file },
    { "briefing", &record_briefing },
    { "question", &record_question },
    { "meeting", &record_meeting },
    { "meeting_file", &record_meeting_file },
    { "session", &record_session },
};

const char *record_id(struct record_scene *x, const char *parameter)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        struct rows rows = { 0 };
        if (strcmp(KINDS[i].parameter, parameter) != 0)
            continue;
        CHECK_OK(db_rows_(world_ctx(x->s->w), KINDS[i].find, &rows, VALUES_()));
        bool there = rows.n && !row_is_null(&rows.v[0], 0);
        if (!there)
            return NULL;
        int64_t id = row_i64(&rows.v[0], 0);
        return strcmp(parameter, "mail") == 0 ? arena_printf(x->s->w->arena, "%lld", (long long)id)
                                              : id_text(x->s->w->arena, id);
    }
    return NULL;
}

TEST_STMT(
    record_all_changes, READ, "",
    "SELECT (SELECT count(*) FROM ledger_entry) + (SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM "
    "answer)"
    " + (SELECT count(*) FROM attachment) + (SELECT count(*) FROM mail) + (SELECT count(*) FROM sheet_entry)"
    " + (SELECT count(*) FROM session) + (SELECT count(*) FROM link) + (SELECT count(*) FROM duty)");

int64_t record_changes(struct record_scene *x)
{
    int64_t n = 0;
    CHECK_OK(db_i64(world_ctx(x->s->w), record_all_changes, &n));
    return n;
}

const char *text_with(struct arena *a, const char *text, const char *old, const char *new_)
{
    struct buf b = buf_make(a, strlen(text) + 1);
    for (const char *at = strstr(text, old); at; at = strstr(text, old)) {
        buf_put(&b, text, (size_t)(at - text));
        buf_puts(&b, new_);
        text = at + strlen(old);
    }
    buf_puts(&b, text);
    return b.s;
}
