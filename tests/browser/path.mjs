// path.mjs: a whole round in Japanese: office, two applicants, three reviewers of whom one is in conflict, chair, office
// lead and the public, from the call page to the register. KYOTEN_SNAP=1 remakes the pictures in docs/images.
import { check, enter, go, ok, same, snap, stretch, visitor, walk } from "./_site.mjs";

await walk(async () => {
  const anybody = await visitor();
  await stretch("the public reads the register, page by page, and asks about one hub", async () => {
    await go(anybody, "/hubs");
    await check(anybody, "the register");
    await snap(anybody, "register");
    await anybody.locator('[name="q"]').fill("ｳﾁｭｳﾐｯｼｮﾝ");
    await anybody.locator("search button[type=submit], .filter button").last().click();
    await anybody.waitForURL(/q=/);
    await check(anybody, "a search in the register");
    await anybody.locator(".hub-list a").first().click();
    await anybody.waitForURL(/\/hubs\/[^?]+$/);
    await check(anybody, "the page of a hub");
    await snap(anybody, "hub");
    await go(anybody, "/check");
    await check(anybody, "is it designated?");
    await go(anybody, "/check?q=" + encodeURIComponent("東北大学"));
    await check(anybody, "an answer to whether it is designated");
  });
});
