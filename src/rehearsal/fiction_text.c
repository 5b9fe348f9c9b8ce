/* fiction_text.c: see fiction_text.h. Visibly invented, but of the length and shape that real answers have. */
#include "rehearsal/fiction_text.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/vec.h"

#include <string.h>

typedef VEC(struct field_save) saves;

/* What one writes in which field; others get a sentence that names the field. */
static const struct {
    const char *key, *text;
} LONG[] = {
    { "summary", "【演習】架空の地域企業と大学が、素材の試作から事業化までを一か所で進める拠点です。" },
    { "aim", "【演習】10年後に、地域の中小企業が自ら研究開発の課題を持ち込み、1年以内に試作品を手にできる状態を目指します。"
             "いまは、相談先が分からない、契約に時間がかかる、設備が空いていないという三つの課題があります。" },
    { "plan", "【演習】1年目に相談窓口を一つにまとめ、2年目に共用設備の予約を公開し、3年目に企業同士の共同試作を年20件まで増やします。"
              "更なる展開への壁は、地域外の企業との接点の少なさです。" },
    { "people", "【演習】専任の研究支援者を置き、契約・知財・広報を分担しています。若手職員の研修を毎年行います。" },
    { "process", "【演習】月に一度の相談会で課題を集め、2週間以内に担当教員を決め、試作と検証を経て、事業化の会議にかけます。" },
    { "outcomes", "【演習】架空の共同研究から、試作品12件、特許出願5件、地域での新しい事業3件が生まれました。" },
};

static const char *sentence_for(struct arena *a, const struct form_field *f, int variant)
{
    for (size_t i = 0; i < sizeof LONG / sizeof LONG[0]; i++)
        if (strcmp(LONG[i].key, f->key) == 0)
            return LONG[i].text;
    return arena_printf(a, "【演習】「%s」について、架空の取組その%dを記しています。", f->label.in[LANG_JA], variant + 1);
}

/* About half of what the field takes, in paragraphs. */
static const char *long_text(struct arena *a, const struct form_field *f, int variant)
{
    const char *sentence = sentence_for(a, f, variant);
    struct buf b = buf_make(a, 2048);
    int64_t room = f->max_chars / 2;
    int64_t n = (int64_t)text_count(sentence);
    int64_t have = 0;
    do {
        if (b.n)
            buf_putc(&b, '\n');
        buf_puts(&b, sentence);
        have += n + 1;
    } while (have + n < room && have < 400);
    return b.s;
}

static const char *short_text(struct arena *a, const struct form_field *f, const struct fictional_hub *hub)
{
    const struct {
        const char *key, *text;
    } known[] = { { "hub_name", hub->title },       { "hub_name_kana", hub->kana }, { "head_name", hub->head },
                  { "contact", hub->contact },      { "contact_mail", hub->mail },
                  { "operator_corporation", hub->institution },
                  { "operator_school", hub->institution }, { "operator_head_post", "学長" },
                  { "operator_head_name", hub->head }, { "hub_name_en", "Fictional Hub" } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].key, f->key) == 0)
            return known[i].text;
    return arena_printf(a, "演習用の記入（%s）", hub->institution);
}

static void add(struct arena *a, saves *to, const char *key, const char *value)
{
    *vec_push(a, to) = (struct field_save){ .field_key = key, .value = value };
}

/* Money in thousands; what is bounded stays well within, and persons agree with what support_staff says. */
static const char *cell_text(struct arena *a, const struct form_column *col, size_t row, size_t rows, int variant)
{
    int64_t amount = (int64_t)(12 + variant) * 1000 * (int64_t)(rows - row);
    if (col->kind == FIELD_CHOICE)
        return col->choices.v[0].key;
    if (col->kind == FIELD_DATE)
        return "2020-04-01";
    if (col->kind != FIELD_NUMBER)
        return "演習";
    if (strcmp(col->key, "fte") == 0 || strcmp(col->key, "heads") == 0 || strcmp(col->key, "permanent") == 0)
        amount = row == 1 ? 8 + variant * 3 - (int64_t)(rows - 2) : 1;
    else if (col->has_max && decimal_cmp(decimal_of(amount), col->max) > 0)
        amount = decimal_cmp(col->max, decimal_of(50)) > 0 ? 50 : 1;
    return arena_printf(a, "%lld", (long long)amount);
}

static void add_table(struct arena *a, saves *to, const struct form_field *f, int variant)
{
    size_t rows = f->fixed_rows.n ? f->fixed_rows.n : (size_t)(f->min_rows > 0 ? f->min_rows : 1);
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < f->columns.n; i++)
            add(a, to, arena_printf(a, "%s.%zu.%s", f->key, r + 1, f->columns.v[i].key),
                cell_text(a, &f->columns.v[i], r, rows, variant));
}

static void add_field(struct arena *a, saves *to, const struct form_field *f, const struct fictional_hub *hub,
                      int variant)
{
    switch (f->kind) {
    case FIELD_TEXT:
        add(a, to, f->key, short_text(a, f, hub));
        break;
    case FIELD_LONG:
        add(a, to, f->key, long_text(a, f, variant));
        break;
    case FIELD_NUMBER:
        add(a, to, f->key, arena_printf(a, "%d", 8 + variant * 3));
        break;
    case FIELD_CHOICE:
    case FIELD_CHOICES:
        add(a, to, f->key, strcmp(f->key, "operator_kind") == 0 ? hub->operator_kind : f->choices.v[0].key);
        break;
    case FIELD_DATE:
        add(a, to, f->key, "2020-04-01");
        break;
    case FIELD_CONFIRM:
        add(a, to, f->key, FORM_CONFIRMED);
        break;
    case FIELD_TABLE:
        add_table(a, to, f, variant);
        break;
    case FIELD_FILE:
        break; /* none is required of a fiction */
    }
}

struct err *fiction_answers(struct arena *a, const struct definition *def, const struct fictional_hub *hub, int variant,
                            size_t *ret_n, struct field_save **ret)
{
    saves all = { 0 };
    size_t most = 0;
    for (size_t s = 0; s < def->form.n; s++)
        most += def->form.v[s].fields.n;
    struct form_answer *so_far = arena_array(a, struct form_answer, most + 1);
    size_t n = 0;
    for (size_t s = 0; s < def->form.n; s++)
        for (size_t i = 0; i < def->form.v[s].fields.n; i++)
            if (form_asks(a, def, &def->form.v[s].fields.v[i], hub->type, so_far, n)) {
                size_t before = all.n;
                add_field(a, &all, &def->form.v[s].fields.v[i], hub, variant);
                if (all.n == before + 1)
                    so_far[n++] = (struct form_answer){ all.v[before].field_key, all.v[before].value };
            }
    *ret_n = all.n;
    *ret = all.v;
    return NULL;
}
