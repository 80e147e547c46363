// One's own account: what it permits today, where it is open, and one's own code.

import { Refusal, ask, logOut, logOutElsewhere, session } from "./ask.js";
import { show, write } from "./dom.js";
import { clock, has, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const PERMISSIONS = new Map(JSON.parse(at("permissions").textContent).map((one) => [one.id, one.word]));

function draw({ officer, name, permissions, counters, expires_at: ends, elsewhere }) {
  write(at("name"), name);
  at("whose").value = officer;
  write(at("account-told"), t("log_in", { login: officer, time: clock(ends) }));
  const words = permissions.map((one) => PERMISSIONS.get(one)).join(", ") || t("nothing");
  const where = counters === null ? t("every_counter") : t("counters", { numbers: counters.join(", ") || "–" });
  write(at("permits"), t("permits", { permissions: words, counters: where }));
  if (elsewhere) write(at("elsewhere-word"), t("elsewhere", { time: clock(elsewhere) }));
  show(at("elsewhere"), Boolean(elsewhere));
}

function told(sentence, good = false) {
  at("code-told").classList.toggle("bad", !good);
  at("code-told").classList.toggle("good", good);
  write(at("code-told"), sentence);
  show(at("code-told"), sentence !== "");
}

function refused(error) {
  if (!(error instanceof Refusal)) throw error;
  if (error.id === "login_needed") { location.reload(); return; }
  told(has(error.id) ? t(error.id) : t("problem", { reason: error.id }));
}

const look = () => session().then(draw, refused);

at("own-code").addEventListener("submit", async (event) => {
  event.preventDefault();
  told("");
  if (at("new").value !== at("again").value) { told(t("differs")); return; }
  try {
    await ask("PUT", "/v1/session/code", { old: at("old").value, new: at("new").value });
    for (const id of ["old", "new", "again"]) at(id).value = "";
    told(t("changed"), true);
    await look();
  } catch (error) {
    refused(error);
  }
});
at("leave-elsewhere").addEventListener("click", () => logOutElsewhere().then(look, refused));
at("leave").addEventListener("click", () => logOut().catch(() => null).then(() => location.assign(`/counter?lang=${page.lang}`)));

look();
