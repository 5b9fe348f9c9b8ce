/* meeting_store.c: a meeting with all that belongs to it, scoped by who looks. */
#include "meeting/meeting_store.h"

#include "file/file.h"
#include "person/person.h"
#include "review/in_review.h"

#include <string.h>

AUDITED(meeting, "id, call_id, number, kind, state, title, place, url, starts_at, ends_at, revision, created_by,"
                 " created_at, convened_at, opened_at, closed_at");
AUDITED(meeting_item, "id, meeting_id, place, application_id, state, title, body, outcome, reason, comment,"
                      " conditions");
AUDITED(meeting_file, "id, item_id, name, media_type, size, hash, added_at");
AUDITED(meeting_member, "id, meeting_id, person_id, part, place, way, inside");
AUDITED(meeting_event, "id, meeting_id, at, kind, item_id, person_id, made_by");
AUDITED(meeting_decision, "id, item_id, revision, outcome, reason, comment, conditions, eligible, present,"
                          " person_id, decided_at");
AUDITED(meeting_answer, "id, item_id, person_id, answer, comment, revision, answered_at");
AUDITED(minutes_text, "id, meeting_id, part, item_id, value, revision, saved_by, saved_at");
AUDITED(minutes_confirmation, "id, meeting_id, person_id, document_hash, confirmed_at");

STMT(meeting_files, READ, "", "SELECT hash, size FROM meeting_file");
STMT(meeting_file_names, READ, "b", "SELECT count(*) FROM meeting_file WHERE hash = $1");
FILES_NAMED_BY(meeting_file, meeting_files, meeting_file_names);

#define MEETING                                                                                                   \
    "SELECT id, call_id, number, kind, state, title, place, url, starts_at, ends_at, revision, convened_at,"      \
    " opened_at, closed_at FROM meeting"
STMT(meeting_by_id, READ, "i", MEETING " WHERE id = $1");
STMT(meetings_of_call, READ, "ii",
     MEETING " WHERE call_id = $1 AND ($2 = 1 OR state <> 'planned') ORDER BY number DESC");
STMT(item_meeting, READ, "i", "SELECT meeting_id FROM meeting_item WHERE id = $1");

/* The items of meeting $1 that person $2 may know of. */
#define SEEN(i) "(" i ".application_id IS NULL OR NOT " IN_CONFLICT(i ".application_id", "$2") ")"
STMT(items_of_meeting, READ, "ii",
     "SELECT i.id, i.application_id, i.state, i.title, i.body, i.outcome, i.reason, i.comment, i.conditions, a.title,"
     " a.receipt_no, n.name, a.type_key, a.state FROM meeting_item i LEFT JOIN application a ON a.id = i.application_id"
     " LEFT JOIN institution n ON n.id = a.institution_id WHERE i.meeting_id = $1 AND " SEEN("i")
     " ORDER BY i.place, i.id");
STMT(members_of_meeting, READ, "ii",
     "SELECT m.id, m.person_id, m.place, p.name, m.part, m.way, m.inside,"
     " (SELECT count(*) FROM pledge g WHERE g.call_id = $2 AND g.person_id = m.person_id),"
     " (SELECT count(*) FROM application a WHERE a.call_id = $2 AND " IN_REVIEW("a") " AND NOT EXISTS"
     "   (SELECT 1 FROM declaration o WHERE o.application_id = a.id AND o.person_id = m.person_id))"
     " FROM meeting_member m JOIN person p ON p.id = m.person_id WHERE m.meeting_id = $1"
     " ORDER BY CASE m.part WHEN 'chair' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END, m.place, p.name_kana NULLS LAST,"
     " p.name, m.id");
STMT(conflicts_of_meeting, READ, "ii",
     "SELECT i.id, m.person_id FROM meeting_item i JOIN meeting_member m ON m.meeting_id = i.meeting_id"
     " WHERE i.meeting_id = $1 AND i.application_id IS NOT NULL AND " SEEN("i") " AND "
     IN_CONFLICT("i.application_id", "m.person_id") " ORDER BY i.id, m.person_id");
STMT(files_of_meeting, READ, "ii",
     "SELECT f.id, f.item_id, f.name, f.media_type, f.size, f.hash FROM meeting_file f"
     " JOIN meeting_item i ON i.id = f.item_id WHERE i.meeting_id = $1 AND " SEEN("i") " ORDER BY f.added_at, f.id");
STMT(events_of_meeting, READ, "ii",
     "SELECT e.item_id, e.person_id, e.kind, e.at, p.name FROM meeting_event e LEFT JOIN person p ON p.id = e.person_id"
     " LEFT JOIN meeting_item i ON i.id = e.item_id WHERE e.meeting_id = $1 AND (e.item_id IS NULL OR " SEEN("i") ")"
     " ORDER BY e.id");
