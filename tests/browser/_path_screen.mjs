// _path_screen.mjs: the formal check after the deadline: an officer takes each application, has one completed by its
// people, and accepts them.
import { check, go, notice, ok, press, snap, stretch } from "./_site.mjs";

const FIELD = "summary";

async function take(office, path) {
  await go(office, path);
  await press(office, "button", "担当する");
  await notice(office, "担当者になりました");
}

async function accept(office) {
  const form = office.locator('form[action$="/marks"]');
  for (const box of await form.locator('input[value="good"]').all()) await box.check();
  await press(office, "button", "保存して受理する");
  await notice(office, "受理しました");
}

// Only what was returned can be written; a second submission stands beside the first.
async function complete(lead, application) {
  await go(lead, application);
  await check(lead, "an application that was returned for completion");
  await snap(lead, "completion");
  await lead.locator(`main a[href$="#f-${FIELD}"]`).first().click();
  await lead.waitForURL(/\/edit\//);
  await check(lead, "a section of which one field was returned");
  ok((await lead.locator("[data-field]").count()) === 1, "only the returned field can be changed");
  const box = lead.locator(`[name="${FIELD}"]`);
  await box.fill("宇宙実証の場を企業に開き、専従の支援スタッフが事業化まで伴走する拠点です。");
  await box.blur();
  await lead.locator(`[data-field="${FIELD}"] [data-saved][data-state="saved"]`).waitFor();
  await go(lead, `${application}/review`);
  await check(lead, "the check before a completion is sent");
  await press(lead, "button", "補正を提出する");
  await lead.waitForURL(/\/receipt/);
}

async function sendBack(office, path) {
  await go(office, path);
  await office.locator("summary", { hasText: "補正を求める" }).click();
  const form = office.locator('form[action$="/return"]');
  await form.locator(`input[name="fields"][value="${FIELD}"]`).check();
  await press(office, "button", "補正を求める");
  await check(office, "a return without its message", { status: 422 });
  await office.locator('form[action$="/return"] [name="message"]').fill("拠点の概要に、支援スタッフの役割を書き加えてください。");
  await press(office, "button", "補正を求める");
  await notice(office, "補正を求めました");
}

export async function screen(office, lead, application) {
  const id = application.split("/").at(-1);
  const path = `/office/screening/${id}`;
  await stretch("an officer takes an application and returns one part of it to its people", async () => {
    await go(office, "/office/screening");
    await check(office, "the queue of the formal check");
    await take(office, path);
    await check(office, "the formal check of one application");
    await snap(office, "screening");
    await sendBack(office, path);
    await check(office, "an application that is being completed");
  });
  await stretch("its people change only what was returned, and send it again", () => complete(lead, application));
  await stretch("the office sees what changed, and accepts", async () => {
    await go(office, path);
    ok(await office.getByText("専従の支援スタッフが事業化まで伴走する").first().isVisible(), "before and after stand side by side");
    await accept(office);
    await check(office, "an accepted application");
    await go(lead, application);
    await check(lead, "an application that was accepted");
  });
  await stretch("every other application is accepted before the review begins", async () => {
    await go(office, "/office/screening");
    const others = await office.locator('main table a[href^="/office/screening/"]').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const other of others.filter((to) => to !== path)) {
      await take(office, other);
      await accept(office);
    }
    await go(office, "/office/screening");
    await check(office, "the queue when all is decided");
  });
}
