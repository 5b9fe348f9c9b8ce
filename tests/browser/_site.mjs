// _site.mjs: a fresh rehearsal of the built program, people in Debian's Chromium, and what every page must hold.
//
// import { site, walk } from "./_site.mjs"; the scratch folder is the script's first argument, KYOTEN_BUILD the build.
// Nothing here waits for time: every wait is for a state, and bounded.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export const root = new URL("../../", import.meta.url).pathname;
const program = (process.env.KYOTEN_BUILD ?? root + "build") + "/kyoten";
const scratch = mkdtempSync((process.argv[2] ?? tmpdir()) + "/kyoten-browser-");
export const START = "2026-11-24T11:30:00+09:00"; // half an hour before the noon of the deadline
const PATIENCE = Number(process.env.KYOTEN_PATIENCE ?? 20000);

// ── TAP ──
let count = 0, failed = 0;
export function ok(good, sentence, why = "") {
  count++;
  if (!good) failed++;
  const reason = good || !why ? "" : "\n# " + String(why).slice(0, 3000).replaceAll("\n", "\n# ");
  console.log(`${good ? "ok" : "not ok"} ${count} - ${sentence}${reason}`);
  return good;
}
export const same = (got, wanted, sentence) =>
  ok(got === wanted, sentence, `got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);

// One stretch of the walk: true when nothing in it threw; a throw names the stretch and where the pages stood.
export async function stretch(sentence, work) {
  try {
    await work();
    return ok(true, sentence);
  } catch (e) {
    const where = people.map((p) => p.url()).filter((u) => u !== "about:blank").join(" ");
    const shots = await Promise.all(people.map((p, i) =>
      p.screenshot({ path: `${scratch}/failed-${count + 1}-${i}.png`, fullPage: true }).catch(() => null)));
    return ok(false, sentence, `${e.message}\n${e.stack.split("\n").filter((l) => l.includes(root)).join("\n")}\n`
      + `pages: ${where}\n${shots.length} pictures: ${scratch}/failed-${count + 1}-*.png`);
  }
}

// ── the program ──
export const kyoten = (...args) => execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: "pipe" });

async function serve(data) {
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0", "--now", START],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise((done) => child.on("exit", done));
  let said = "", log = "";
  child.stderr.on("data", (d) => { log = (log + d).slice(-4000); });
  const ready = new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error("the site did not start: " + log)), 30000);
    child.stdout.on("data", (d) => {
      said += d;
      if (/\n$/.test(said)) { clearTimeout(late); done(); } // address and ways in are flushed as one
    });
    child.on("exit", (code) => fail(new Error(`the site ended with ${code}: ${log}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const hard = setTimeout(() => child.kill("SIGKILL"), 40000);
    await gone;
    clearTimeout(hard);
  };
  process.on("exit", () => child.kill("SIGKILL"));
  await ready;
  const [address, ...ways] = said.trim().split("\n");
  return {
    data, stop, log: () => log,
    address: address.replace(/\/$/, ""),
    ways: ways.map((line) => { const [duty, name, to] = line.split("\t"); return { duty, name, to }; }),
  };
}

// ── people ──
let browser, here;
const people = [];

// A person at a browser of their own; options as Playwright's newContext.
export async function visitor(options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 }, locale: "ja-JP", timezoneId: "Asia/Tokyo", ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.script = options.javaScriptEnabled !== false;
  page.titles = new Map(); // of each page that this person saw: what it is the title of
  page.mistakes = [];
  page.on("pageerror", (e) => page.mistakes.push(String(e)));
  page.on("console", (m) => {
    if (m.type() === "error" && m.location().url !== page.url()) page.mistakes.push(`${m.text()} ${m.location().url}`);
  });
  page.on("response", (r) => {
    if (r.request().isNavigationRequest() && r.frame() === page.mainFrame()) page.status = r.status();
  });
  people.push(page);
  return page;
}

// Signs in through the rehearsal's way in for that person: "演習 花子".
export async function enter(page, name) {
  const way = here.ways.find((w) => w.name === name);
  if (!way) throw new Error(`no way in for ${name}`);
  await page.goto(way.to);
  await page.locator("main form button").first().click();
  await page.locator("header form[action='/sign-out']").waitFor();
  return page;
}
export const go = (page, path) => page.goto(here.address + path);

// ── what every page holds ──
const keys = new Set(readdirSync(root + "locale/ja").filter((f) => f.endsWith(".po")).flatMap((f) =>
  [...readFileSync(root + "locale/ja/" + f, "utf8").matchAll(/^msgid "([a-z0-9_]+(?:\.[a-z0-9_]+)+)"/gm)].map((m) => m[1])));
const kind = (url) => new URL(url).pathname.replace(/\/(?=[^/]*[A-Z0-9_-]*\d)[A-Za-z0-9_-]{6,}/g, "/:id").replace(/\/\d+/g, "/:n");

async function faultsOfAxe(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
  return violations.map((v) => `axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" ")}`);
}

