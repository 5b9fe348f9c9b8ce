/* styleguide_page.c: writes the style guide to stdout, as the browser test and the eye want it.
**
**   styleguide-page [ja|en] */
#include "html/styleguide.h"
#include "i18n/i18n.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    ARENA(a);
    struct html_writer w = html_writer_make(a, lang_parse(argc > 1 ? argv[1] : "ja"));
    struct url here = url_make(a, "/styleguide");
    struct page_link nav[] = { { "今日の仕事", here, false, 7 },       { "公募", here, false, 0 }, { "申請", here, true, 0 },
                               { "審査", here, false, 27 },    { "決定", here, false, 0 }, { "拠点台帳", here, false, 0 },
                               { "利用者と権限", here, false, 0 }, { 0 } };
    struct page_link duties[] = { { "審査委員", here, false, 0 }, { "拠点の担当者", here, false, 0 }, { 0 } };
    struct page_link crumbs[] = { { "ホーム", here, false, 0 }, { "第6回公募", here, false, 0 }, { 0 } };
    struct page pg = {
        .title = "部品の見本",
        .site_name = "J-Innovation HUB",
        .office_name = "地域オープンイノベーション拠点選抜制度 事務局",
        .home = url_make(a, "/"),
        .style = url_make(a, "/assets/app.css"),
        .script = url_make(a, "/assets/kyoten.js"),
        .csrf = "0123456789",
        .person = "佐藤 一郎",
        .account = here,
        .sign_out = here,
        .duty = "事務局",
        .duties = duties,
        .nav_label = "事務局メニュー",
        .nav = nav,
        .crumbs = crumbs,
        .in_language = { here, here },
        .contact = here,
        .accessibility = here,
        .about = here,
        .notice = NOTICE_SUCCESS,
        .notice_text = "変更を保存しました。",
        .now = INT64_C(1722220291000000), /* 2024-07-29T11:31:31+09:00 */
        .rehearsal = true,
        .rehearsal_clock = here,
    };
    styleguide_show(&w, &pg);
    struct html h = html_done(&w);
    return fwrite(h.s, 1, h.n, stdout) == h.n ? 0 : 1;
}