STMT(decisions_of_meeting, READ, "ii",
     "SELECT d.item_id, d.revision, d.outcome, d.reason, d.comment, d.conditions, d.eligible, d.present, p.name,"
     " d.person_id, d.decided_at FROM meeting_decision d JOIN meeting_item i ON i.id = d.item_id"
     " LEFT JOIN person p ON p.id = d.person_id WHERE i.meeting_id = $1 AND " SEEN("i") " ORDER BY d.id");
STMT(answers_of_meeting, READ, "ii",
     "SELECT w.item_id, w.person_id, w.revision, w.answer, w.comment, w.answered_at FROM meeting_answer w"
     " JOIN meeting_item i ON i.id = w.item_id WHERE i.meeting_id = $1 AND " SEEN("i") " ORDER BY w.item_id, w.id");
STMT(texts_of_meeting, READ, "ii",
     "SELECT t.item_id, t.revision, t.part, t.value FROM minutes_text t LEFT JOIN meeting_item i ON i.id = t.item_id"
     " WHERE t.meeting_id = $1 AND (t.item_id IS NULL OR " SEEN("i") ") ORDER BY t.id");
STMT(confirmations_of_meeting, READ, "i",
     "SELECT k.person_id, p.name, k.document_hash, k.confirmed_at FROM minutes_confirmation k"
     " JOIN person p ON p.id = k.person_id WHERE k.meeting_id = $1 ORDER BY k.confirmed_at, k.id");
STMT(hidden_open_items, READ, "ii",
     "SELECT count(*) FROM meeting_item i WHERE i.meeting_id = $1 AND i.state = 'open' AND NOT " SEEN("i"));

static struct meeting meeting_from_row(const struct row *r)
{
    return (struct meeting){ .id = row_i64(r, 0),
                             .call_id = row_i64(r, 1),
                             .number = row_i64(r, 2),
                             .kind = strcmp(row_text(r, 3), "written") == 0 ? MEETING_WRITTEN : MEETING_ROOM,
                             .state = meeting_state_parse(row_text(r, 4)),
                             .title = row_text(r, 5),
                             .place = row_text(r, 6),
                             .url = row_text(r, 7),
                             .starts_at = row_i64(r, 8),
                             .ends_at = row_i64(r, 9),
                             .revision = row_i64(r, 10),
                             .convened_at = row_i64_or_unknown(r, 11),
                             .opened_at = row_i64_or_unknown(r, 12),
                             .closed_at = row_i64_or_unknown(r, 13) };
}

struct err *meeting_load(struct ctx *c, int64_t id, struct meeting *ret)
{
    struct row row;
    TRY(db_row(c, meeting_by_id, &row, I64(id)));
    *ret = meeting_from_row(&row);
    return NULL;
}

