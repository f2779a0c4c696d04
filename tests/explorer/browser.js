// Opens a file in Chromium, and collects what goes wrong: messages in the console, errors of scripts, requests.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

export async function open(file) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage();
  const problems = [];
  const address = pathToFileURL(resolve(file)).href;
  page.on("console", (message) => problems.push("console: " + message.text()));
  page.on("pageerror", (error) => problems.push("script: " + error.message));
  page.on("dialog", (dialog) => {
    problems.push("dialog: " + dialog.message());
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) {
      problems.push("request: " + request.url());
    }
  });
  await page.goto(address, { waitUntil: "load" });
  return { browser, page, problems };
}
