// _path_review.mjs: after the deadline: pledges, declarations, rulings, assignment, score sheets.
import { check, enter, field, go, notice, ok, press, same, snap, stretch, visitor } from "./_site.mjs";
import { HUB, remark, scores } from "./_answers.mjs";

export const REVIEWERS = ["仮名 三恵", "仮名 史郎", "仮名 涼"];
export const OTHER = "演習大学 寒冷地エネルギー共創センター"; // of the fictional round
const CONFLICTED = "仮名 三恵"; // with the application of this walk
const DOUBTFUL = "仮名 涼";

// Signs the pledge and declares on every application at once.
export async function declare(page, name, from = "/review") {
  await go(page, from);
  if (name === CONFLICTED) await check(page, "the reviewer's first page");
  await press(page, "link", /誓約/);
  if (name === CONFLICTED) {
    await check(page, "the pledge");
    await press(page, "button", /誓約/);
    await page.locator("#errors").waitFor();
    await check(page, "a pledge that was not ticked", { status: 422 });
  }
  await page.locator('input[name="agree"]').check();
  await press(page, "button", /誓約/);
  await page.waitForURL(/\/review/);
  await go(page, "/review/declarations");
  const lines = page.locator("main form section");
  const many = await lines.count();
  for (let i = 0; i < many; i++) {
    const line = lines.nth(i);
    const mine = (await line.locator("h3").innerText()) === HUB;
    const category = !mine || ![CONFLICTED, DOUBTFUL].includes(name) ? "none.unrelated" : name === CONFLICTED ? "participant" : "other";
    await line.locator(`input[value="${category}"]`).check();
    if (category !== "none.unrelated")
      await line.locator("textarea").fill(category === "other" ? "十年前に学会で同じ委員会にいました。" : "拠点の共同研究に加わっています。");
  }
  if (name === CONFLICTED) {
    await check(page, "the declarations");
    await snap(page, "declarations", { top: "main form" });
  }
  await press(page, "button", /申し出/);
  await page.locator("main form section").first().waitFor({ state: "detached" });
  return many;
}

async function sheet(page, who, application) {
  await go(page, `/review/applications/${application}`);
  await page.locator("[data-autosave]").waitFor();
  const first = who === REVIEWERS[1];
  if (first) {
    await check(page, "the workbench");
    await press(page, "button", /確認/);
    await page.locator("#errors").waitFor();
    await check(page, "a score sheet with gaps", { status: 422 });
  }
  for (const key of ["vision", "base", "process", "outcome"]) {
    const score = field(page, `${key}.score`);
    await score.locator(`input[value="${scores[who][key]}"]`).check();
    await score.locator('[data-saved][data-state="saved"]').waitFor();
  }
  for (const key of await page.locator('[data-field$=".committee"]').evaluateAll((all) => all.map((e) => e.dataset.field))) {
    const box = field(page, key);
    await box.locator("textarea").fill(remark(who, key.split(".")[0]));
    await box.locator("textarea").blur();
    await box.locator('[data-saved][data-state="saved"]').waitFor();
  }
  if (first) {
    await go(page, `/review/applications/${application}`);
    await check(page, "the workbench, filled");
    await snap(page, "workbench", { top: ".workbench" });
  }
  await press(page, "button", /確認/);
  await page.waitForURL(/\/sheet$/);
  if (first) await check(page, "the score sheet by itself");
  await page.locator('input[name="confirm"]').check();
  await page.locator("main form button").last().click();
  await page.waitForURL(new RegExp(`/review/applications/${application}$`));
  if (first) await check(page, "a completed sheet beside the application");
}

// A second application of the same type, scored lower by the ordinary button.
async function sheetOfAnother(page) {
  await go(page, "/review");
  await page.locator("tr", { hasText: OTHER }).locator("a").first().click();
  await page.locator("[data-autosave]").waitFor();
  const at = page.url();
  for (const radio of await page.locator('[data-field$=".score"] input[value="3"]').all()) await radio.check();
  for (const text of await page.locator('[data-field$=".committee"] textarea').all())
    await text.fill("求められる水準にあるが、計画の節目がやや抽象的である。");
  await press(page, "button", /確認/);
  await page.waitForURL(/\/sheet$/);
  await page.locator('input[name="confirm"]').check();
  await page.locator("main form button").last().click();
  await page.waitForURL(at);
}

// office: signed in; application: its id as in addresses.
export async function review(office, application) {
  const reviewers = {};
  await stretch("every reviewer signs and declares on every application before any opens", async () => {
    for (const name of REVIEWERS) {
      const page = reviewers[name] = await enter(await visitor(), name);
      await go(page, `/review/applications/${application}`);
      same(page.status, 404, `${name}: before the declarations no application opens`);
      ok(await declare(page, name) > 0, `${name}: there is something to declare on`);
    }
  });
  await stretch("the office rules on what is doubtful, with a reason", async () => {
    await go(office, "/office");
    await check(office, "the desk in the review");
    await snap(office, "desk");
    await go(office, "/office/review");
    await check(office, "the office's view of the review");
    await go(office, "/office/review/declarations");
    await check(office, "the declarations as the office sees them");
    const row = office.locator("tr", { hasText: DOUBTFUL }).filter({ hasText: HUB });
    await row.locator('button[value="0"]').click();
    await office.locator("#errors").waitFor();
    await check(office, "a ruling without a reason", { status: 422 });
    await row.locator("textarea").first().fill("十年前の委員会での同席のみであり、審査の公正を疑わせる関係ではない。");
    await row.locator('button[value="0"]').click();
    await notice(office);
  });
  await stretch("a conflicted reviewer finds no trace of the application", async () => {
    const page = reviewers[CONFLICTED];
    await go(page, `/review/applications/${application}`);
    same(page.status, 404, "its address answers as one that never was");
    const hidden = await page.locator("main").innerText();
    await go(page, "/review/applications/00000000000000000000000000".slice(0, 16 + application.length));
    same(await page.locator("main").innerText(), hidden, "in the same words");
    await go(page, "/review");
    ok(!(await page.locator("main").innerText()).includes(HUB), "it is in no list of theirs");
  });
  await stretch("the office gives every application to reviewers who may read it", async () => {
    await go(office, "/office/review/assignments");
    await check(office, "the matrix of the assignment");
    const boxes = office.locator('main input[type="checkbox"][name="cell"]');
    for (let i = 0, n = await boxes.count(); i < n; i++) await boxes.nth(i).check();
    await snap(office, "matrix");
    await press(office, "button", /割り当て|割当て/);
    await notice(office);
  });
  await stretch("two reviewers score the application; others' sheets stay closed until one's own is complete", async () => {
    for (const name of REVIEWERS.slice(1)) {
      const page = reviewers[name];
      await go(page, "/review");
      if (name === REVIEWERS[1]) await check(page, "the reviewer's list");
      await sheet(page, name, application);
      const shown = await page.locator("main").textContent(); // others' sheets stand folded
      ok(shown.includes(remark(name, "overall")), `${name}: one's own remarks are shown`);
      same(shown.includes(remark(REVIEWERS[1], "overall")), true,
        name === REVIEWERS[1] ? "nobody else has completed a sheet" : "with one's own sheet complete the other's is shown");
    }
    await sheetOfAnother(reviewers[REVIEWERS[1]]);
  });
}
