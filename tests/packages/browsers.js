// Pages in real browsers, which report their own results.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serving, within } from "./processes.js";

/** The first of these programs that is there. @param {string[]} names */
const found = (...names) =>
  execFileSync("sh", ["-c", names.map((name) => `command -v ${name}`).join(" || ")], {
    encoding: "utf8",
  }).trim();

const versionOf = (program) => {
  const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  return /\d[\d.]+/.exec(execFileSync(program, ["--version"], options))?.[0] ?? "?";
};
export const chromiumVersion = () => versionOf(found("chromium", "chromium-browser"));
export const firefoxVersion = () => versionOf(found("firefox", "firefox-esr"));

/** @param {string} url @param {Promise<any>} report */
export async function inChromium(url, report) {
  const executablePath = found("chromium", "chromium-browser");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  args.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on("pageerror", reject));
    await page.goto(url);
    return await within(Promise.race([report, failed]), "Chromium");
  } finally {
    await browser.close();
  }
}

const QUIET = [
  "app.normandy.enabled",
  "app.update.enabled",
  "browser.aboutwelcome.enabled",
  "browser.safebrowsing.downloads.remote.enabled",
  "browser.safebrowsing.malware.enabled",
  "browser.safebrowsing.phishing.enabled",
  "datareporting.policy.dataSubmissionEnabled",
  "network.captive-portal-service.enabled",
  "network.connectivity-service.enabled",
  "services.settings.enabled",
];

/** By its command line only. @param {string} url @param {Promise<any>} report */
export async function inFirefox(url, report) {
  const profile = mkdtempSync(join(tmpdir(), "paylink-firefox-"));
  const settings = QUIET.map((name) => `user_pref("${name}", false);\n`).join("");
  writeFileSync(join(profile, "user.js"), settings);
  const firefox = found("firefox", "firefox-esr");
  const command = [firefox, "--headless", "--no-remote", "--profile", profile, url];
  try {
    return await serving(command, tmpdir(), {}, url, () => within(report, "Firefox"));
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
