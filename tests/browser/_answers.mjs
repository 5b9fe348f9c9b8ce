// _answers.mjs: what the fictional applicants write; keys are those of the programme's form. Nobody and nothing here exists.
export const HUB = "演習寒冷地資源循環イノベーション拠点";

export const ANSWERS = {
  basics: {
    hub_name: HUB,
    hub_name_kana: "えんしゅうかんれいちしげんじゅんかんいのべーしょんきょてん",
    hub_name_en: "Enshu Hub for Circular Use of Resources in Cold Regions",
    head_name: "架空 一子",
    head_post: "演習大学 研究推進部 教授",
    contact: "架空 二郎（演習大学 工学部 産学連携室）",
    contact_mail: "renkei@enshu.example",
    summary: "寒さの厳しい地域の農林水産業から出る未利用の資源を、素材とエネルギーに変える研究と事業化を、"
      + "地域の企業三十社と共に進める拠点です。実証の設備を企業に開き、試作から量産までを一か所で支えます。",
  },
  operator: {
    operator_corporation: "国立大学法人演習大学",
    operator_school: "演習大学",
    operator_kind: "national",
    operator_head_post: "学長",
    operator_head_name: "架空 元",
    operator_self: "confirmed",
    place_kind: "one",
    real_organisation: "confirmed",
    real_organisation_how: "学則に基づく規程で設け、拠点長が運営会議を開いて決めます。専任の教職員が所属し、会計は独立の単位です。",
  },
  vision: {
    aim: "十年後に、地域で出る未利用資源の半分が地域の中で価値に変わっている姿を目指します。\n"
      + "運搬の費用と冬の凍結が妨げとなり、資源の多くは捨てられています。この課題を、その場で処理できる小型の設備と、"
      + "企業が互いの副産物を使い合う仕組みで解きます。",
    plan: "一年目に実証設備を開放し、二年目に五社との共同事業を始め、三年目に収入の半分を企業から得ます。\n"
      + "更なる展開への壁は、量産の担い手と、寒冷地の外での実績の不足です。前者は地域の機械企業と、後者は他の拠点と組んで越えます。",
    overseas_plan: "北欧の三つの研究機関と、寒冷地の資源循環の規格を共に作り、設備の輸出につなげます。",
    regional_plan: "地域の十二市町村と協定を結び、企業の困り事を月に一度の相談会で受け付け、四半期ごとに進み具合を公表します。",
  },
  base: {
    people: "研究者十八名、専従の支援スタッフ六名の体制です。支援スタッフは任期を定めずに雇い、企業での研修を毎年行います。",
    support_staff: "6.5",
    "staff.1": { heads: "18", fte: "9", permanent: "12" },
    "staff.2": { heads: "2", fte: "2", permanent: "2" },
    "staff.3": { heads: "2", fte: "2", permanent: "1" },
    "staff.4": { heads: "1", fte: "1", permanent: "1" },
    "staff.5": { heads: "1", fte: "0.5", permanent: "1" },
    "staff.6": { heads: "1", fte: "1", permanent: "1" },
    "income.1": { y1: "120,000", y2: "138,500", y3: "155,200" },
    "income.2": { y1: "210,000", y2: "198,000", y3: "180,000" },
    "income.3": { y1: "40,000", y2: "40,000", y3: "42,000" },
    "income.4": { y1: "3,000", y2: "2,500", y3: "4,100" },
    facilities: "実証棟（八百平方メートル）と分析室を、企業に時間単位で開放しています。前年度の外部の利用は千二百時間です。",
    contracts: "契約のひな形を公開し、二週間以内の締結を目標としています。利益相反と安全保障輸出管理は全学の委員会が審査します。",
  },
  process: {
    process: "相談、見立て、試作、実証、事業化の五つの段階に分け、段階ごとに続けるかを企業と共に決めます。",
    network: "副産物の量と質を登録する一覧を作り、使い手を探す会を年に六回開いています。三年で十四の組合せが生まれました。",
    improvement: "利用した企業に半年ごとに尋ね、結果と直した点を運営会議で公表しています。",
  },
  outcome: {
    joint_research: "42",
    outcome_kinds: ["contracts"],
    outcomes: "共同研究四十二件、特許の実施許諾十一件、起業三社。うち一社は地域で二十五名を雇用しています。",
  },
};

// The answer to one control: "income.2.y3" is a column of its row.
export const answerOf = (answers, name) => answers[name] ?? answers[name.replace(/\.[^.]*$/, "")]?.[name.split(".").pop()];
// Puts it in: chooses, ticks or types.
export async function put(box, answer) {
  if (await box.locator('input[type="radio"], input[type="checkbox"]').count())
    for (const one of [answer].flat()) await box.locator(`input[value="${one}"]`).check();
  else await box.locator("input:not([type=hidden]), textarea").first().fill(answer);
}

// Scores and remarks of the reviewers, by name and key of the criterion.
export const scores = {
  "仮名 史郎": { vision: 4, base: 4, process: 3, outcome: 4 },
  "仮名 涼": { vision: 5, base: 4, process: 4, outcome: 3 },
};
const REMARKS = {
  vision: "十年後の姿と、そこへ至る節目が具体的に示されている。壁の見立てにも無理がない。",
  base: "支援スタッフを任期なく雇う体制は評価できる。企業からの収入の伸びは緩やかである。",
  process: "段階ごとに続けるかを決める進め方は分かりやすい。やめた例の記載がほしい。",
  outcome: "共同研究と起業の実績が根拠とともに示されている。地域の雇用への効果も確かめられる。",
  overall: "寒冷地の企業に開かれた拠点として、選抜するにふさわしいと考える。",
};
export const remark = (who, key) => `${REMARKS[key]}（${who}）`;
