// Opens a page of `explore` in Chromium and checks it: no problem in the console, no request, every name is found, every link leads
// somewhere, each call has Rust and curl. Writes the Rust code and the commands of all calls.
//
//   node check.js PAGE RUST CURL [SCREENSHOTS]

import { writeFileSync } from "node:fs";
import { open } from "./browser.js";

const [file, rustFile, curlFile, screenshots] = process.argv.slice(2);
const { browser, page, problems } = await open(file);

/** Every address that the page can name by its data. */
const addresses = await page.evaluate(() => {
  const calls = data.places.flatMap((place, at) => [addressOf(routeTo(at)), ...callsOf(place).map((call) => addressOf(routeTo(at), call))]);
  return {
    views: ["#/", "#/paths", "#/types", "#/selection", ...data.types.keys().map(addressOfType), ...data.entries.keys().map(addressOfEntry)],
    calls,
  };
});

/** Shows each address, and returns those that show nothing, with all links that were seen. */
const visited = await page.evaluate(({ views, calls }) => {
  const seen = new Set();
  const missing = [];
  const without = [];
  const rust = [];
  const curl = [];
  for (const address of [...views, ...calls]) {
    history.replaceState(null, "", address);
    show();
    if (main.dataset.found !== "yes") {
      missing.push(address);
    }
    main.querySelectorAll("a").forEach((one) => seen.add(one.getAttribute("href")));
    if (address.startsWith("#/path") && address.includes(";")) {
      const of = (caption) => [...main.querySelectorAll("details.call[open] figure")]
        .find((figure) => figure.querySelector("figcaption").textContent.startsWith(caption))?.querySelector("pre").textContent;
      if (!of("Rust") || !of("curl")) {
        without.push(address);
      } else {
        rust.push(of("Rust"));
        curl.push(of("curl"));
        for (const box of main.querySelectorAll("details.call[open] input")) {
          box.click();
          rust.push(of("Rust"));
          curl.push(of("curl"));
        }
      }
    }
  }
  for (const address of seen) {
    history.replaceState(null, "", address);
    if (!viewOf(addressParts())) {
      missing.push(address);
    }
  }
  return { links: seen.size, missing, without, rust, curl };
}, addresses);
problems.push(...visited.missing.map((address) => "nothing at " + address));
problems.push(...visited.without.map((address) => "no Rust or curl at " + address));

/** Searches for each type by both of its names. */
const unfound = await page.evaluate(() => {
  const missing = [];
  data.types.forEach((type, at) => {
    for (const name of [type.wire, shortName(type.rust)].filter(Boolean)) {
      query.value = name;
      query.dispatchEvent(new Event("input"));
      const links = [...main.querySelectorAll("a")].map((one) => one.getAttribute("href"));
      if (!links.includes(addressOfType(at))) {
        missing.push(name);
      }
    }
  });
  query.value = "";
  query.dispatchEvent(new Event("input"));
  return missing;
});
problems.push(...unfound.map((name) => "search does not find " + name));

// By keys, as a user would.
await page.evaluate(() => { location.hash = "#/types"; });
await page.waitForFunction(() => document.querySelector("h1").textContent === "Types");
const name = await page.evaluate(() => data.types.length > 0 && shortName(data.types[0].rust));
if (name) {
  await page.keyboard.press("/");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.waitForFunction((name) => document.querySelector("h1").textContent.includes(name), {}, name)
    .catch(() => problems.push("keys do not lead to " + name));
}

// On a phone nothing is wider than the screen.
await page.setViewport({ width: 390, height: 844 });
const call = addresses.calls.find((address) => address.includes(";"));
const shown = { overview: "#/", types: "#/types", type: addresses.views.find((address) => address.startsWith("#/type/")), call, selection: "#/selection" };
for (const [view, address] of Object.entries(shown)) {
  await page.evaluate((address) => { location.hash = address; }, address);
  await new Promise((done) => setTimeout(done, 50));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 390) {
    problems.push(`${view} is ${width} pixels wide on a phone`);
  }
  for (const scheme of screenshots ? ["light", "dark"] : []) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.screenshot({ path: `${screenshots}/${view}-${scheme}-phone.png` });
    await page.setViewport({ width: 1200, height: 900 });
    await page.screenshot({ path: `${screenshots}/${view}-${scheme}.png` });
    await page.setViewport({ width: 390, height: 844 });
  }
}
await browser.close();

writeFileSync(rustFile, visited.rust.map((text, at) => `mod call_${at} {\n    use super::*;\n\n${text.replace(/^(?=.)/gm, "    ")}}\n`).join("\n"));
writeFileSync(curlFile, visited.curl.join("\n"));
problems.forEach((problem) => console.error(problem));
console.log(`${addresses.views.length + addresses.calls.length} views, ${visited.links} links, ${visited.rust.length} calls, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
