// _path_apply.mjs: from the call page to the receipt: registration by mail, every section by autosave, two people at one
// field, files, submission, the receipt and its proof; and what happens to a text that comes after the deadline.
import { readFileSync } from "node:fs";
import { ANSWERS, HUB, answerOf, put } from "./_answers.mjs";
import { autosave, check, enter, field, go, kyoten, notice, ok, press, same, save, scratch, snap, stretch, visitor }
  from "./_site.mjs";

const SAVED = /^\d\d:\d\d:\d\d 保存済み$/;

// A small PDF, as Chromium prints one.
async function makePdf(page) {
  const path = scratch + "/jisseki.pdf";
  const other = await page.context().newPage();
  await other.setContent("<h1>演習大学の実績</h1>");
  await other.pdf({ path });
  await other.close();
  return path;
}

// Fills one section by leaving field after field; every one must say at which second it was saved.
async function fillSection(page, answers) {
  const silent = [];
  for (const name of await page.locator("[data-field]").evaluateAll((all) => all.map((e) => e.dataset.field))) {
    const text = answerOf(answers, name), box = field(page, name);
    if (text === undefined) continue;
    await put(box, text);
    await page.keyboard.press("Tab");
    const line = box.locator('[data-saved][data-state="saved"]');
    await line.waitFor();
    if (!SAVED.test(await line.innerText())) silent.push(name);
  }
  return silent;
}

// The link in the last mail to that address, as the office reads it in the tray of the rehearsal.
async function linkFromTray(office, email) {
  await go(office, "/office/mail");
  await office.locator("main a", { hasText: email }).or(office.locator("tr", { hasText: email }).locator("a")).first().click();
  const text = await office.locator("main").innerText();
  return text.match(/https?:\/\/\S+\/link\/\S+/)[0];
}

export async function register(office, anybody) {
  await stretch("the call says when it closes and what is asked, and leads to registration", async () => {
    await go(anybody, "/calls");
    await check(anybody, "the calls");
    await go(anybody, "/calls/7");
    await check(anybody, "the call");
    await snap(anybody, "call");
  });
  await stretch("somebody new registers by mail and is an applicant", async () => {
    const page = await visitor();
    await go(page, "/register");
    await check(page, "registration");
    await page.locator('[name="email"]').fill("atarashii@enshu.example");
    await press(page, "button", /.*/);
    await page.locator("main .banner").waitFor();
    await check(page, "registration, the mail is on its way");
    await page.goto(await linkFromTray(office, "atarashii@enshu.example"));
    await check(page, "the link of the mail");
    await page.locator('[name="name"]').fill("架空 新");
    await page.locator('[name="password"]').fill("umi to yama to kawa");
    await page.locator("main form button").last().click();
    await page.locator("header form[action='/sign-out']").waitFor();
    await go(page, "/applications");
    await check(page, "the first page of a new applicant");
  });
}

// The lead applicant begins an application to round 7; returns its address.
async function begin(page) {
  await go(page, "/applications");
  await check(page, "the applicant's list");
  await go(page, "/applications/new?call=7");
  await check(page, "a new application");
  await press(page, "button", /始|作成/);
  await page.locator("#errors").waitFor();
  await check(page, "a new application with gaps", { status: 422 });
  await page.locator('[name="type"][value="regional_contribution"]').check();
  await page.locator('[name="title"]').fill(HUB);
  await page.locator('[name="institution"]').selectOption({ label: "演習大学" });
  await press(page, "button", /始|作成/);
  await page.waitForURL(/\/applications\/(?!new)[^/]+$/);
  await notice(page);
  await check(page, "the application, begun");
  return new URL(page.url()).pathname;
}

async function share(lead, application) {
  await go(lead, application);
  await lead.locator("details:has([name='email']) summary").click();
  await lead.locator('[name="email"]').fill("shinsei-b@enshu.example");
  await lead.locator('[name="role"][value="editor"]').check();
  await lead.locator('form[action$="/members"] button').first().click();
  await notice(lead);
}

// Both have the same field open; who saves second is shown both texts, and nothing is overwritten.
async function meet(lead, editor, application) {
  const [first, second] = [ANSWERS.vision.aim + "（代表の案）", ANSWERS.vision.aim + "（共同編集者の案）"];
  await go(lead, `${application}/edit/vision`);
  await go(editor, `${application}/edit/vision`);
  await autosave(lead, "aim", first);
  const box = field(editor, "aim");
  await box.locator("textarea").fill(second);
  await editor.keyboard.press("Tab");
  await box.locator(".both").waitFor();
  const both = await box.locator(".both").innerText();
  ok(both.includes("（代表の案）") && both.includes("（共同編集者の案）"), "a stale save shows both texts", both);
  same(await box.locator("textarea").inputValue(), second, "what was typed stays in the field");
  await check(editor, "two texts of one field");
  await snap(editor, "two-texts", { top: '[data-field="aim"]' });
  await go(lead, `${application}/edit/vision`);
  same(await field(lead, "aim").locator("textarea").inputValue(), first, "nothing was overwritten");
  await box.locator('[data-keep="mine"]').click();
  await box.locator('[data-saved][data-state="saved"]').waitFor();
  await go(lead, `${application}/history`);
  await check(lead, "the list of what was saved when");
  ok((await lead.locator("main").innerText()).includes("控え"), "it keeps the text that came second");
}

