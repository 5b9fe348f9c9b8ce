/* definition_schema.c: the tables of a definition: every member, its shape, its limits. The order of the
** slots is the order in which an office sees the items; the files of a programme are ranges of the last table. */
#include "programme/schema_slots.h"

static const struct slot names_slots[] = { WORDS(names, full, 200), WORDS(names, brief, 60),
                                           WORDS_OPT(names, summary, 400), SOURCE(names) };
MAPPING(names_map, names, names_slots);
static const struct slot office_slots[] = {
    WORDS(office, ministry, 100), WORDS(office, bureau, 100),  WORDS(office, name, 100),
    TEXT_OPT(office, email, 254), TEXT_OPT(office, phone, 40), SOURCE(office),
};
MAPPING(office_map, office, office_slots);
static const struct slot wording_slots[] = {
    KEY(wording),
    TEXTS(wording, rounds, 0, 40),
    WORDS(wording, text, 1000),
    SOURCE(wording),
};
MAPPING(wording_map, wording, wording_slots);
static const struct slot type_slots[] = {
    KEY(hub_type),          WORDS(hub_type, name, 60),
    BOOL(hub_type, called), MAPS(hub_type, texts, wording_map, 1, 40),
    SOURCE(hub_type),
};
MAPPING(type_map, hub_type, type_slots);
static const struct slot kind_slots[] = { KEY(applicant_kind), WORDS(applicant_kind, name, 100),
                                          SOURCE(applicant_kind) };
MAPPING(kind_map, applicant_kind, kind_slots);
static const struct slot sub_item_slots[] = { KEY(sub_item), WORDS(sub_item, name, 200), SOURCE(sub_item) };
MAPPING(sub_item_map, sub_item, sub_item_slots);
static const struct slot weighing_slots[] = {
    { .key = "weight", .shape = SHAPE_DECIMAL, .at = MEMBER(weighing, weight) },
    WORDS(weighing, question, 1000),
    SOURCE(weighing),
};
MAPPING(weighing_map, weighing, weighing_slots);

static const struct slot criterion_slots[] = {
    KEY(criterion),
    { .key = "mark", .shape = SHAPE_TEXT, .at = MEMBER(criterion, mark), .min = 1, .max = 8 },
    WORDS(criterion, name, 200),
    MAPS_OPT(criterion, sub_items, sub_item_map, 20),
    MAP(criterion, weighing, weighing_map),
    SOURCE(criterion),
};
MAPPING(criterion_map, criterion, criterion_slots);

static const struct slot level_slots[] = {
    INT(level, value, 0, 100),
    WORDS(level, word, 60),
    WORDS(level, anchor, 1000),
};
MAPPING(level_map, level, level_slots);

static const char *const sub_item_uses[] = { "shown", "noted", "scored", NULL };
static const struct slot scale_slots[] = {
    MAPS(scale, levels, level_map, 2, 20),
    BOOL(scale, comment_required),
    INT(scale, comment_min, 0, 4000),
    INT(scale, comment_max, 1, 20000),
    { .key = "sub_items", .shape = SHAPE_ENUM, .at = MEMBER(scale, sub_items), .names = sub_item_uses },
    BOOL(scale, overall),
    SOURCE(scale),
};
MAPPING(scale_map, scale, scale_slots);

static const char *const scheme_methods[] = { "mean", "median", "trimmed_mean", NULL };
static const struct slot scheme_slots[] = {
    { .key = "method", .shape = SHAPE_ENUM, .at = MEMBER(scheme, method), .names = scheme_methods },
    INT(scheme, places, 0, 6),
    WORDS(scheme, text, 1000),
    SOURCE(scheme),
};
MAPPING(scheme_map, scheme, scheme_slots);

