// _path_call.mjs: the office sets up the next call from this one: dates, items to confirm, preview, publication.
import { check, field, go, notice, ok, press, same, snap, stretch } from "./_site.mjs";

async function dates(office, name, ...parts) {
  for (const [i, part] of ["year", "month", "day", "hour", "minute"].entries())
    if (i < parts.length) await office.locator(`[name="${name}-${part}"]`).fill(String(parts[i]));
}

export async function setUpCall(office) {
  await stretch("the desk says what waits for the office", async () => {
    await go(office, "/office");
    await check(office, "the desk");
  });
  await stretch("the office sets the next call up from the definition of this one", async () => {
    await go(office, "/office/calls");
    await check(office, "the calls as the office sees them");
    await press(office, "button", /.*/);
    await office.locator("#errors").waitFor();
    await check(office, "a new call without its number", { status: 422 });
    await office.locator('[name="round"]').fill("8");
    await office.locator('[name="from"]').selectOption({ index: 1 });
    await press(office, "button", /.*/);
    await office.waitForURL(/\/office\/calls\/[^/]+$/);
    await check(office, "a call that is being prepared");
  });
  const call = new URL(office.url()).pathname;
  await stretch("the dates of a call are questioned where they look wrong, and kept", async () => {
    await go(office, call + "/dates");
    await check(office, "the dates of a call");
    await dates(office, "opens", "令和9", 6, 26, 9, 0); // a Saturday
    await dates(office, "closes", 2027, 7, 30, 12, 0);
    await dates(office, "planned_from", 2027, 9, 15);
    await dates(office, "planned_to", 2027, 10, 8);
    await press(office, "button", /.*/);
    await office.locator("main .banner").first().waitFor();
    const asked = await office.locator("main .banner").first().innerText();
    ok(asked.includes("土"), "a Saturday is questioned", asked);
    await check(office, "dates that want a question answered", { status: office.status });
    await dates(office, "opens", 2027, 6, 25, 9, 0);
    await press(office, "button", /.*/);
    await notice(office);
  });
  await stretch("what the sources do not say is confirmed item by item before the call can be published", async () => {
    await go(office, call + "/items");
    await check(office, "the items to confirm");
    await snap(office, "call-items");
    await press(office, "button", "確認");
    await notice(office);
    const groups = await office.locator(".side-nav a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const group of groups) {
      await go(office, group);
      const all = office.locator("main").getByRole("button", { name: /まとめて|すべて/ });
      const one = office.locator('main form[action$="/confirm"] button');
      if (await all.count()) { await all.first().click(); await notice(office); }
      else if (await one.count()) { await one.first().click(); await notice(office); }
    }
    await go(office, call);
    same(await office.locator('form[action$="/publish"]').count(), 1, "with everything confirmed the call can be published");
  });
  await stretch("the call is seen as the public will, and published once", async () => {
    await go(office, call + "/preview");
    await check(office, "the preview of a call");
    await go(office, call);
    await check(office, "a call that can be published");
    await office.locator('[name="confirm"]').check();
    await office.locator('form[action$="/publish"] button').first().click();
    await notice(office);
    await check(office, "a call that is published");
  });
}
