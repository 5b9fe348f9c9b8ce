// _path_apply.mjs: from the call page to the receipt: registration, every section by autosave, files, two people, submission.
import { readFileSync } from "node:fs";
import { ANSWERS, HUB } from "./_answers.mjs";
import { autosave, check, enter, field, go, kyoten, notice, ok, press, same, scratch, snap, stretch, visitor } from "./_site.mjs";

export const START_OF_CLOCK = /^11:3\d:\d\d|^11:[45]\d:\d\d/;

// A small PDF, as Chromium prints one.
export async function makePdf(page) {
  const path = scratch + "/evidence.pdf";
  const other = await page.context().newPage();
  await other.setContent("<h1>演習大学の実績</h1>");
  await other.pdf({ path });
  await other.close();
  return path;
}

// Fills one section by leaving field after field; returns how many said that they were saved.
export async function fillSection(page, answers) {
  let saved = 0;
  for (const name of await page.locator("[data-field]").evaluateAll((all) => all.map((e) => e.dataset.field))) {
    const text = answers[name] ?? answers[name.replace(/\.[^.]*$/, "")]?.[Number(name.slice(-1)) - 1];
    if (text === undefined) continue;
    const box = field(page, name);
    if (await box.locator('input[type="radio"]').count()) await box.locator(`input[value="${text}"]`).check();
    else await box.locator("input, textarea").first().fill(text);
    await page.keyboard.press("Tab");
    await box.locator('[data-saved][data-state="saved"]').waitFor();
    saved++;
  }
  return saved;
}

async function save(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = `${scratch}/${download.suggestedFilename()}`;
  await download.saveAs(path);
  return path;
}

// The applicant begins an application to round 7; returns its address.
export async function begin(page, title = HUB) {
  await go(page, "/applications/new?call=7");
  await check(page, "a new application");
  await press(page, "button", /始|作成/);
  await page.locator("#errors").waitFor();
  await check(page, "a new application with gaps", { status: 422 });
  await page.locator('[name="type"][value="regional_contribution"]').check();
  await page.locator('[name="title"]').fill(title);
  const known = page.locator('[name="institution"]');
  if (await known.count()) await known.selectOption({ label: "演習大学" }).catch(() => null);
  if (await page.locator('[name="institution_name"]').isVisible()) {
    await page.locator('[name="institution_name"]').fill("演習大学");
    await page.locator('[name="institution_kind"]').selectOption({ index: 1 });
  }
  await press(page, "button", /始|作成/);
  await page.waitForURL(/\/applications\/[^/]+$/);
  await notice(page);
  return new URL(page.url()).pathname;
}

export { save, autosave, check, enter, visitor, stretch, readFileSync, kyoten, ok, same, snap, ANSWERS };
