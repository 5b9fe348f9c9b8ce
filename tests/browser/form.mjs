// form.mjs: the application form: what is asked only under a condition, rows that are added, sums and shares as they are
// typed, figures to look at again, how far the sections are; with the script and without, and at 320 px.
import { autosave, check, enter, field, go, notice, ok, press, same, save, snap, stretch, visitor, walk } from "./_site.mjs";

const begin = async (page, title) => {
  await go(page, "/applications/new?call=7");
  await page.locator('[name="type"][value="regional_contribution"]').check();
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="institution"]').selectOption({ label: "演習大学" });
  await press(page, "button", /始|作成/);
  await notice(page);
  return new URL(page.url()).pathname;
};
const choose = async (page, name, value) => {
  await field(page, name).locator(`input[value="${value}"]`).check();
  await field(page, name).locator('[data-saved][data-state="saved"]').waitFor();
};
const asked = (page, name) => field(page, name).isVisible();
const section = (page, key) => page.locator(`[data-section="${key}"] small`).innerText();

async function withScript(page) {
  let path = "";
  await stretch("an answer asks for more at once, and what is no longer asked goes and keeps its text", async () => {
    path = await begin(page, "演習条件拠点");
    await go(page, `${path}/edit/operator`);
    await check(page, "the operating body");
    same(await asked(page, "operator_equivalent"), false, "the reason is not asked at first");
    const before = await section(page, "operator");
    await choose(page, "operator_kind", "equivalent");
    await field(page, "operator_equivalent").waitFor({ state: "visible" });
    ok(before !== await section(page, "operator"), "the mark of the section has changed with the answer", before);
    await autosave(page, "operator_equivalent", "設置法に基づく機関です。");
    await check(page, "the operating body with a condition that holds");
    await choose(page, "operator_kind", "national");
    await field(page, "operator_equivalent").waitFor({ state: "hidden" });
    await choose(page, "operator_kind", "equivalent");
    await field(page, "operator_equivalent").waitFor({ state: "visible" });
    same(await field(page, "operator_equivalent").locator("textarea").inputValue(), "設置法に基づく機関です。", "the text is there again");
    await snap(page, "form-condition");
  });
  await stretch("rows are added within the limit and each cell is saved", async () => {
    await choose(page, "place_kind", "several");
    await field(page, "places.1.name").waitFor({ state: "visible" });
    same(await asked(page, "places.3.name"), false, "two rows are shown at first");
    await press(page, "button", /行を追加/);
    await field(page, "places.3.name").waitFor({ state: "visible" });
    await autosave(page, "places.3.name", "演習実証棟");
    await page.reload();
    same(await asked(page, "places.3.name"), true, "a row that is filled is shown again");
    same(await field(page, "places.3.name").locator("input").inputValue(), "演習実証棟", "and has its text");
    const rows = await page.locator("#f-places tbody tr:visible").count();
    await field(page, "places.3.name").locator("input").press("Enter"); // saves, and adds nothing
    await notice(page);
    same(await page.locator("#f-places tbody tr:visible").count(), rows, "Enter in a field saves the section");
    for (let i = 3; i < 10; i++) await press(page, "button", /行を追加/);
    same(await page.locator('[data-add-row="f-places"]').isVisible(), false, "after the last row the button is gone");
    await check(page, "a table with all its rows");
  });
  await stretch("sums of columns and rows and shares follow the typing and agree with the server", async () => {
    await go(page, `${path}/edit/base`);
    for (const [cell, amount] of [["income.1.y1", "1,000"], ["income.2.y1", "2500.5"], ["income.1.y2", "３００"]])
      await autosave(page, cell, amount);
    const figures = () => page.locator("output").allInnerTexts();
    const typed = await figures();
    await page.reload();
    same(JSON.stringify(await figures()), JSON.stringify(typed), "what the script added is what the server adds");
    ok(typed.includes("3,500.5") && typed.includes("28.6%") && typed.includes("1,300"), "sums and share", typed.join(" "));
    await check(page, "the section with tables");
    await snap(page, "form-tables", { top: "#f-staff" });
  });
  await stretch("several choices ask for more, a number for more again, and a date is taken in both calendars", async () => {
    await go(page, `${path}/edit/outcome`);
    same(await asked(page, "startup_count"), false, "nothing follows at first");
    await choose(page, "outcome_kinds", "licences");
    await field(page, "licence_income").waitFor({ state: "visible" });
    await choose(page, "outcome_kinds", "startups");
    await field(page, "startup_count").waitFor({ state: "visible" });
    same(await asked(page, "startup_names"), false, "names only when there are some");
    await autosave(page, "startup_count", "２");
    await field(page, "startup_names").waitFor({ state: "visible" });
    await check(page, "the section with what follows from choices");
    await autosave(page, "startup_count", "0");
    await field(page, "startup_names").waitFor({ state: "hidden" });
    await go(page, `${path}/edit/operator`);
    for (const [part, text] of [["year", "令和2"], ["month", "4"], ["day", "1"]])
      await page.locator(`[name="founded_on-${part}"]`).fill(text);
    await page.keyboard.press("Tab");
    await field(page, "founded_on").locator('[data-saved][data-state="saved"]').waitFor();
    await page.reload();
    same(await page.locator('[name="founded_on-year"]').inputValue(), "2020", "the day is kept as the day it is");
  });
  await stretch("figures that do not agree are a warning with the way to them, and no mistake", async () => {
    await go(page, `${path}/edit/base`);
    await autosave(page, "support_staff", "5");
    for (let r = 1; r <= 6; r++) for (const k of ["heads", "fte"]) await autosave(page, `staff.${r}.${k}`, "2");
    await go(page, `${path}/review`);
    await check(page, "the check with figures that differ");
    const odd = page.locator(".banner", { hasText: "確かめていただきたい数" });
    ok(/5と10/.test(await odd.innerText()), "both figures are named", await odd.innerText());
    await odd.locator("a").first().click();
    await page.waitForURL(/edit\/base#f-support_staff$/);
    await autosave(page, "support_staff", "10");
    await go(page, `${path}/review`);
    same(await page.locator(".banner", { hasText: "確かめていただきたい数" }).count(), 0, "and goes when they agree");
  });
  await stretch("the first page says how far each section is and leads to what is missing", async () => {
    await go(page, path);
    await check(page, "the application with what is still needed");
    ok(/\d+ \/ \d+/.test(await section(page, "base")), "n of m for each section");
    await page.locator("main ol a", { hasText: "ビジョンと目的" }).last().click();
    await page.waitForURL(/edit\/vision#f-aim$/);
    await go(page, path);
    await snap(page, "form-missing");
  });
}

async function withoutScript(page) {
  await stretch("without the script a button shows what is newly asked, and one more row", async () => {
    const path = await begin(page, "演習無線拠点");
    await go(page, `${path}/edit/operator`);
    same(await asked(page, "operator_equivalent"), false, "the reason is not asked at first");
    await field(page, "operator_kind").locator('input[value="equivalent"]').check();
    await press(page, "button", /欄を更新/);
    await page.waitForURL(/#f-operator_kind$/);
    same(await asked(page, "operator_equivalent"), true, "now it is");
    await field(page, "operator_equivalent").locator("textarea").fill("設置法に基づきます。");
    await field(page, "place_kind").locator('input[value="several"]').check();
    await page.locator('button[value="asks:place_kind"]').click();
    same(await field(page, "operator_equivalent").locator("textarea").inputValue(), "設置法に基づきます。", "the button has saved all");
    await press(page, "button", /行を追加/);
    await page.waitForURL(/rows\.places=3#f-places$/);
    same(await asked(page, "places.3.name"), true, "one more row");
    await field(page, "places.3.name").locator("input").fill("演習分室");
    await press(page, "button", /行を追加/);
    same(await field(page, "places.3.name").locator("input").inputValue(), "演習分室", "with what was typed in the row before");
    await check(page, "the operating body without the script");
  });
}

async function together(lead) {
  let path = "";
  await stretch("a former text is put back with one button", async () => {
    path = await begin(lead, "演習往復拠点");
    await go(lead, `${path}/edit/vision`);
    await autosave(lead, "aim", "初めの目的です。");
    await autosave(lead, "aim", "書き直した目的です。");
    await lead.reload();
    await field(lead, "aim").locator("..").locator("a", { hasText: "以前の文" }).first().click();
    await check(lead, "the texts of one field");
    await snap(lead, "form-former");
    await press(lead, "button", /この文に戻す/);
    await notice(lead);
    await press(lead, "link", /記入欄へ戻る/);
    same(await field(lead, "aim").locator("textarea").inputValue(), "初めの目的です。", "the first text stands again");
  });
  await stretch("signed out in the middle, the text stays, and is saved once one has signed in in another window", async () => {
    const cookies = await lead.context().cookies();
    await lead.context().clearCookies();
    await field(lead, "plan").locator("textarea").fill("消えてはならない計画です。");
    await lead.keyboard.press("Tab");
    await field(lead, "plan").locator("a", { hasText: "サインイン" }).waitFor();
    lead.mistakes.splice(0); // the browser counts the refusal
    await check(lead, "a section while signed out");
    same(await field(lead, "plan").locator("textarea").inputValue(), "消えてはならない計画です。", "the text is still there");
    await lead.context().addCookies(cookies);
    await field(lead, "plan").locator('[data-saved][data-state="saved"]').waitFor();
    lead.mistakes.splice(0);
    await lead.reload();
    same(await field(lead, "plan").locator("textarea").inputValue(), "消えてはならない計画です。", "and is saved by itself");
  });
  await stretch("the draft as a PDF says that it is not submitted", async () => {
    await go(lead, `${path}/review`);
    const file = await save(lead, lead.locator("main a", { hasText: "下書きをPDFで確認" }));
    ok(/draft-.*\.pdf$/.test(file), "it is named a draft", file);
  });
}

await walk(async () => {
  const lead = await enter(await visitor(), "架空 一子");
  await withScript(lead);
  await together(lead);
  await withoutScript(await enter(await visitor({ javaScriptEnabled: false }), "架空 一子"));
});