static const struct slot hearing_slots[] = {
    WORDS(hearing, when, 400),
    INT(hearing, presenters_max, 1, 50),
    INT(hearing, minutes_talk, 1, 240),
    INT(hearing, minutes_questions, 0, 240),
    INT(hearing, minutes_closing, 0, 240),
    BOOL(hearing, unused_time_moves),
    INT(hearing, minutes_gap, 0, 240),
    INT(hearing, minutes_before, 0, 240),
    INT(hearing, weight_percent, 0, 100),
    SOURCE(hearing),
};
MAPPING(hearing_map, hearing, hearing_slots);

static const struct slot conflict_slots[] = {
    KEY(conflict),
    WORDS(conflict, text, 1000),
    BOOL(conflict, excludes),
    SOURCE(conflict),
};
MAPPING(conflict_map, conflict, conflict_slots);

static const struct slot clearance_slots[] = { KEY(clearance), WORDS(clearance, text, 500),
                                               SOURCE(clearance) };
MAPPING(clearance_map, clearance, clearance_slots);

static const struct slot pledge_slots[] = { KEY(pledge), WORDS(pledge, text, 2000), SOURCE(pledge) };
MAPPING(pledge_map, pledge, pledge_slots);

static const struct slot offer_slots[] = {
    KEY(offer),
    INT(offer, group, 1, 9),
    WORDS(offer, text, 400),
    DATE_OPT(offer, offered_from),
    DATE_OPT(offer, offered_to),
    TEXTS_OPT(offer, rounds, 40),
    BOOL(offer, budget_proviso),
    SOURCE(offer),
};
MAPPING(offer_map, offer, offer_slots);

static const struct slot kpi_slots[] = {
    KEY(kpi),
    { .key = "criterion", .shape = SHAPE_KEY, .at = MEMBER(kpi, criterion), .max = 60, .fixed = true },
    WORDS(kpi, name, 200),
    WORDS(kpi, definition, 1000),
    WORDS(kpi, unit, 40),
    WORDS_OPT(kpi, trap, 1000),
    INT_OPT(kpi, places, 0, DECIMAL_SCALE_MAX),
    SOURCE(kpi),
};
MAPPING(kpi_map, kpi, kpi_slots);

static const struct slot paragraph_slots[] = { WORDS(paragraph, text, 4000) };
MAPPING(paragraph_map, paragraph, paragraph_slots);
static const struct slot letter_line_slots[] = { WORDS(letter_line, title, 60), WORDS(letter_line, text, 4000) };
MAPPING(letter_line_map, letter_line, letter_line_slots);
static const struct slot letter_slots[] = {
    KEY(letter_text),
    WORDS(letter_text, subject, 200),
    MAPS(letter_text, body, paragraph_map, 1, 60),
    MAPS_OPT(letter_text, items, letter_line_map, 20),
    SOURCE(letter_text),
};
MAPPING(letter_map, letter_text, letter_slots);

static const char *const approvers[] = { "office", "office_lead", NULL };
static const struct slot step_slots[] = {
    KEY(approval_step),
    WORDS(approval_step, title, 40),
    { .key = "by", .shape = SHAPE_ENUM, .at = MEMBER(approval_step, by), .names = approvers },
    BOOL(approval_step, outside),
    SOURCE(approval_step),
};
MAPPING(step_map, approval_step, step_slots);
static const char *const unconfirmed_rules[] = { "warn", "block", NULL };
static const char *const counts_rules[] = { "none", "total", "by_type", NULL };
static const struct slot announcement_slots[] = {
    BOOL(announcement_rule, notice),
    INT(announcement_rule, confirm_days, 1, 60),
    { .key = "unconfirmed",
      .shape = SHAPE_ENUM,
      .at = MEMBER(announcement_rule, unconfirmed),
      .names = unconfirmed_rules },
    { .key = "counts", .shape = SHAPE_ENUM, .at = MEMBER(announcement_rule, counts), .names = counts_rules },
    SOURCE(announcement_rule),
};
MAPPING(announcement_map, announcement_rule, announcement_slots);
static const struct slot feedback_slots[] = {
    BOOL(feedback_rule, means),     BOOL(feedback_rule, band), BOOL(feedback_rule, committee),
    BOOL(feedback_rule, reviewers), SOURCE(feedback_rule),
};
MAPPING(feedback_map, feedback_rule, feedback_slots);
static const struct slot ground_slots[] = {
    KEY(disclosure_ground),
    WORDS(disclosure_ground, mark, 40),
    WORDS(disclosure_ground, text, 400),
    SOURCE(disclosure_ground),
};
MAPPING(ground_map, disclosure_ground, ground_slots);

