// What a page of lists and windows says: what was done, and why something was not.

import { Refusal } from "./ask.js";
import { show, write } from "./dom.js";
import { has, t } from "./words.js";

const at = (id) => document.getElementById(id);

/** Says a sentence at the head of the page. */
export function tell(sentence, bad = false) {
  at("told").classList.toggle("bad", bad);
  write(at("told"), sentence);
}

/** Says by `say` why the hub refused; what is no refusal is thrown on. Who is signed out sees the sign-in. */
export function refused(error, say) {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 401) { location.reload(); return; }
  say(error.text || (has(error.id) ? t(error.id) : t("problem", { reason: error.id })));
}

/** Gives what says a sentence in the element of that id, which is hidden while there is none. */
export const saying = (id) => (sentence) => { write(at(id), sentence); show(at(id), sentence !== ""); };
