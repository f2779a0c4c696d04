// Opens the page of a description whose texts are markup and scripts, shows all of it, and checks that they are text.
//
//   node hostile.js PAGE TEXT

import { open } from "./browser.js";

const [file, text] = process.argv.slice(2);
const { browser, page, problems } = await open(file);
const found = await page.evaluate((text) => {
  let times = 0;
  const calls = data.places.flatMap((place, at) => callsOf(place).map((call) => addressOf(routeTo(at), call)));
  for (const address of ["#/", "#/types", "#/selection", ...data.types.keys().map(addressOfType), ...calls]) {
    history.replaceState(null, "", address);
    show();
    times += main.textContent.includes(text) ? 1 : 0;
  }
  query.value = text;
  query.dispatchEvent(new Event("input"));
  times += main.textContent.includes(text) ? 1 : 0;
  // What a terminal takes for keys would end the line that it is pasted into.
  const commands = data.places.flatMap((place, at) => callsOf(place).map((call) => curlSnippet(routeTo(at), call, true)));
  const keys = commands.filter((command) => /(?!\n)[\p{Cc}\p{Cf}]/u.test(command)).length;
  return { times, keys, elements: document.querySelectorAll("img, b, iframe").length, scripts: document.scripts.length };
}, text);
await browser.close();
if (found.times < 3 || found.keys > 0 || found.elements > 0 || found.scripts !== 2) {
  problems.push("texts are not text: " + JSON.stringify(found));
}
problems.forEach((problem) => console.error(problem));
console.log(`hostile texts: shown in ${found.times} views, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