static const struct slot term_slots[] = {
    INT(term_rule, years, 1, 20),
    INT(term_rule, continuation_years, 1, 20),
    SOURCE(term_rule),
};
MAPPING(term_map, term_rule, term_slots);

static const struct slot deadline_slots[] = {
    BOOL(deadline_rule, inclusive),
    WORDS(deadline_rule, text, 400),
    SOURCE(deadline_rule),
};
MAPPING(deadline_map, deadline_rule, deadline_slots);
static const struct slot schedule_slots[] = {
    { .key = "round", .shape = SHAPE_KEY, .at = MEMBER(schedule, round), .max = 20, .fixed = true },
    WORDS(schedule, name, 100),
    INSTANT(schedule, opens_at),
    INSTANT(schedule, closes_at),
    MAP(schedule, deadline, deadline_map),
    WORDS(schedule, announcement_planned, 100),
    DATE_OPT(schedule, announcement_from),
    DATE_OPT(schedule, announcement_to),
    SOURCE(schedule),
};
MAPPING(schedule_map, schedule, schedule_slots);

static const struct slot rules_slots[] = {
    INT(rule_settings, reviewers_per_application, 1, 50),
    INT(rule_settings, applications_per_institution, 0, 100),
    BOOL(rule_settings, institution_approval),
    BOOL(rule_settings, others_scores_after_own),
    INT(rule_settings, quorum_percent, 1, 100),
    INT(rule_settings, reviewer_load_max, 0, 1000),
    INT(rule_settings, review_days, 1, 365),
    BOOL(rule_settings, formal_check),
    BOOL(rule_settings, meeting_required),
    INT(rule_settings, written_agree_percent, 1, 99),
    INT(rule_settings, written_meeting_requests, 1, 50),
    SOURCE(rule_settings),
};
MAPPING(rules_map, rule_settings, rules_slots);

static const struct slot definition_slots[] = {
    /* programme.yaml */
    { .key = "programme", .shape = SHAPE_KEY, .at = MEMBER(definition, programme), .max = 60, .fixed = true },
    MAP(definition, names, names_map),
    MAP(definition, office, office_map),
    MAPS(definition, types, type_map, 1, 20),
    MAPS(definition, applicant_kinds, kind_map, 1, 40),
    MAPS(definition, eligibility, wording_map, 1, 40),
    MAP(definition, term, term_map),
    /* review.yaml */
    MAPS(definition, criteria, criterion_map, 1, 20),
    MAP(definition, scale, scale_map),
    MAP(definition, scheme, scheme_map),
    MAP(definition, hearing, hearing_map),
    MAPS(definition, conflicts, conflict_map, 1, 40),
    MAPS(definition, clearances, clearance_map, 0, 20),
    MAPS(definition, pledges, pledge_map, 1, 40),
    MAP(definition, rules, rules_map),
    MAPS_OPT(definition, formal_check, schema_check_item, 40),
    MAPS_OPT(definition, reminders, schema_reminder, 10),
    /* form.yaml, support.yaml, kpi.yaml, letters.yaml */
    MAPS(definition, form, schema_form_section, 1, 40),
    MAPS_OPT(definition, form_checks, schema_figure_check, 60),
    MAPS(definition, support, offer_map, 0, 100),
    MAPS(definition, kpis, kpi_map, 0, 200),
    MAPS(definition, letters, letter_map, 1, 40),
    /* decision.yaml */
    MAPS(definition, approval_steps, step_map, 1, 10),
    MAP(definition, announcement, announcement_map),
    MAP(definition, feedback, feedback_map),
    MAPS(definition, disclosure_grounds, ground_map, 1, 40),
    /* calls.yaml, of the round */
    MAP(definition, schedule, schedule_map),
};
#define PART(name, first, count)                                                                             \
    const struct mapping name = { sizeof(struct definition), definition_slots + (first), (count) }
