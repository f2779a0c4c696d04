// Prints how long a page takes to open and to find a name for the first time, in Chromium: the medians of five runs.
//
//   node measure.js PAGE NAME

import { open } from "./browser.js";

const [file, name] = process.argv.slice(2);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const runs = [];
for (let run = 0; run < 5; run += 1) {
  const { browser, page, problems } = await open(file);
  problems.forEach((problem) => console.error(problem));
  runs.push(await page.evaluate((name) => {
    const [navigation] = performance.getEntriesByType("navigation");
    const search = () => {
      const begin = performance.now();
      query.value = name;
      query.dispatchEvent(new Event("input"));
      return performance.now() - begin;
    };
    const first = search();
    const found = main.querySelectorAll(".rows a").length;
    return { opened: navigation.domContentLoadedEventEnd, first, next: search(), found };
  }, name));
  await browser.close();
}
const of = (key) => median(runs.map((run) => run[key])).toFixed(0);
console.log(`DOMContentLoaded ${of("opened")} ms, first search ${of("first")} ms, next search ${of("next")} ms, ${of("found")} results`);