const look = (allKeys) => {
  const text = document.body.innerText;
  const words = new Set(text.match(/[a-z0-9_]+(?:\.[a-z0-9_]+)+/g) ?? []);
  return {
    lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll("h1").length,
    keys: allKeys.filter((k) => words.has(k)).concat(text.match(/\{\d\}/g) ?? []),
  };
};

async function faultOfFocus(page) {
  await page.keyboard.press("Tab");
  const at = await page.evaluate(() => {
    const e = document.activeElement, s = getComputedStyle(e);
    const seen = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
    e.blur();
    return { what: e.outerHTML.slice(0, 100), seen };
  });
  return at.seen ? [] : [`the first tab stop shows no focus: ${at.what}`];
}

async function faultOfWidth(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const box = (e) => e.getBoundingClientRect();
    const what = [...document.querySelectorAll("main *, header *, footer *")].find((e) =>
      box(e).right > clientWidth + 1 && !e.closest(".scroll, .hidden, svg, .skip"));
    return scrollWidth > clientWidth ? `${scrollWidth} px: ${what?.outerHTML.slice(0, 160)}` : "";
  });
  await page.setViewportSize(size);
  return wide ? ["scrolls sideways at 320 px, " + wide] : [];
}

// The page as it stands: status, language, title, one h1, words, width, focus, console, and axe (WCAG 2.2 AA).
export async function check(page, name, { status = 200, lang = "ja" } = {}) {
  const seen = await page.evaluate(look, [...keys]);
  const faults = [];
  const wrong = (bad, why) => { if (bad) faults.push(why); };
  wrong(page.status !== status, `status ${page.status}, not ${status}`);
  wrong(seen.lang !== lang, `lang is ${seen.lang}`);
  wrong(!seen.title, "no title");
  wrong(seen.h1 !== 1, `${seen.h1} h1`);
  wrong(seen.keys.length, `words that are keys: ${seen.keys.join(" ")}`);
  const title = seen.title.replace(/エラー：|Error: /, ""), other = page.titles.get(title);
  wrong(other && status < 400 && other !== kind(page.url()), `the title 「${title}」 is also that of ${other}`);
  if (status < 400) page.titles.set(title, kind(page.url()));
  faults.push(...await faultOfWidth(page), ...await faultOfFocus(page));
  if (page.script) faults.push(...await faultsOfAxe(page));
  wrong(page.mistakes.length, page.mistakes.splice(0).join("\n"));
  return ok(faults.length === 0, `${name}: the page holds what every page holds`, `${page.url()}\n${faults.join("\n")}`);
}

// docs/images/NAME.png, only when KYOTEN_SNAP is set: pictures are remade on purpose.
export async function snap(page, name, { top = "main", height = 800 } = {}) {
  if (!process.env.KYOTEN_SNAP) return;
  const path = `${root}docs/images/${name}.png`;
  mkdirSync(root + "docs/images", { recursive: true });
  await page.setViewportSize({ width: 1280, height });
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.querySelectorAll(".workbench > *").forEach((pane) => pane.scrollTo(0, 0)));
  if (top !== "main") await page.locator(top).first().evaluate((e) => e.scrollIntoView({ block: "start" }));
  else await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path, animations: "disabled" });
  await page.setViewportSize({ width: 1280, height: 800 });
  ok(statSync(path).size < 200e3, `the picture ${name} is smaller than 200 kB`, statSync(path).size);
}

// ── forms ──
export const field = (page, name) => page.locator(`[data-field="${name}"]`);

// Types into a field, leaves it, and waits until the page says that it is saved; returns what it says.
export async function autosave(page, name, text) {
  const box = field(page, name);
  await box.locator("input, textarea").first().fill(text);
  await page.keyboard.press("Tab");
  const line = box.locator('[data-saved][data-state="saved"]');
  await line.waitFor();
  return line.innerText();
}

// Clicks the first button or link of that name in the content.
export const press = (page, role, name) => page.locator("main").getByRole(role, { name }).first().click();
// Waits for the sentence that tells what the last act did, and returns it.
export async function notice(page) {
  const box = page.locator('main > [role="status"] .banner');
  await box.waitFor();
  return box.innerText();
}

// Clicks a download; returns where it lies.
export async function save(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = `${scratch}/${download.suggestedFilename()}`;
  await download.saveAs(path);
  return path;
}

// The office pushes the rehearsal's clock to year, month, day, hour, minute.
export async function pushClock(office, ...to) {
  await go(office, "/office/clock");
  for (const [i, part] of ["year", "month", "day", "hour", "minute"].entries())
    await office.locator(`[name="to-${part}"]`).fill(String(to[i]));
  await office.locator("main form").last().locator("button").click();
  return notice(office);
}

// ── the walk ──
// Makes and serves a rehearsal, opens the browser, runs the work, and stops both whatever happens.
export async function walk(work) {
  const data = scratch + "/site";
  try {
    kyoten("init", "--data", data, "--programme", root + "programmes/j-innovation-hub", "--rehearsal", "--now", START);
    here = await serve(data);
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
    await work(here);
  } catch (e) {
    ok(false, "the walk comes to its end", e.stack);
  } finally {
    await browser?.close();
    await here?.stop();
  }
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
}
export { scratch };
