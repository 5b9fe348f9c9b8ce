/* Tests of doc/: what the PDFs say, how they are made, and what happens when making one goes wrong.
** The PDFs are read back with other people's programs (poppler-utils, qpdf). */
#include "said.h"
#include "test.h"

#include "base/buf.h"
#include "base/date.h"
#include "doc/doc_forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CREATED INT64_C(1726790400000000) /* 2024-09-20 00:00 UTC */

static const char *script(struct arena *a, const char *body)
{
    const char *text = arena_printf(a, "#!/bin/sh\n%s\n", body);
    const char *path = arena_printf(a, "%s/child", folder(a));
    (void)write_file(a, path, (struct bytes){ (const uint8_t *)text, strlen(text) });
    CHECK_I64(chmod(path, 0700), 0);
    return path;
}

static const char *print(struct arena *a, const struct doc *d)
{
    struct bytes pdf = { 0 };
    const struct err *e = doc_render(a, d, &pdf);
    CHECK_OK(e);
    return e ? NULL : write_file(a, arena_printf(a, "%s/a.pdf", folder(a)), pdf);
}

/* In this order. */
static void check_order(const char *text, const char *const *parts)
{
    const char *at = text;
    for (; *parts; parts++) {
        CHECK_HAS(at, *parts);
        const char *next = strstr(at, *parts);
        at = next ? next + strlen(*parts) : at;
    }
}

static struct doc *selection_letter(struct arena *a, const char *mark)
{
    static const char *const to[] = { "国立大学法人東都大学", "学長　𠮷田　髙﨑　殿", NULL };
    static const char *const from[] = { "経済産業省イノベーション・環境局長", "経済　太郎", NULL };
    static const char *const body[] = {
        "令和６年７月２９日付けで申請のあった標記の件については、審査の結果、下記のとおり選抜することとしましたので、通知します。", NULL
    };
    static const struct letter_item items[] = {
        { 1, "拠点の名称", "未来社会共創センター" },
        { 1, "選抜期間", "令和６年９月２０日から令和９年３月３１日まで" },
        { 2, NULL, "調査に御協力をお願いします。" },
        { 0 },
    };
    return doc_letter(a, LANG_JA, &(struct letter){ .number = "２０２４０９２０産局第１号",
                                                    .date = date_of(2024, 9, 20), .addressee = to, .sender = from,
                                                    .seal_omitted = true, .subject = "審査結果について（通知）",
                                                    .paragraphs = body, .items = items, .created = CREATED,
                                                    .mark = mark });
}

static struct receipt_facts facts(struct arena *a, size_t files)
{
    static const char *const people[] = { "代表者：山田　花子", "事務担当：鈴木　一郎", NULL };
    struct receipt_file *list = arena_array(a, struct receipt_file, files);
    for (size_t i = 0; i < files; i++)
        list[i] = (struct receipt_file){ arena_printf(a, "別紙%zu 実績一覧.pdf", i + 1), 1234567 + (int64_t)i,
                                         "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" };
    return (struct receipt_facts){
        .programme = "地域オープンイノベーション拠点選抜制度", .call = "第6回公募", .receipt_number = "J6-0012",
        .application_title = "未来社会共創拠点", .application_type = "国際展開型",
        .institution = "国立大学法人東都大学", .people = people, .arrived_at = CREATED + 1, .recorded_at = CREATED + 2,
        .closes_at = CREATED + 3 * SECOND_US, .submission = 2, .content_hash = "2c26b46b68ffc68ff99b453c1d304134",
        .files = list, .file_count = files, .in_time = "締切は、サーバーに要求の全部が届いた時刻で判断します。",
        .verify_url = "https://kyoten.example/check/J6-0012", .key_fingerprint = "SHA256:abcd", .created = CREATED
    };
}

TEST(a_letter_has_the_parts_of_an_official_letter_in_their_order)
{
    const char *pdf = print(a, selection_letter(a, NULL));
    const char *text = said(a, arena_printf(a, "pdftotext -layout %s -", pdf));
    check_order(text, (const char *const[]){ "２０２４０９２０産局第１号", "令和６年９月２０日", "国立大学法人東都大学",
                                             "経済産業省イノベーション・環境局長", "（公印省略）",
                                             "審査結果について（通知）", "令和６年７月２９日付け", "記", "拠点の名称",
                                             "選抜期間", "(1)", "以上", "status 0", NULL });
    CHECK_HAS_NOT(text, "演習");
    CHECK_HAS_NOT(text, "1 / 1");
}

