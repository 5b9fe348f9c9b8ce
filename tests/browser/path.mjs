// path.mjs: a whole round in Japanese: office, two applicants, three reviewers of whom one is in conflict, chair, office
// lead and the public, from the call page to the register. KYOTEN_SNAP=1 remakes the pictures in docs/images.
import { apply, register, tooLate } from "./_path_apply.mjs";
import { setUpCall } from "./_path_call.mjs";
import { decideAndAnnounce } from "./_path_decide.mjs";
import { review } from "./_path_review.mjs";
import { screen } from "./_path_screen.mjs";
import { check, enter, go, kyoten, ok, pushClock, snap, stretch, visitor, walk } from "./_site.mjs";

async function readRegister(anybody) {
  await go(anybody, "/hubs");
  await check(anybody, "the register");
  await snap(anybody, "hubs");
  await anybody.locator('[name="q"]').fill("ｳﾁｭｳﾐｯｼｮﾝ");
  await anybody.locator("search button").last().click();
  await anybody.waitForURL(/q=/);
  await check(anybody, "a search in the register");
  await anybody.locator(".hub-list a").first().click();
  await anybody.waitForURL(/\/hubs\/[^?]+$/);
  await check(anybody, "the page of a hub");
  await snap(anybody, "hub");
}

await walk(async (site) => {
  const anybody = await visitor();
  const office = await enter(await visitor(), "演習 花子");
  await stretch("the public reads the register, page by page", () => readRegister(anybody));
  await stretch("anybody asks whether a hub holds the designation today", async () => {
    await go(anybody, "/check");
    await check(anybody, "is it designated?");
    await go(anybody, "/check?q=" + encodeURIComponent("東北大学"));
    await check(anybody, "an answer to whether it is designated");
  });
  await setUpCall(office);
  await register(office, anybody);
  const { lead, application } = await apply(office);
  const id = application.split("/").at(-1);
  await tooLate(lead, application, () => pushClock(office, 2026, 11, 24, 12, 1));
  await screen(office, lead, application);
  await review(office, id);
  await decideAndAnnounce(office, anybody, lead, id);
  await stretch("the ledger holds over all of it", async () => {
    ok(kyoten("verify", "--data", site.data) !== null, "kyoten verify finds nothing");
  });
});