async function submit(page, application) {
  await go(page, `${application}/review`);
  await page.locator('main form[action$="/submit"] button').first().click();
  await page.waitForURL(/\/receipt$/);
  await notice(page);
}

// Returns { lead, editor, application }: the two people and the address.
export async function apply(office) {
  const lead = await enter(await visitor(), "架空 一子");
  const editor = await enter(await visitor(), "架空 二郎");
  let application = "";
  await stretch("an applicant begins an application", async () => { application = await begin(lead); });
  await stretch("every field is saved as it is left, and says at which second", async () => {
    for (const [key, answers] of Object.entries(ANSWERS)) {
      await go(lead, `${application}/edit/${key}`);
      const silent = await fillSection(lead, answers);
      ok(silent.length === 0, `section ${key}: every field says when it was saved`, silent.join(" "));
      await check(lead, `section ${key}`);
      if (key === "basics") await snap(lead, "edit");
      if (key === "base") {
        same(await lead.locator('output[data-sum="income.y1"]').innerText(), "373,000", "the table is summed as it is typed");
        await snap(lead, "saved", { top: '[data-field="people"]' });
      }
    }
    await lead.reload();
    same(await field(lead, "outcomes").locator("textarea").inputValue(), ANSWERS.outcome.outcomes, "what was saved is there");
  });
  await stretch("a file is taken for what it is, and served as a download", async () => {
    await go(lead, `${application}/edit/outcome`);
    const input = lead.locator('input[type="file"]');
    await input.setInputFiles({ name: "jisseki.pdf", mimeType: "application/pdf", buffer: Buffer.from("これは違います") });
    await lead.locator("main form:has(input[type=file]) button").first().click();
    await lead.locator("#errors").waitFor();
    await check(lead, "a file that is no PDF", { status: 422 });
    await lead.locator('input[type="file"]').setInputFiles(await makePdf(lead));
    await lead.locator("main form:has(input[type=file]) button").first().click();
    await notice(lead);
    await check(lead, "a section with a file");
    await save(lead, lead.locator("main a", { hasText: "jisseki.pdf" }).first());
  });
  await stretch("a second person is invited and writes with the first", async () => {
    await share(lead, application);
    await editor.goto(await linkFromTray(office, "shinsei-b@enshu.example"));
    await check(editor, "the invitation");
    await editor.locator('[name="password"]').fill("kawa to umi to yama"); // the rehearsal's way in had none
    await editor.locator("main form button").last().click();
    await editor.waitForURL((to) => !to.pathname.startsWith("/link/"));
    await meet(lead, editor, application);
  });
  await stretch("the check is complete and the application is sent; the receipt is page, PDF and signed data", async () => {
    await go(lead, `${application}/review`);
    await check(lead, "the check before sending");
    await submit(lead, application);
    await check(lead, "the receipt");
    await snap(lead, "receipt");
    const pdf = readFileSync(await save(lead, lead.locator('main a[href$="receipt.pdf"]')));
    same(pdf.subarray(0, 5).toString(), "%PDF-", "the receipt is a PDF");
    const json = await save(lead, lead.locator('main a[href$="receipt.json"]'));
    ok(kyoten("verify-receipt", json) !== null, "verify-receipt holds the signed receipt for true");
  });
  await stretch("editing leaves the last submission standing, and sending again replaces it", async () => {
    await go(editor, `${application}/edit/process`);
    await autosave(editor, "improvement", ANSWERS.process.improvement + "結果は毎年、冊子にもまとめます。");
    await go(editor, `${application}/review`);
    await check(editor, "the check after a submission");
    ok((await editor.locator("main").innerText()).includes("提出済みの申請が有効です"), "the page says which submission stands");
    await submit(editor, application);
    ok((await editor.locator("main").innerText()).includes("2回目"), "the receipt is of the second submission");
  });
  return { lead, editor, application };
}

// The page stands open while the call closes: the text is kept beside, and the page says so.
export async function tooLate(page, application, close) {
  await stretch("a text that is saved after the deadline is kept, and the page says that it does not count", async () => {
    await go(page, `${application}/edit/process`);
    await close();
    const box = field(page, "improvement");
    await box.locator("textarea").fill("締切の後に書いた文です。");
    await page.keyboard.press("Tab");
    await box.locator('[data-saved][data-state="refused"]').waitFor();
    ok((await box.locator("[data-saved]").innerText()).includes("控え"), "the line at the field says that the text is kept");
    await check(page, "a section when the call has closed under the hand");
    await go(page, `${application}/history`);
    ok((await page.locator("main").innerText()).includes("締切後"), "it stands in the list of what was saved");
    await go(page, `${application}/edit/process`);
    await check(page, "a section after the deadline");
    await go(page, application);
    await check(page, "the application after the deadline");
  });
}