TEST(a_pdf_is_tagged_titled_has_a_language_and_is_whole)
{
    const char *pdf = print(a, selection_letter(a, NULL));
    const char *info = said(a, arena_printf(a, "pdfinfo %s; pdfinfo -meta %s", pdf, pdf));
    CHECK_HAS(info, "Tagged:          yes");
    CHECK_HAS(info, "Title:           審査結果について（通知）");
    CHECK_HAS(info, "A4");
    CHECK_HAS(info, "<rdf:li>ja-JP</rdf:li>");
    const char *check = said(a, arena_printf(a, "qpdf --check %s", pdf));
    CHECK_HAS(check, "No syntax or stream encoding errors found");
    CHECK_HAS(check, "status 0");
    const char *raw = said(a, arena_printf(a, "qpdf --qdf --object-streams=disable %s - | strings", pdf));
    CHECK_HAS(raw, "/Lang (ja-JP)");
    CHECK_HAS(raw, "/DisplayDocTitle true");
    CHECK_HAS(raw, "/Artifact BMC");
    CHECK_HAS_NOT(raw, "NonStruct");
}

TEST(every_font_is_embedded_even_for_rare_kanji_and_none_is_type_3)
{
    const char *pdf = print(a, selection_letter(a, "演習"));
    const char *text = said(a, arena_printf(a, "pdftotext -raw %s -", pdf));
    CHECK_HAS(text, "𠮷田");
    CHECK_HAS(text, "髙﨑");
    const char *fonts = said(a, arena_printf(a, "pdffonts %s", pdf));
    CHECK_HAS(fonts, "BIZUDMincho");
    CHECK_HAS(fonts, "NotoSerifCJK");
    CHECK_HAS_NOT(fonts, "Type 3");
    const char *not_embedded = said(a, arena_printf(a, "pdffonts %s | tail -n +3 | grep -cv ' yes yes yes '", pdf));
    CHECK_TEXT(not_embedded, "0\nstatus 1\n");
}

TEST(the_same_document_gives_the_same_bytes)
{
    struct bytes one = { 0 };
    struct bytes two = { 0 };
    struct receipt_facts f = facts(a, 40);
    CHECK_OK(doc_render(a, doc_receipt(a, LANG_JA, &f), &one));
    CHECK_OK(doc_render(a, doc_receipt(a, LANG_JA, &f), &two));
    CHECK(one.n > 1000);
    CHECK(one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
    f.created += SECOND_US;
    CHECK_OK(doc_render(a, doc_receipt(a, LANG_JA, &f), &two));
    CHECK(one.n != two.n || memcmp(one.p, two.p, one.n) != 0);
}

TEST(a_rehearsal_is_marked_on_every_page)
{
    struct receipt_facts f = facts(a, 60);
    f.mark = "演習　この文書に効力はありません。";
    const char *pdf = print(a, doc_receipt(a, LANG_JA, &f));
    CHECK_TEXT(said(a, arena_printf(a, "pdfinfo %s | grep Pages", pdf)), "Pages:           5\nstatus 0\n");
    for (int page = 1; page <= 5; page++)
        CHECK_HAS(said(a, arena_printf(a, "pdftotext -raw -f %d -l %d %s -", page, page, pdf)),
                  "演習 この文書に効力はありません。");
}

TEST(a_long_table_repeats_its_header_and_numbers_its_pages)
{
    struct receipt_facts f = facts(a, 40);
    const char *pdf = print(a, doc_receipt(a, LANG_JA, &f));
    const char *two = said(a, arena_printf(a, "pdftotext -layout -f 2 -l 2 %s -", pdf));
    check_order(two, (const char *const[]){ "ファイル名", "大きさ（バイト）", "別紙", "2 / 4", NULL });
    const char *all = said(a, arena_printf(a, "pdftotext -layout %s -", pdf));
    check_order(all, (const char *const[]){ "申請受付票", "受付番号", "J6-0012", "到着日時",
                                            "2024年9月20日（金） 09:00:00.000001", "2回目の提出", "締切は、",
                                            "別紙1 実績一覧.pdf", "1,234,567", "1 / 4", "別紙40", "4 / 4", NULL });
    const char *tree = said(a, arena_printf(a, "pdfinfo -struct %s", pdf));
    check_order(tree, (const char *const[]){ "Document", "H1", "Table", "TR", "TH", "TD", "H2", "Figure", NULL });
    const char *raw = said(a, arena_printf(a, "qpdf --qdf --object-streams=disable %s - | strings", pdf));
    CHECK_HAS(raw, "/Scope /Column");
    CHECK_HAS(raw, "/Scope /Row");
    CHECK_HAS(raw, "/Alt ");
    const char *heads = said(a, arena_printf(a, "pdfinfo -struct-text %s | grep -c ファイル名", pdf));
    CHECK_TEXT(heads, "1\nstatus 0\n"); /* the repeated header is furniture: read once */
}

TEST(a_receipt_speaks_english_too)
{
    struct receipt_facts f = facts(a, 2);
    const char *pdf = print(a, doc_receipt(a, LANG_EN, &f));
    const char *text = said(a, arena_printf(a, "pdftotext -layout %s -", pdf));
    check_order(text, (const char *const[]){ "Application receipt", "Receipt number", "J6-0012", "Arrived",
                                             "20 September 2024 (Fri) 09:00:00.000001 JST", NULL });
    CHECK_HAS(said(a, arena_printf(a, "pdfinfo -meta %s", pdf)), "<rdf:li>en</rdf:li>");
}

TEST(a_word_without_spaces_of_a_hundred_thousand_letters_breaks_over_pages)
{
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA, "長い語", CREATED);
    char *word = arena_alloc(a, 100001);
    memset(word, 'W', 100000);
    const struct doc_column columns[] = { { "語", 1, DOC_LEFT, false }, { "数", 1, DOC_RIGHT_ALIGNED, true } };
    doc_paragraph(d, word);
    word[20000] = 0;
    doc_table(d, columns, 2);
    doc_row(d, (const char *const[]){ word, "1" });
    doc_pair(d, word, word);
    doc_item(d, 1, word, word);
    const char *pdf = print(a, d);
    CHECK_HAS(said(a, arena_printf(a, "qpdf --check %s", pdf)), "status 0");
    const char *count = said(a, arena_printf(a, "pdftotext -raw %s - | tr -cd W | wc -c", pdf));
    CHECK_TEXT(count, "200000\nstatus 0\n"); /* paragraph, row, pair twice, item twice */
}