struct err *meeting_list(struct ctx *c, int64_t call_id, bool office, struct meeting_list *ret)
{
    struct rows rows;
    TRY(db_rows(c, meetings_of_call, &rows, I64(call_id), BOOL01(office)));
    struct meeting *v = arena_array(c->arena, struct meeting, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        v[i] = meeting_from_row(&rows.v[i]);
    *ret = (struct meeting_list){ rows.n, v };
    return NULL;
}

struct err *meeting_of_item(struct ctx *c, int64_t item_id, int64_t *ret)
{
    struct row row;
    TRY(db_row(c, item_meeting, &row, I64(item_id)));
    *ret = row_i64(&row, 0);
    return NULL;
}

/* ── what belongs to it ── */

static int64_t id_or_0(const struct row *r, int col)
{
    return row_is_null(r, col) ? 0 : row_i64(r, col);
}

static struct proposal proposal_from_row(const struct row *r, int col)
{
    return (struct proposal){ outcome_parse(row_text(r, col)), row_text(r, col + 1), row_text(r, col + 2),
                              row_text(r, col + 3) };
}

static struct item item_from_row(const struct row *r)
{
    const char *state = row_text(r, 2);
    bool app = !row_is_null(r, 1);
    return (struct item){ .id = row_i64(r, 0),
                          .application_id = id_or_0(r, 1),
                          .state = strcmp(state, "open") == 0   ? ITEM_OPEN
                                   : strcmp(state, "done") == 0 ? ITEM_DONE
                                                                : ITEM_WAITING,
                          .title = app ? row_text(r, 9) : row_text(r, 3),
                          .body = row_text(r, 4),
                          .proposal = proposal_from_row(r, 5),
                          .receipt_no = row_text(r, 10),
                          .institution = row_text(r, 11),
                          .type_key = row_text(r, 12),
                          .withdrawn = app && strcmp(row_text(r, 13), "submitted") != 0 };
}

static struct member member_from_row(const struct row *r)
{
    const char *part = row_text(r, 4);
    return (struct member){ .id = row_i64(r, 0),
                            .person_id = row_i64(r, 1),
                            .place = row_i64(r, 2),
                            .name = row_text(r, 3),
                            .part = strcmp(part, "chair") == 0    ? PART_CHAIR
                                    : strcmp(part, "deputy") == 0 ? PART_DEPUTY
                                                                  : PART_MEMBER,
                            .way = way_parse(row_text(r, 5)),
                            .inside = row_bool(r, 6),
                            .declared = row_i64(r, 7) > 0 && row_i64(r, 8) == 0 };
}

static struct conflict_pair conflict_from_row(const struct row *r)
{
    return (struct conflict_pair){ row_i64(r, 0), row_i64(r, 1) };
}

static struct item_file file_from_row(const struct row *r)
{
    return (struct item_file){ .id = row_i64(r, 0), .item_id = row_i64(r, 1), .name = row_text(r, 2),
                               .media_type = row_text(r, 3), .size = row_i64(r, 4), .hash = row_bytes(r, 5) };
}

static struct event event_from_row(const struct row *r)
{
    return (struct event){ id_or_0(r, 0), id_or_0(r, 1), event_parse(row_text(r, 2)), row_i64(r, 3), row_text(r, 4) };
}

static struct noted noted_from_row(const struct row *r)
{
    return (struct noted){ .item_id = row_i64(r, 0),
                           .revision = row_i64(r, 1),
                           .decision = proposal_from_row(r, 2),
                           .eligible = row_i64(r, 6),
                           .present = row_i64(r, 7),
                           .presider = row_text(r, 8),
                           .person_id = row_i64(r, 9),
                           .at = row_i64(r, 10) };
}

static struct member_answer answer_from_row(const struct row *r)
{
    return (struct member_answer){ row_i64(r, 0), row_i64(r, 1), row_i64(r, 2), answer_parse(row_text(r, 3)),
                                   row_text(r, 4), row_i64(r, 5) };
}

static struct minutes_text text_from_row(const struct row *r)
{
    return (struct minutes_text){ id_or_0(r, 0), row_i64(r, 1), row_text(r, 2), row_text(r, 3) };
}

static struct minutes_seen seen_from_row(const struct row *r)
{
    return (struct minutes_seen){ row_i64(r, 0), row_text(r, 1), row_bytes(r, 2), row_i64(r, 3) };
}

/* Fills one of the lists of a view. */
#define LOAD(list, type, from_row, stmt, ...)                        \
    do {                                                             \
        struct rows rows_;                                           \
        TRY(db_rows(c, stmt, &rows_, __VA_ARGS__));                  \
        (list).n = rows_.n;                                          \
        (list).v = arena_array(c->arena, struct type, rows_.n + 1);  \
        for (size_t i_ = 0; i_ < rows_.n; i_++)                      \
            (list).v[i_] = from_row(&rows_.v[i_]);                   \
    } while (0)

struct err *session_load(struct ctx *c, const struct meeting *m, int64_t viewer, struct session_view *ret)
{
    struct session_view s = { .meeting = *m };
    int64_t hidden = 0;
    struct value id = I64(m->id);
    struct value who = I64(viewer);
    TRY(call_load(c, m->call_id, &s.call));
    LOAD(s.items, item, item_from_row, items_of_meeting, id, who);
    LOAD(s.members, member, member_from_row, members_of_meeting, id, I64(m->call_id));
    LOAD(s.conflicts, conflict_pair, conflict_from_row, conflicts_of_meeting, id, who);
    LOAD(s.files, item_file, file_from_row, files_of_meeting, id, who);
    LOAD(s.events, event, event_from_row, events_of_meeting, id, who);
    LOAD(s.decisions, noted, noted_from_row, decisions_of_meeting, id, who);
    LOAD(s.answers, member_answer, answer_from_row, answers_of_meeting, id, who);
    LOAD(s.texts, minutes_text, text_from_row, texts_of_meeting, id, who);
    LOAD(s.confirmations, minutes_seen, seen_from_row, confirmations_of_meeting, id);
    TRY(db_i64(c, hidden_open_items, &hidden, id, who));
    for (size_t i = 0; i < s.items.n; i++)
        s.items.v[i].number = (int)i + 1;
    s.waits = m->state == MEETING_OPEN && m->kind == MEETING_ROOM && hidden > 0;
    *ret = s;
    return NULL;
}