PART(schema_definition, 0, SLOTS(definition_slots));
PART(schema_of_programme_yaml, 0, 7);
PART(schema_of_review_yaml, 7, 10);
PART(schema_of_form_yaml, 17, 2);
PART(schema_of_support_yaml, 19, 1);
PART(schema_of_kpi_yaml, 20, 1);
PART(schema_of_letters_yaml, 21, 1);
PART(schema_of_decision_yaml, 22, 4);

/* ── not of the definition: what the programme's past is known to have been ── */
static const struct slot slip_slots[] = {
    KEY(date_slip),        WORDS(date_slip, where, 200), WORDS(date_slip, printed, 200),
    DATE(date_slip, from), DATE(date_slip, to),          WORDS(date_slip, reason, 1000),
    SOURCE(date_slip),
};
MAPPING(slip_map, date_slip, slip_slots);
static const struct slot count_slots[] = {
    { .key = "type", .shape = SHAPE_KEY, .at = MEMBER(type_count, type), .max = 60 },
    INT(type_count, selected, 0, 1000),
    BOOL_OPT(type_count, no_application),
};
MAPPING(count_map, type_count, count_slots);
static const struct slot call_slots[] = {
    { .key = "round", .shape = SHAPE_KEY, .at = MEMBER(call_fact, round), .max = 20 },
    WORDS(call_fact, name, 100),
    WORDS_OPT(call_fact, subsidy, 200),
    DATE(call_fact, opens_on),
    DATE(call_fact, closes_on),
    DATE_OPT(call_fact, announced_on),
    INT_OPT(call_fact, announced_fy, 1900, 2200),
    DATE_OPT(call_fact, adopted_on),
    INT_OPT(call_fact, applications, 1, 100000),
    INT_OPT(call_fact, adopted, 1, 100000),
    INT_OPT(call_fact, designated, 1, 100000),
    WORDS_OPT(call_fact, list_as_of, 100),
    MAPS_OPT(call_fact, counts, count_map, 20),
    MAPS_OPT(call_fact, slips, slip_map, 20),
    TEXTS(call_fact, sources, 1, 20),
    WORDS_OPT(call_fact, notes, 2000),
    { .key = "schedule",
      .shape = SHAPE_MAP,
      .at = MEMBER(call_fact, schedule),
      .of = &schedule_map,
      .optional = true,
      .has = MEMBER(call_fact, has_schedule) },
};
MAPPING(call_map, call_fact, call_slots);
const struct mapping schema_of_call_fact = { sizeof(struct call_fact), call_slots, SLOTS(call_slots) };
struct calls_file {
    call_fact_list calls;
};
static const struct slot calls_slots[] = { MAPS(calls_file, calls, call_map, 1, 200) };
const struct mapping schema_of_calls_yaml = { sizeof(struct calls_file), calls_slots, 1 };

static const struct slot source_slots[] = {
    { .key = "key", .shape = SHAPE_TEXT, .at = MEMBER(source, key), .min = 1, .max = 20 },
    WORDS(source, title, 400),
    TEXT_OPT(source, url, 400),
    DATE_OPT(source, read_on),
};
MAPPING(source_map, source, source_slots);
const struct mapping schema_of_source = { sizeof(struct source), source_slots, SLOTS(source_slots) };
struct sources_file {
    source_list sources;
};
static const struct slot sources_slots[] = { MAPS(sources_file, sources, source_map, 1, 500) };
const struct mapping schema_of_sources_yaml = { sizeof(struct sources_file), sources_slots, 1 };