TEST(empty_parts_of_a_document_do_no_harm)
{
    for (int kind = 0; kind < DOC_KIND_COUNT; kind++) {
        struct doc *d = doc_make(a, (enum doc_kind)kind, LANG_JA, "", CREATED);
        for (int block = 0; block < DOC_BLOCK_KIND_COUNT; block++) {
            if (block == DOC_QR) /* a code that says nothing is refused, below */
                continue;
            struct doc_column column = { "", 1, DOC_LEFT, false };
            static const char *nothing[2] = { "", "" };
            doc_add(d, &(struct doc_block){ .kind = (enum doc_block_kind)block, .text = "", .more = "",
                                            .level = block == DOC_HEADING || block == DOC_ITEM,
                                            .columns = &column, .column_count = block == DOC_TABLE, .texts = nothing,
                                            .text_count = block == DOC_NUMBER_DATE ? 2 : 0 });
        }
        CHECK_HAS(said(a, arena_printf(a, "qpdf --check %s", print(a, d))), "status 0");
    }
    struct bytes pdf = { 0 };
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA, "", CREATED);
    doc_qr(d, "", "");
    CHECK_ERR(doc_render(a, d, &pdf), ERR_FAULT);
}

TEST(what_cannot_be_printed_is_shown_as_such_and_never_sent)
{
    struct doc *d = doc_make(a, DOC_REPORT, LANG_JA, "a\x01 b", CREATED);
    CHECK_TEXT(d->title, "a\xef\xbf\xbd b");
    doc_paragraph(d, "x\xff\xc0\xaf" "\xe2\x80\xae" "y\r\nz\tw");
    CHECK_TEXT(d->blocks[0].text, "x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdy\nz\tw");
    CHECK(!doc_text_is_printable("\xed\xa0\x80"));
    CHECK(!doc_text_is_printable("\xf4\x90\x80\x80"));
    CHECK(!doc_text_is_printable("\xe3\x81"));
    CHECK(doc_text_is_printable("𠮷 \xf0\x9f\x98\x80"));
}

