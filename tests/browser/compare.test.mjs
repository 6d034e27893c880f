// Bodies side by side: two to four are chosen by mouse or by keyboard, the address keeps them, and without scripts all are there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./looks.mjs";
import { seen, stage } from "./stage.mjs";

const PATH = "bandingkan/kabupaten/jambi-provinsi/";

const { site, browser } = await stage();

const visit = (...page) => seen({ site, browser }, ...page);

const drawn = (tab) => tab.locator(".multiples h2").filter({ visible: true }).allInnerTexts();
const rows = (tab) => tab.locator(".compared tbody th").filter({ visible: true }).allInnerTexts();
const said = (tab) => tab.getByRole("status").innerText();
const box = (tab, name) => tab.getByRole("checkbox", { name, exact: true });
const query = (tab) => new URL(tab.url()).search;
const TWO = ["Kabupaten Kerinci", "Kabupaten Tebo"];

test("two are chosen by mouse: only they are shown, the address keeps them, and axe finds nothing", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await visit(PATH, { bypassCSP: true, colorScheme }, async (tab) => {
      assert.equal((await drawn(tab)).length, 9);
      await box(tab, "Kabupaten Kerinci").check();
      assert.equal((await drawn(tab)).length, 9, "one alone is compared with nothing");
      assert.equal(await said(tab), "Kabupaten Kerinci dipilih. Pilih satu lagi.");
      await box(tab, "Kabupaten Tebo").check();
      assert.deepEqual([await drawn(tab), await rows(tab)], [TWO, TWO]);
      assert.equal(await said(tab), "2 dari 9 daerah ditampilkan.");
      assert.equal(query(tab), "?pilih=kerinci,tebo");
      assert.deepEqual(await violations(tab), []);

      await tab.reload();
      assert.deepEqual([await drawn(tab), await rows(tab)], [TWO, TWO]);
      await tab.getByRole("button", { name: "Tampilkan semua" }).click();
      await tab.waitForFunction(() => location.search === "");
      assert.equal((await drawn(tab)).length, 9);
      assert.equal(await said(tab), "Semua 9 daerah ditampilkan.");
    });
  }
});

test("the keyboard chooses too, and a fifth is refused with a word", async () => {
  await visit(PATH, {}, async (tab) => {
    await box(tab, "Kabupaten Batanghari").focus();
    for (let n = 0; n < 5; n += 1) {
      await tab.keyboard.press("Space");
      await tab.keyboard.press("Tab");
    }
    assert.equal((await drawn(tab)).length, 4);
    assert.equal(await said(tab), "Paling banyak empat daerah. Lepas satu pilihan dulu.");
    assert.equal(await tab.locator(".choose :checked").count(), 4);
    assert.equal(query(tab), "?pilih=batanghari,bungo,kerinci,merangin");
  });
});

test("a body's page leads to its peers with itself chosen; what the address does not know is left out", async () => {
  await visit("daerah/tebo/", {}, async (tab) => {
    await tab.getByRole("link", { name: "Bandingkan dengan kabupaten lain di Provinsi Jambi" }).click();
    await tab.waitForURL(/\?pilih=tebo$/);
    assert.equal(await box(tab, "Kabupaten Tebo").isChecked(), true);
    assert.deepEqual(await tab.locator(".multiples .chosen h2").allInnerTexts(), ["Kabupaten Tebo"]);
  });
  await visit(`en/${PATH}?choose=bungo,nowhere,tebo`, {}, async (tab) => {
    assert.deepEqual(await drawn(tab), ["Kabupaten Bungo", "Kabupaten Tebo"]);
    assert.equal(await said(tab), "2 of 9 are shown.");
  });
});

test("without scripts all are there and nothing asks for a script", async () => {
  await visit(`${PATH}?pilih=kerinci,tebo`, { javaScriptEnabled: false }, async (tab) => {
    assert.deepEqual([(await drawn(tab)).length, (await rows(tab)).length], [9, 9]);
    assert.equal(await tab.locator("form.choose").isVisible(), false);
  });
});
