// Opens an address of a page, everything that can be opened there, and the boxes of optional parameters and queries. Each text has to be
// shown, those with a minus before them in grey; those with an exclamation mark must not be. An address `?words` is a search.
//
//   node shows.js PAGE ADDRESS SCREENSHOT|- TEXT…

import { open } from "./browser.js";

const [file, address, screenshot, ...texts] = process.argv.slice(2);
const { browser, page, problems } = await open(file);
await page.setViewport({ width: 1200, height: 900 });
const shown = await page.evaluate(async (address) => {
  if (address.startsWith("?")) {
    query.value = address.slice(1);
    query.dispatchEvent(new Event("input"));
  } else {
    history.replaceState(null, "", address);
    show();
  }
  const next = () => [...main.querySelectorAll("details:not([open])")];
  // Ways of OData have no end.
  for (let round = 0; round < 3; round += 1) {
    next().forEach((one) => { one.open = true; });
    await new Promise((done) => setTimeout(done, 50));
  }
  main.querySelectorAll("input[type=checkbox]").forEach((box) => box.click());
  return { all: main.textContent, grey: [...main.querySelectorAll(".is-off")].map((one) => one.textContent) };
}, address);
for (const text of texts) {
  const isGrey = text.startsWith("-");
  if (text.startsWith("!")) {
    if (shown.all.includes(text.slice(1))) {
      problems.push(`${address} shows ${text.slice(1)}`);
    }
  } else if (!(isGrey ? shown.grey.some((one) => one.includes(text.slice(1))) : shown.all.includes(text))) {
    problems.push(`${address} does not show ${text}: ${shown.grey.join(" / ")}`);
  }
}
if (screenshot !== "-") {
  await page.screenshot({ path: screenshot });
}
await browser.close();
problems.forEach((problem) => console.error(problem));
console.log(`${texts.length} texts, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
