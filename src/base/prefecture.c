/* prefecture.c: the 47 prefectures in the order of JIS X 0401. */
#include "base/identifier.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

static const struct prefecture PREFECTURES[PREFECTURE_COUNT] = {
    { "010006", "北海道", "ホッカイドウ", "Hokkaido", REGION_HOKKAIDO },
    { "020001", "青森県", "アオモリケン", "Aomori", REGION_TOHOKU },
    { "030007", "岩手県", "イワテケン", "Iwate", REGION_TOHOKU },
    { "040002", "宮城県", "ミヤギケン", "Miyagi", REGION_TOHOKU },
    { "050008", "秋田県", "アキタケン", "Akita", REGION_TOHOKU },
    { "060003", "山形県", "ヤマガタケン", "Yamagata", REGION_TOHOKU },
    { "070009", "福島県", "フクシマケン", "Fukushima", REGION_TOHOKU },
    { "080004", "茨城県", "イバラキケン", "Ibaraki", REGION_KANTO },
    { "090000", "栃木県", "トチギケン", "Tochigi", REGION_KANTO },
    { "100005", "群馬県", "グンマケン", "Gunma", REGION_KANTO },
    { "110001", "埼玉県", "サイタマケン", "Saitama", REGION_KANTO },
    { "120006", "千葉県", "チバケン", "Chiba", REGION_KANTO },
    { "130001", "東京都", "トウキョウト", "Tokyo", REGION_KANTO },
    { "140007", "神奈川県", "カナガワケン", "Kanagawa", REGION_KANTO },
    { "150002", "新潟県", "ニイガタケン", "Niigata", REGION_CHUBU },
    { "160008", "富山県", "トヤマケン", "Toyama", REGION_CHUBU },
    { "170003", "石川県", "イシカワケン", "Ishikawa", REGION_CHUBU },
    { "180009", "福井県", "フクイケン", "Fukui", REGION_CHUBU },
    { "190004", "山梨県", "ヤマナシケン", "Yamanashi", REGION_CHUBU },
    { "200000", "長野県", "ナガノケン", "Nagano", REGION_CHUBU },
    { "210005", "岐阜県", "ギフケン", "Gifu", REGION_CHUBU },
    { "220001", "静岡県", "シズオカケン", "Shizuoka", REGION_CHUBU },
    { "230006", "愛知県", "アイチケン", "Aichi", REGION_CHUBU },
    { "240001", "三重県", "ミエケン", "Mie", REGION_KINKI },
    { "250007", "滋賀県", "シガケン", "Shiga", REGION_KINKI },
    { "260002", "京都府", "キョウトフ", "Kyoto", REGION_KINKI },
    { "270008", "大阪府", "オオサカフ", "Osaka", REGION_KINKI },
    { "280003", "兵庫県", "ヒョウゴケン", "Hyogo", REGION_KINKI },
    { "290009", "奈良県", "ナラケン", "Nara", REGION_KINKI },
    { "300004", "和歌山県", "ワカヤマケン", "Wakayama", REGION_KINKI },
    { "310000", "鳥取県", "トットリケン", "Tottori", REGION_CHUGOKU },
    { "320005", "島根県", "シマネケン", "Shimane", REGION_CHUGOKU },
    { "330001", "岡山県", "オカヤマケン", "Okayama", REGION_CHUGOKU },
    { "340006", "広島県", "ヒロシマケン", "Hiroshima", REGION_CHUGOKU },
    { "350001", "山口県", "ヤマグチケン", "Yamaguchi", REGION_CHUGOKU },
    { "360007", "徳島県", "トクシマケン", "Tokushima", REGION_SHIKOKU },
    { "370002", "香川県", "カガワケン", "Kagawa", REGION_SHIKOKU },
    { "380008", "愛媛県", "エヒメケン", "Ehime", REGION_SHIKOKU },
    { "390003", "高知県", "コウチケン", "Kochi", REGION_SHIKOKU },
    { "400009", "福岡県", "フクオカケン", "Fukuoka", REGION_KYUSHU },
    { "410004", "佐賀県", "サガケン", "Saga", REGION_KYUSHU },
    { "420000", "長崎県", "ナガサキケン", "Nagasaki", REGION_KYUSHU },
    { "430005", "熊本県", "クマモトケン", "Kumamoto", REGION_KYUSHU },
    { "440001", "大分県", "オオイタケン", "Oita", REGION_KYUSHU },
    { "450006", "宮崎県", "ミヤザキケン", "Miyazaki", REGION_KYUSHU },
    { "460001", "鹿児島県", "カゴシマケン", "Kagoshima", REGION_KYUSHU },
    { "470007", "沖縄県", "オキナワケン", "Okinawa", REGION_KYUSHU },
};

const struct prefecture *prefecture_of(int jis)
{
    return jis >= 1 && jis <= PREFECTURE_COUNT ? &PREFECTURES[jis - 1] : NULL;
}

int prefecture_find(const char *name)
{
    size_t n = strlen(name);
    if (n == 2 && name[0] >= '0' && name[0] <= '4' && name[1] >= '0' && name[1] <= '9')
        return prefecture_of((name[0] - '0') * 10 + name[1] - '0') ? (name[0] - '0') * 10 + name[1] - '0' : 0;
    for (int i = 0; i < PREFECTURE_COUNT; i++) {
        const struct prefecture *p = &PREFECTURES[i];
        size_t whole = strlen(p->ja);
        /* Without its last kanji (県, 府, 都) too; 北海道 has no short form. */
        bool ja = strncmp(p->ja, name, n) == 0 && (n == whole || (n == whole - 3 && i > 0));
        if (ja || strcasecmp(p->en, name) == 0)
            return i + 1;
    }
    return 0;
}

const char *prefecture_code(struct arena *a, int jis)
{
    return prefecture_of(jis) ? arena_printf(a, "%02d", jis) : NULL;
}

const char *prefecture_name(enum lang lang, const char *code)
{
    const struct prefecture *p = code ? prefecture_of(prefecture_find(code)) : NULL;
    return !p ? NULL : lang == LANG_JA ? p->ja : p->en;
}

const char *region_ja(enum region r)
{
    static const char *const NAMES[] = { "北海道", "東北", "関東", "中部", "近畿", "中国", "四国", "九州沖縄" };
    assert((int)r >= 0 && r < REGION_COUNT);
    return NAMES[r];
}

const char *region_en(enum region r)
{
    static const char *const NAMES[] = { "Hokkaido", "Tohoku", "Kanto",   "Chubu",
                                         "Kinki",    "Chugoku", "Shikoku", "Kyushu and Okinawa" };
    assert((int)r >= 0 && r < REGION_COUNT);
    return NAMES[r];
}
