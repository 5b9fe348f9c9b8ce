// styleguide.mjs: every component in a real browser: axe (WCAG 2.2 AA), 320 px, keyboard, autosave, no script.
//
//   node tests/browser/styleguide.mjs        TAP; needs build/styleguide-page, npm ci, Debian's chromium
import { createRequire } from "node:module";
import { serveStyleguide } from "./serve_styleguide.mjs";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let count = 0, failed = 0;
function check(ok, name, why = "") {
  count++;
  if (!ok) failed++;
  console.log(`${ok ? "ok" : "not ok"} ${count} - ${name}${ok || !why ? "" : "\n# " + String(why).replaceAll("\n", "\n# ")}`);
}

let answer = () => ({ state: "saved", at: "11:58:31", revision: 4 });
const sent = [];
const site = await serveStyleguide((form, headers) => { sent.push({ form, headers }); return answer(form); });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

async function open(options, address = site.address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
  const page = await context.newPage();
  page.mistakes = [];
  page.on("pageerror", (e) => page.mistakes.push(String(e)));
  page.on("console", (m) => { if (m.type() === "error") page.mistakes.push(m.text()); });
  await page.goto(address);
  return page;
}

async function faults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" ")}`);
}

const sideways = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;

// axe and width
for (const width of [1280, 768, 320]) {
  const page = await open({ viewport: { width, height: 1000 } });
  const found = await faults(page);
  check(found.length === 0, `axe finds nothing at ${width} px`, found.join("\n"));
  check(!await page.evaluate(sideways), `nothing scrolls sideways at ${width} px`);
  check(page.mistakes.length === 0, `no mistake in the console at ${width} px`, page.mistakes.join("\n"));
  await page.context().close();
}
{
  const page = await open({}, site.address + "?lang=en");
  const found = await faults(page);
  check(found.length === 0, "axe finds nothing in English", found.join("\n"));
  await page.context().close();
}
{
  const page = await open({ forcedColors: "active", reducedMotion: "reduce" });
  const found = await faults(page);
  check(found.length === 0, "axe finds nothing with forced colours", found.join("\n"));
  await page.context().close();
}

// keyboard
{
  const page = await open({});
  check(await page.evaluate(() => document.activeElement.id) === "errors", "the error summary has the focus");
  await page.route("**/kyoten.js", (route) => route.abort()); // so that the walk begins at the top
  await page.reload();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  check(first === "skip", "the first stop is the skip link", first);
  const invisible = [];
  let stops = 0;
  for (; stops < 120; stops++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement, s = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      return { what: e.outerHTML.slice(0, 120), end: e === document.body, outline: s.outlineStyle + s.outlineWidth,
        small: e.matches("a,button,input,select,summary") && !e.closest("p,li ol,td,figcaption,.crumbs,.error-summary,.when")
          && Math.max(box.height, e.closest("label")?.getBoundingClientRect().height ?? 0) < 24 };
    });
    if (at.end) break;
    if (at.outline !== "solid4px") invisible.push(at.what);
    if (at.small) invisible.push("too small: " + at.what);
  }
  check(stops > 40 && invisible.length === 0, "every stop shows the focus and is large enough", stops + " " + invisible.join("\n"));
  await page.context().close();
}

// autosave
{
  const page = await open({});
  const field = page.locator('[data-field="hub"]');
  const line = field.locator("[data-saved]");
  await field.locator("input").fill("寒冷地バイオ資源拠点が");
  await page.keyboard.press("Tab");
  await line.filter({ hasText: "11:58:31 保存済み" }).waitFor();
  const { form, headers } = sent.at(-1);
  check(form.field === "hub" && form.value === "寒冷地バイオ資源拠点が" && form.base === "3" && form.csrf === "0123456789"
    && headers["x-requested-with"] === "kyoten", "a field is saved as it is left, with the revision it was based on",
    JSON.stringify(form));
  check(await field.locator("[data-counter]").textContent() === "11 / 40文字", "characters are counted as they are typed");
  check(await field.getAttribute("data-revision") === "4", "the new revision is kept");

  answer = () => ({ state: "conflict", at: "11:59:02", by: "鈴木 花子", theirs: "別の名称", revision: 9 });
  await field.locator("input").fill("わたしの名称");
  await page.keyboard.press("Tab");
  await field.locator(".both").waitFor();
  const both = await field.locator(".both").innerText();
  check(both.includes("別の名称") && both.includes("わたしの名称"), "a conflict shows both texts", both);
  check(await field.locator("input").inputValue() === "わたしの名称", "a conflict changes nothing that was typed");
  const conflict = await faults(page);
  check(conflict.length === 0, "axe finds nothing in the conflict", conflict.join("\n"));
  answer = () => ({ state: "saved", at: "11:59:20", revision: 10 });
  await field.locator('[data-keep="mine"]').click();
  await line.filter({ hasText: "11:59:20" }).waitFor();
  check(sent.at(-1).form.base === "9" && sent.at(-1).form.value === "わたしの名称", "keeping one's own saves on the newer revision");

  answer = () => null; // the connection breaks
  await field.locator("input").fill("切れている間の名称");
  await page.keyboard.press("Tab");
  await field.locator('[data-saved][data-state="failed"]').waitFor();
  check(await field.locator("input").inputValue() === "切れている間の名称", "a broken connection keeps the text");
  answer = () => ({ state: "saved", at: "12:00:01", revision: 11 });
  await line.filter({ hasText: "12:00:01" }).waitFor();
  check(sent.at(-1).form.value === "切れている間の名称", "it is sent again by itself");

  answer = () => ({ state: "refused", message: "公募は締め切られました。" });
  await page.locator('[data-field="type"] input[value="i"]').check();
  await page.locator('[data-field="type"] [data-saved]').filter({ hasText: "公募は締め切られました。" }).waitFor();
  check(sent.at(-1).form.field === "type" && sent.at(-1).form.value === "i", "a choice is saved, a refusal is told in its place");

  await page.locator('[name="b1"]').fill("１２，５００");
  check(await page.locator('[data-sum="y1"]').textContent() === "20,500", "sums follow as numbers are typed, in any width");
  await page.locator('[name="b1"]').fill("12,500.50");
  check(await page.locator('[data-sum="y1"]').textContent() === "20,500.50", "sums keep the places that were typed, as the server does");
  await page.locator('[name="b1"]').fill("多数");
  check(await page.locator('[data-sum="y1"]').textContent() === "", "no sum is shown over what is no number, as the server does");
  await page.locator('[data-show-password] input').check();
  check(await page.locator('[name="pw"]').getAttribute("type") === "text", "the password can be shown");
  await page.context().close();
}

// without script
{
  const page = await open({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  const text = await page.locator("main").innerText();
  check(text.includes("あと28分29秒") && text.includes("10 / 40文字"), "clock and counter are right without the script");
  await page.context().close();
}

await browser.close();
await site.stop();
console.log(`1..${count}`);
process.exitCode = failed ? 1 : 0;
