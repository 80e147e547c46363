// Signing in for a page of the staff, and on to where one came from.

import { Refusal, logIn, session } from "./ask.js";
import { show, write } from "./dom.js";
import { has, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);

/** The page that led here; never one of another house. */
function onward() {
  const next = new URL(asked.get("next") ?? "/counter", location.origin);
  if (next.origin !== location.origin || !next.pathname.startsWith("/counter")) return `/counter?lang=${page.lang}`;
  return `${next.pathname}?lang=${page.lang}`;
}

function say(sentence) {
  write(at("login-problem"), sentence);
  show(at("login-problem"), sentence !== "");
}

at("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  say("");
  try {
    await logIn(at("login-officer").value.trim(), at("login-code").value);
    location.assign(onward());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(has(error.id) ? t(error.id) : t("problem", { reason: error.id }));
    at("login-code").select();
  }
});

if (asked.get("refused") === "not_allowed") {
  const { name } = await session().catch(() => ({ name: "" }));
  write(at("who"), t("not_allowed", { name }));
  show(at("who"), name !== "");
}
at("login-officer").focus();
