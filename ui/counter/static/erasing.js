// The end of a dossier's personal data: who supervises may erase them, for one of three reasons.

import * as api from "./api.js";
import { Permission } from "./contract.js";
import { fill, find, icon, make, show, write } from "./dom.js";
import { clock, day, list, t } from "./words.js";

const at = (id) => document.getElementById(id);

/** What says that a dossier is erased; null where it is not. */
export const erasedNote = (dossier) => (dossier.erased_at
  ? make("p", { id: "erased", class: "note wait" }, icon("alert"),
    t("erased_since", { time: clock(dossier.erased_at), day: day(dossier.erased_at) }))
  : null);

/** The way to erase a dossier, for who may; null where there is nothing to erase. */
export const eraseButton = (dossier, { may, erase }) => (dossier.erased_at || !may.has(Permission.SUPERVISE)
  ? null
  : make("div", { class: "others" }, make(
    "button", { id: "erase", type: "button", class: "button slim danger", "data-key": "erase", onclick: erase },
    icon("cross"), t("erase"))));

/** Ask why, and erase; `done()` follows. `wordsOf(refusal)` gives the sentence for a refusal. */
export function askErasure(dossier, wordsOf, done) {
  write(at("erase-what"), `${dossier.procedure_name} · ${dossier.reference}`);
  fill(at("erase-bases"), list("erasure_bases").map(({ id, name }) => make(
    "label", { class: "choice" }, make("input", { type: "radio", name: "erase-basis", value: id, required: true }), name,
  )));
  at("erase-sure").checked = false;
  show(at("erase-problem"), false);
  at("erase-cancel").onclick = () => at("erase-ask").close();
  at("erase-form").onsubmit = async (event) => {
    event.preventDefault();
    at("erase-send").disabled = true;
    try {
      await api.erase(dossier.id, find("input:checked", at("erase-bases")).value);
      at("erase-ask").close();
      done();
    } catch (error) {
      if (!(error instanceof api.Refusal)) throw error;
      write(at("erase-problem"), wordsOf(error));
      show(at("erase-problem"), true);
    } finally {
      at("erase-send").disabled = false;
    }
  };
  at("erase-ask").showModal();
  find("input", at("erase-bases")).focus();
}
