/* fate.c: see fate.h. The generator is splitmix64 (Steele, Lea and Flood, 2014). */
#include "rehearsal/fate.h"

#include "base/buf.h"
#include "base/text.h"

static const char *const SENTENCES[] = {
    "地域の企業と共に、未利用の資源を素材とエネルギーに変える研究を進めます。",
    "相談、試作、実証、事業化の段階ごとに、続けるかどうかを企業と共に決めます。",
    "実証の設備を時間単位で企業に開放し、利用の記録を四半期ごとに公表します。",
    "専従の支援スタッフを置き、契約のひな形を公開して二週間以内の締結を目指します。",
    "海外の研究機関と規格づくりを進め、三年目に共同の実証を始めます。",
    "利用した企業に半年ごとに尋ね、結果と直した点を運営会議で公表します。",
    "利益相反と安全保障輸出管理は、全学の委員会が案件ごとに審査します。",
    "収入の半分を企業との共同研究で賄うことを、三年後の目標とします。",
    "若手の研究者が企業の現場で半年を過ごす仕組みを、毎年続けています。",
    "これは演習のための架空の文章であり、実在の機関とは関係がありません。",
};
#define SENTENCE_COUNT (sizeof SENTENCES / sizeof SENTENCES[0])

struct fate fate_make(int64_t seed)
{
    return (struct fate){ (uint64_t)seed };
}

uint64_t fate_below(struct fate *f, uint64_t n)
{
    uint64_t z = f->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    z ^= z >> 31;
    return n ? z % n : 0;
}

bool fate_once_in(struct fate *f, uint64_t n)
{
    return fate_below(f, n) == 0;
}

const char *fate_text(struct fate *f, struct arena *a, size_t most)
{
    struct buf b = buf_make(a, 512);
    size_t room = most ? most : 300;
    size_t wanted = 40 + fate_below(f, room);
    size_t used = 0;
    for (int i = 0; i < 40 && used < wanted; i++) {
        const char *s = SENTENCES[fate_below(f, SENTENCE_COUNT)];
        size_t n = text_count(s);
        if (used + n > room)
            break;
        buf_puts(&b, s);
        used += n;
    }
    return used ? b.s : "演習";
}

const char *fate_person(struct arena *a, size_t number, const char **ret_kana)
{
    static const char *const GIVEN[] = { "一",   "二葉", "三津", "四方",   "五月",
                                         "六花", "七海", "八重", "九十九", "十和" };
    static const char *const KANA[] = { "ハジメ", "フタバ", "ミツ", "ヨモ",   "サツキ",
                                        "リッカ", "ナナミ", "ヤエ", "ツクモ", "トワ" };
    *ret_kana = arena_printf(a, "エンシュウ　%s", KANA[number % 10]);
    return arena_printf(a, "演習 %s%zu", GIVEN[number % 10], number + 1);
}

const char *fate_institution(struct arena *a, size_t number)
{
    static const char *const KIND[] = { "演習大学", "架空工科大学", "演習県立大学", "架空学園大学",
                                        "演習高等専門学校" };
    return arena_printf(a, "%s（第%zu）", KIND[number % 5], number + 1);
}
