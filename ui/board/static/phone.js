// Keeps a phone page up to date: the hub renders it, this script fetches it again and swaps the middle.
// Without the script the page is complete as well, and pulls down to renew.

import { find, show, write } from "./dom.js";
import { follow } from "./live.js";
import { t } from "./words.js";

const RENEW_MS = 20000;
const OLD_MS = 60000;

let renewedAt = Date.now();
let pending = null;

async function renew() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status !== 200) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = find("#main", fresh);
    if (main.textContent !== find("#main").textContent) find("#main").replaceWith(document.adoptNode(main));
    renewedAt = Date.now();
    tick();
  } catch {
    tick();
  }
}

// Many phones hear the same event: each waits a moment of its own, so that the hub is not asked at once by all.
function renewSoon() {
  clearTimeout(pending);
  pending = setTimeout(renew, 100 + Math.random() * 400);
}

function tick() {
  const age = Date.now() - renewedAt;
  show(find("#lost"), age > OLD_MS);
  write(find("#state"), t("age", { n: Math.round(age / 1000) }));
}

follow("/v1/events", { onEvent: renewSoon, onState: (state) => state === "live" && renewSoon() });
setInterval(renew, RENEW_MS);
setInterval(tick, 1000);
document.addEventListener("visibilitychange", () => document.hidden || renew());
tick();
