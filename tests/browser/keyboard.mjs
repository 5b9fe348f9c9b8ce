// keyboard.mjs: signing in, a mistake on the way, one section of the form, and submission, with nothing but the keyboard.
import { ANSWERS, answerOf, put } from "./_answers.mjs";
import { check, enter, field, go, ok, same, stretch, visitor, walk } from "./_site.mjs";

const focused = (page) => page.evaluate(() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return { tag: e.tagName, id: e.id, name: e.name ?? "", text: e.innerText?.trim() ?? "", outline: parseFloat(s.outlineWidth) };
});

// Presses Tab until the focus is where `wanted` says, at most 60 times; every stop must show the focus.
async function tabTo(page, what, wanted) {
  const hidden = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.tag !== "BODY" && !(at.outline >= 2)) hidden.push(JSON.stringify(at));
    if (wanted(at)) {
      ok(hidden.length === 0, `every stop on the way to ${what} shows the focus`, hidden.join("\n"));
      return;
    }
  }
  throw new Error(`${what} cannot be reached with Tab`);
}

await walk(async (site) => {
  const page = await visitor();
  let application = "";
  await stretch("the keyboard alone signs a person in", async () => {
    await go(page, "/sign-in");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // the skip link
    same((await focused(page)).id, "main", "the skip link leads to the content");
    await tabTo(page, "the address", (at) => at.name === "email");
    await page.keyboard.type("dare@enshu.example");
    await tabTo(page, "the password", (at) => at.name === "password");
    await page.keyboard.type("kore-wa-chigau");
    await page.keyboard.press("Enter");
    await page.locator("#errors").waitFor();
    same((await focused(page)).id, "errors", "after a mistake the focus is on the summary");
    same(await page.locator('[name="email"]').inputValue(), "dare@enshu.example", "the address that was typed stays");
    await check(page, "sign-in with a mistake", { status: 422 });
    await go(page, "/sign-in");
    await tabTo(page, "the way in of the applicant", (at) => at.text.includes("架空 一子"));
    await page.keyboard.press("Enter");
    await page.locator("form[action='/sign-out']").waitFor();
  });
  await stretch("the keyboard alone writes a section", async () => {
    await go(page, "/applications");
    await tabTo(page, "the application", (at) => at.text.includes("素材試作オープンラボ"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/applications\/[^/]+$/);
    application = new URL(page.url()).pathname;
    await tabTo(page, "the third section", (at) => at.text.includes("イノベーション創出のためのプロセス"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/edit\/process$/);
    for (const [name, text] of Object.entries(ANSWERS.process)) {
      await tabTo(page, name, (at) => at.name === name);
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
      await page.keyboard.press("Tab");
      await field(page, name).locator('[data-saved][data-state="saved"]').waitFor();
      await page.keyboard.press("Shift+Tab");
    }
  });
  await stretch("the keyboard alone submits", async () => {
    const other = await enter(await visitor(), "架空 一子"); // the rest of the form, by the ordinary button
    for (const key of ["operator", "base", "outcome"]) {
      await go(other, `${application}/edit/${key}`);
      for (const name of await other.locator("[data-field]").evaluateAll((all) => all.map((e) => e.dataset.field))) {
        const text = answerOf(ANSWERS[key], name);
        if (text !== undefined) await put(field(other, name), text);
      }
      await other.locator("main form button", { hasText: "保存する" }).last().click();
      await other.locator('main > [role="status"]').waitFor();
    }
    await tabTo(page, "the way to the check", (at) => at.tag === "BUTTON" && at.text.includes("提出前の確認"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/review$/);
    await tabTo(page, "the button that submits", (at) => at.tag === "BUTTON" && at.text.includes("提出"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/receipt$/);
    await check(page, "the receipt");
  });
});
