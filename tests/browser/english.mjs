// english.mjs: the pages of the public and of the applicant in English, by the switch at the top of the page.
// Japanese letters stand only in names of people, and where lang="ja" says so.
import { check, enter, go, ok, same, stretch, visitor, walk } from "./_site.mjs";

const japaneseLeft = (names) => {
  const found = [];
  const japanese = (text) => /[\u3040-\u30ff\u3400-\u9fff]/.test(names.reduce((t, name) => t.replaceAll(name, ""), text));
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (japanese(data) && parentElement.closest("[lang]").lang !== "ja"
      && !parentElement.closest("script, style, textarea")) found.push(data.trim().slice(0, 60));
  }
  for (const e of document.querySelectorAll("[aria-label], [alt], [title], [data-saved], [data-leave]"))
    for (const name of ["aria-label", "alt", "title", "data-saved", "data-leave"])
      if (japanese(e.getAttribute(name) ?? "") && e.closest("[lang]").lang !== "ja")
        found.push(`${name}: ${e.getAttribute(name).slice(0, 60)}`);
  return [...new Set(found)];
};

let names = [];
async function english(page, name, options = {}) {
  await check(page, name, { lang: "en", ...options });
  const left = await page.evaluate(japaneseLeft, names);
  ok(left.length === 0, `${name}: no Japanese letters are left`, `${page.url()}\n${left.slice(0, 20).join("\n")}`);
}

await walk(async (site) => {
  names = [...site.ways.map((w) => w.name), "演習大学 研究推進部", "演習大学"];
  const page = await visitor({ locale: "ja-JP" });
  await stretch("the switch at the top turns a page into English and stays there", async () => {
    await go(page, "/sign-in");
    await page.locator('.site-tools a[hreflang="en"]').click();
    await page.locator('html[lang="en"]').waitFor();
    same(new URL(page.url()).pathname, "/sign-in", "the switch leads back to the same page");
    await english(page, "sign-in");
    await go(page, "/register");
    await english(page, "registration");
    await go(page, "/recover");
    await english(page, "a forgotten password");
    await go(page, "/nowhere");
    await english(page, "a page that is not there", { status: 404 });
  });
  await stretch("the applicant signs in in English", async () => {
    await enter(page, "架空 一子");
    await go(page, "/account");
    await english(page, "the account");
  });
});