TEST(a_document_comes_back_from_its_json_the_same)
{
    struct receipt_facts f = facts(a, 3);
    const struct doc *all[] = { selection_letter(a, "演習"), doc_receipt(a, LANG_EN, &f) };
    for (int i = 0; i < 2; i++) {
        struct bytes one = { 0 };
        struct bytes two = { 0 };
        struct doc *back = NULL;
        CHECK_OK(doc_to_json(a, all[i], &one));
        CHECK_OK(doc_from_json(a, one, &back));
        CHECK_OK(doc_to_json(a, back, &two));
        CHECK_TEXT((const char *)two.p, (const char *)one.p);
    }
}

static void check_refused(struct arena *a, const char *json, const char *why)
{
    struct doc *d = NULL;
    const struct err *e = doc_from_json(a, (struct bytes){ (const uint8_t *)json, strlen(json) }, &d);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : "", why);
    CHECK(d == NULL);
}

#define HEAD "{\"kind\":\"letter\",\"lang\":\"ja\",\"title\":\"\",\"created\":0,\"blocks\":["

TEST(json_that_is_no_document_is_refused_with_its_place)
{
    check_refused(a, "", "line 1");
    check_refused(a, "[]", "not an object");
    check_refused(a, "{\"kind\":\"letter\"", "line 1");
    check_refused(a, "{\"kind\":\"poem\"}", "kind: an unknown word");
    check_refused(a, "{\"kind\":7}", "kind: not a text");
    check_refused(a, "{\"kind\":\"letter\",\"lang\":\"ja\",\"title\":\"\",\"created\":1e99}", "created");
    check_refused(a, "{\"kind\":\"letter\",\"lang\":\"ja\",\"title\":\"\",\"created\":0}", "blocks: missing");
    check_refused(a, "{\"kind\":\"letter\",\"kind\":\"letter\"}", "duplicate");
    check_refused(a, HEAD "7]}", "block 1");
    check_refused(a, HEAD "{\"block\":\"space\"},{\"block\":\"heading\",\"level\":4}]}", "block 2: level");
    check_refused(a, HEAD "{\"block\":\"note\",\"text\":\"a\\u0001\"}]}", "block 1: text");
    check_refused(a, HEAD "{\"block\":\"note\",\"text\":\"a\\u0000\"}]}", "line 1");
    check_refused(a, HEAD "{\"block\":\"pairs\",\"texts\":[\"a\"]}]}", "block 1: texts");
    check_refused(a, HEAD "{\"block\":\"pairs\",\"texts\":[\"a\",1]}]}", "block 1: texts");
    check_refused(a, HEAD "{\"block\":\"table\"}]}", "block 1: columns");
    check_refused(a, HEAD "{\"block\":\"table\",\"columns\":[{\"weight\":0,\"title\":\"\",\"align\":\"left\"}]}]}",
                  "weight");
    check_refused(a, HEAD "{\"block\":\"number-date\",\"texts\":[\"a\",\"b\",\"c\",\"d\"]}]}", "block 1: texts");
    char *deep = arena_alloc(a, 100001);
    memset(deep, '[', 100000);
    check_refused(a, deep, "line 1");
}

TEST(the_printer_says_in_one_sentence_what_it_refuses)
{
    const char *text = said(a, "printf '{\"kind\":\"poem\"}' | $(dirname $(readlink -f /proc/$PPID/exe))/kyoten-print");
    CHECK_HAS(text, "status 1");
    CHECK_HAS(text, "kind: an unknown word");
}

static void check_fault(struct arena *a, const char *path, int timeout_ms, const char *why)
{
    struct bytes pdf = { 0 };
    const struct doc_printer printer = { path, timeout_ms };
    const struct err *e = doc_render_with(a, &printer, selection_letter(a, NULL), &pdf);
    CHECK_ERR(e, ERR_FAULT);
    CHECK_HAS(e ? e->why : "", why);
    CHECK(pdf.p == NULL);
}

TEST(a_printer_that_fails_dies_hangs_or_babbles_is_a_fault)
{
    check_fault(a, "/nonexistent/kyoten-print", 0, "does not start: ENOENT");
    check_fault(a, script(a, "echo 'no paper' >&2; exit 3"), 0, "failed (3): no paper");
    check_fault(a, script(a, "printf '%%PDF-1.7 and then'; kill -9 $$"), 0, "ended by signal 9");
    check_fault(a, script(a, "exit 0"), 0, "wrote nothing");
    check_fault(a, script(a, "cat"), 0, "no PDF");
    check_fault(a, script(a, "exec sleep 1000"), 20, "took longer than 20 ms");
    check_fault(a, script(a, "yes >&2"), 0, "failed");
    check_fault(a, script(a, "exec yes"), 0, "failed");
}
