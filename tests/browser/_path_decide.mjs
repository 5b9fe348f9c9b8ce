// _path_decide.mjs: the committee's list, decisions with a departure, preparation, approval, and the minute at which
// announcement, register, public page, letters and mails appear together.
import { check, enter, go, notice, ok, press, pushClock, same, save, snap, stretch, visitor } from "./_site.mjs";
import { HUB } from "./_answers.mjs";
import { OTHER, declare } from "./_path_review.mjs";

const ANNOUNCED = [2027, 1, 20, 14, 0];
const APPROVED = { year: 2026, month: 11, day: 20 };

async function decide(chair, item, outcome, reason = "") {
  await go(chair, item);
  await chair.locator(`[name="outcome"][value="${outcome}"]`).check();
  await chair.locator('[name="reason"]').fill(reason);
  await chair.locator('[name="comment"]').fill(outcome === "select" ? "地域の企業に開かれた運営を高く評価しました。" : "");
  await chair.locator('main form[action$="/decide"] button').last().click();
}

// anybody: nobody signed in; application: its id; applicant: whose it is.
export async function decideAndAnnounce(office, anybody, applicant, application) {
  const chair = await enter(await visitor(), "仮名 五月");
  const lead = await enter(await visitor(), "演習 太郎");
  await stretch("the chair signs and declares on every application before the committee's list opens", async () => {
    await go(chair, "/committee");
    await check(chair, "the committee's page before the declarations");
    same(await chair.locator('main a[href^="/committee/applications/"]').count(), 0, "nothing is listed yet");
    ok(await declare(chair, "仮名 五月", "/committee") > 0, "the chair has something to declare on");
  });
  await stretch("the chair sees means, spreads and small charts, for every application", async () => {
    await go(chair, "/committee");
    await check(chair, "the committee's list");
    await chair.locator("details summary").first().click();
    await check(chair, "the committee's list with its numbers");
  });
  await stretch("a departure from the order of scores asks for a reason", async () => {
    const items = await chair.locator('main table th a[href^="/committee/applications/"]').evaluateAll((all) =>
      all.map((a) => ({ to: a.getAttribute("href"), title: a.textContent, scored: a.closest("tr").querySelector("td strong").innerText !== "—" })));
    const ours = items.find((i) => i.title === HUB), other = items.find((i) => i.title === OTHER);
    ok(ours?.to.endsWith(application) && ours.scored && other?.scored, "both scored applications are in the list");
    await go(chair, ours.to);
    await check(chair, "one application before the committee");
    await decide(chair, other.to, "select");
    await notice(chair);
    await decide(chair, ours.to, "decline");
    await chair.locator("#errors").waitFor();
    await check(chair, "a departure without its reason", { status: 422 });
    same(await chair.locator('[name="outcome"][value="decline"]').isChecked(), true, "what was chosen stays chosen");
    await decide(chair, ours.to, "decline", "同じ地域に同じ分野の拠点があり、重なりを避けるため。");
    await notice(chair);
    await decide(chair, ours.to, "select"); // the committee thinks again: both
    await notice(chair);
    for (const item of items) {
      if (item.scored) continue;
      await decide(chair, item.to, "decline");
      await notice(chair);
    }
    await go(chair, "/committee");
    await check(chair, "the committee's list, decided");
    await snap(chair, "committee");
  });
  await stretch("the office prepares the release, and its lead, not the same person, approves it", async () => {
    await go(office, "/office/decision");
    await check(office, "the decisions as the office sees them");
    await go(office, "/office/decision/prepare");
    await check(office, "the form of the release");
    for (const [i, part] of ["year", "month", "day", "hour", "minute"].entries())
      await office.locator(`[name="announce-${part}"]`).fill(String(ANNOUNCED[i]));
    await office.locator('[name="signatory"]').fill("演習省 演習局長　演習 次郎");
    await press(office, "button", /準備/);
    await office.locator("#errors").waitFor();
    await check(office, "a release without its number", { status: 422 });
    await office.locator('[name="prefix"]').fill("20270120演局");
    await press(office, "button", /準備/);
    if (await office.locator('[name="sure"]').count()) {
      await office.locator('[name="sure"]').check();
      await press(office, "button", /準備/);
    }
    await office.waitForURL(/\/office\/decision$/);
    await notice(office);
    await go(lead, "/office/decision");
    await check(lead, "the release before its approval");
    await press(lead, "button", /承認/);
    await notice(lead);
    await check(lead, "the release before the step of another system");
    await lead.locator('[name="number"]').fill("20270119演局決第12号");
    for (const [part, value] of [["year", 2027], ["month", 1], ["day", 32]]) await lead.locator(`[name="on-${part}"]`).fill(String(value));
    await press(lead, "button", /記録/);
    await lead.locator("#errors").waitFor();
    await check(lead, "an approval on a day that does not exist", { status: 422 });
    for (const [part, value] of Object.entries(APPROVED)) await lead.locator(`[name="on-${part}"]`).fill(String(value));
    await press(lead, "button", /記録/);
    await notice(lead);
    await check(lead, "the release, approved");
    await save(lead, lead.locator('a[href$="approval.pdf"]'));
    await snap(lead, "release");
  });
  await stretch("before the minute nothing is public", async () => {
    for (const path of ["/hubs", "/hubs?q=" + encodeURIComponent("寒冷地資源"), "/calls", "/calls/7"]) {
      await go(anybody, path);
      ok(!(await anybody.locator("body").innerText()).includes(HUB), `nothing of the selection stands on ${path}`);
    }
    const data = await (await anybody.request.get(new URL("/api/v1/hubs", anybody.url()).href)).text();
    ok(data.includes('"hubs"') && !data.includes(HUB), "nor in the public data");
    await go(applicant, `/applications/${application}`);
    ok(!(await applicant.locator("main").innerText()).includes("選抜されました"), "the applicant does not know yet");
  });
  await stretch("at the minute announcement, register and public page appear together", async () => {
    await pushClock(office, ...ANNOUNCED);
    await office.reload();
    await go(office, "/office/decision"); // the job performs it within a second; wait for its word
    for (let i = 0; i < 50 && !(await office.locator("main").innerText()).includes("公表済み"); i++) await office.reload();
    await check(office, "the decisions, released");
    await go(anybody, "/hubs?q=" + encodeURIComponent("寒冷地資源"));
    await anybody.locator(".hub-list a", { hasText: HUB }).first().click();
    await anybody.waitForURL(/\/hubs\/[^?]+$/);
    await check(anybody, "the public page of the new hub");
    await go(anybody, "/calls/7");
    await check(anybody, "the call, announced");
  });
  await stretch("the applicant reads the result, takes the letter, and finds the mail", async () => {
    await go(applicant, `/applications/${application}/result`);
    await check(applicant, "the result");
    await save(applicant, applicant.locator('a[href*="letter"]').first());
    await go(office, "/office/mail");
    await check(office, "the tray of mails");
    ok((await office.locator("main").innerText()).includes("結果"), "the mail of the result is in the tray");
  });
  return { chair, lead };
}
