// noscript.mjs: the applicant's whole path with JavaScript switched off: ordinary buttons, mistakes, a session that ends in
// the middle of a page, submission and receipt.
import { ANSWERS, answerOf, put } from "./_answers.mjs";
import { check, enter, go, kyoten, notice, ok, press, same, save, stretch, visitor, walk } from "./_site.mjs";

const TITLE = "演習里山木質資源イノベーション拠点";
const PASSWORD = "yama to kawa to umi";

// Types a whole section, without saving it.
async function type(page, answers) {
  for (const name of await page.locator("[data-field]").evaluateAll((all) => all.map((e) => e.dataset.field))) {
    const text = answerOf(answers, name);
    if (text !== undefined) await put(page.locator(`[data-field="${name}"]`), text);
  }
}

await walk(async () => {
  const page = await enter(await visitor({ javaScriptEnabled: false }), "架空 一子");
  await stretch("a password is set, with one mistake on the way", async () => {
    await go(page, "/account");
    await check(page, "the account");
    await page.locator('[name="password"]').fill("kurz");
    await press(page, "button", /パスワードを/);
    await check(page, "a password that is too short", { status: 422 });
    await page.locator('[name="password"]').fill(PASSWORD);
    await press(page, "button", /パスワードを/);
    await notice(page);
  });
  await stretch("a mistake in a form leaves what was typed, and its summary leads to the field", async () => {
    await go(page, "/applications");
    await check(page, "the applicant's list");
    await go(page, "/applications/new?call=7");
    await page.locator('[name="type"][value="regional_contribution"]').check();
    await press(page, "button", /始|作成/);
    await check(page, "a new application without a name", { status: 422 });
    same(await page.locator('[name="type"][value="regional_contribution"]').isChecked(), true, "what was chosen stays chosen");
    const link = page.locator("#errors a").first();
    const to = (await link.getAttribute("href")).slice(1);
    await link.click();
    same(await page.locator(`[id="${to}"]`).count(), 1, "the summary leads to the field");
    await page.locator('[name="title"]').fill(TITLE);
    await page.locator('[name="institution"]').selectOption({ label: "演習大学" });
    await press(page, "button", /始|作成/);
    await notice(page);
    await check(page, "the application, begun");
  });
  const application = new URL(page.url()).pathname;
  await stretch("every section is saved by its button", async () => {
    for (const [key, answers] of Object.entries(ANSWERS)) {
      await go(page, `${application}/edit/${key}`);
      await type(page, answers);
      if (key === "base") continue; // the session ends there, below
      await press(page, "button", /保存/);
      await notice(page);
      if (key === "basics") await check(page, "a section, saved");
    }
  });
  await stretch("a session that ends in the middle loses nothing that was typed", async () => {
    await go(page, `${application}/edit/base`);
    await type(page, ANSWERS.base);
    await page.context().clearCookies();
    await press(page, "button", /保存/);
    await check(page, "signed out in the middle", { status: 403 });
    ok(await page.locator("body").innerText().then((t) => t.includes("サインイン")), "the page says so and leads to sign-in");
    await press(page, "button", /サインイン/);
    await page.locator('[name="email"]').fill("shinsei-a@enshu.example");
    await page.locator('[name="password"]').fill(PASSWORD);
    await page.locator("main form button").first().click();
    await check(page, "signed in again, with what was typed");
    await page.locator("main form button").first().click();
    await go(page, `${application}/edit/base`);
    same(await page.locator('[name="people"]').inputValue(), ANSWERS.base.people, "the long text came through");
    same(await page.locator('[name="income.2.y3"]').inputValue(), "180,000", "and so did the table");
  });
  await stretch("the check says what is missing until nothing is, and the button submits", async () => {
    await go(page, `${application}/edit/vision`);
    await page.locator('[name="aim"]').fill("");
    await press(page, "button", /保存/);
    await go(page, `${application}/review`);
    await check(page, "the check with a gap");
    await page.locator("main a", { hasText: "ビジョンと目的" }).first().click();
    await page.locator('[name="aim"]').fill(ANSWERS.vision.aim);
    await press(page, "button", /保存/);
    await go(page, `${application}/review`);
    await check(page, "the check, complete");
    await submit(page);
    await check(page, "the receipt");
  });
  await stretch("receipt and proof are downloads like any other", async () => {
    const pdf = await save(page, page.locator('main a[href*="pdf"]').first());
    ok(pdf.endsWith(".pdf"), "the receipt is a PDF");
    const json = await save(page, page.locator('main a[href*="json"]').first());
    ok(kyoten("verify-receipt", json).length >= 0, "kyoten verify-receipt holds the proof for true");
  });
});

async function submit(page) {
  const box = page.locator('main form[action$="/submit"]');
  if (await box.locator('[name="confirm"]').count()) await box.locator('[name="confirm"]').check();
  await box.locator("button").first().click();
  await page.waitForURL(/\/receipt/);
}
