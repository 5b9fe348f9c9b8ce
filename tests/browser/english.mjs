// english.mjs: the pages of the public and of the applicant in English, by the switch at the top of the page.
// Japanese letters stand only in names (of people, institutions, hubs: the sources give them in Japanese), in what applicants
// wrote, and where lang="ja" says so.
import { check, enter, go, ok, same, stretch, visitor, walk } from "./_site.mjs";

const japaneseLeft = ([names, written]) => {
  const found = [];
  const japanese = (text) => /[\u3040-\u30ff\u3400-\u9fff]/.test(names.reduce((t, name) => t.replaceAll(name, ""), text));
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (japanese(data) && parentElement.closest("[lang]").lang !== "ja"
      && !parentElement.closest("script, style, textarea") && !parentElement.closest(written)) found.push(data.trim().slice(0, 60));
  }
  for (const e of document.querySelectorAll("[aria-label], [alt], [title], [data-saved], [data-leave]"))
    for (const name of ["aria-label", "alt", "title", "data-saved", "data-leave"])
      if (japanese(e.getAttribute(name) ?? "") && e.closest("[lang]").lang !== "ja")
        found.push(`${name}: ${e.getAttribute(name).slice(0, 60)}`);
  return [...new Set(found)];
};

let names = [];
// written: where the page shows what an applicant wrote.
async function english(page, name, { written = "textarea", ...options } = {}) {
  await check(page, name, { lang: "en", ...options });
  const left = await page.evaluate(japaneseLeft, [names, written]);
  ok(left.length === 0, `${name}: no Japanese letters are left`, `${page.url()}\n${left.slice(0, 20).join("\n")}`);
}

const PUBLIC = [["/", "the first page"], ["/hubs", "the register"], ["/hubs/r5-01", "the page of a hub"],
  ["/hubs?q=Tokyo", "a search in the register"], ["/check", "is it designated?"], ["/check?q=r5-01", "an answer to it"],
  ["/calls", "the calls"], ["/calls/7", "the call"], ["/data", "the data"], ["/about", "about the site"]];

await walk(async (site) => {
  const { hubs } = await (await fetch(site.address + "/api/v1/hubs")).json();
  names = [...site.ways.map((w) => w.name), "演習大学 研究推進部", "演習大学",
    ...hubs.flatMap((h) => [h, ...h.names].flatMap((n) => [n.institution, n.name]))].sort((a, b) => b.length - a.length);
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
  await stretch("the public reads everything in English", async () => {
    for (const [path, name] of PUBLIC) {
      await go(page, path);
      await english(page, name);
    }
  });
  await stretch("the applicant writes in English", async () => {
    await enter(page, "架空 一子");
    await go(page, "/account");
    await english(page, "the account");
    await go(page, "/applications");
    names.unshift("演習大学 素材試作オープンラボ"); // of the fictional round
    await english(page, "the applicant's list");
    await go(page, "/applications/new?call=7");
    const known = await page.locator('[name="institution"] option').allTextContents();
    names = [...new Set([...names, ...known])].filter(Boolean).sort((a, b) => b.length - a.length);
    await english(page, "a new application");
    await page.locator("main form button").first().click();
    await english(page, "a new application with gaps", { status: 422 });
    await go(page, "/applications");
    await page.locator('main a[href^="/applications/"]:not([href*="new"])').first().click();
    await page.waitForURL(/\/applications\/(?!new)[^/]+$/);
    await english(page, "the application");
    const application = new URL(page.url()).pathname;
    for (const key of ["basics", "operator", "vision", "base", "process", "outcome"]) {
      await go(page, `${application}/edit/${key}`);
      await english(page, `section ${key}`);
    }
    for (const part of ["review", "history"]) {
      await go(page, `${application}/${part}`);
      await english(page, `the application's ${part}`, { written: "dd" });
    }
  });
});
