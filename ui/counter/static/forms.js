// Forms on A4: the declaration, and the office's forms that fit the dossier's state. What needs nothing typed
// opens beside the console; for an apology or a stop the clerk types the reason first, and gets a file.

import * as api from "./api.js";
import { icon, make, show, write } from "./dom.js";
import { t } from "./words.js";

const at = (id) => document.getElementById(id);
const KEPT_MS = 60000;

/** The buttons of a dossier's forms; null where there is none. */
export function formButtons(dossier, ask) {
  const buttons = [
    dossier.declaration_url ? opens("declaration", dossier.declaration_url, t("declaration")) : null,
    ...dossier.forms.map((form) => (form.asks.length === 0
      ? opens(form.number, form.url, form.name)
      : asks(form, ask))),
  ].filter(Boolean);
  return buttons.length === 0 ? null : make("div", { class: "others" }, buttons);
}

const look = (key) => ({ class: "button slim", "data-key": `form-${key}`, id: `form-${key}` });

const opens = (key, address, name) => make(
  "a", { ...look(key), href: address, target: "_blank", rel: "noopener" }, icon("paper"), name,
);

const asks = (form, ask) => make(
  "button", { ...look(form.number), type: "button", onclick: () => ask(form) }, icon("plus"), form.name,
);

/** Ask what a form needs, and hand the clerk its file. `wordsOf(refusal)` gives the sentence for a refusal. */
export function askForm(form, dossier, wordsOf) {
  write(at("form-title"), form.name);
  write(at("form-what"), `${dossier.procedure_name} · ${dossier.reference}`);
  show(at("form-day-part"), form.asks.includes("new_day"));
  show(at("form-problem"), false);
  at("form-send").disabled = false;
  at("form-ask").showModal();
  at("form-reason").focus();
  at("form-cancel").onclick = () => at("form-ask").close();
  at("form-form").onsubmit = async (event) => {
    event.preventDefault();
    if (at("form-send").disabled) return;
    at("form-send").disabled = true;
    try {
      hand(await api.typedForm(form, typed()), `${form.number}-${dossier.reference}.pdf`);
      at("form-ask").close();
    } catch (error) {
      if (!(error instanceof api.Refusal)) throw error;
      write(at("form-problem"), wordsOf(error));
      show(at("form-problem"), true);
      at("form-send").disabled = false;
    }
  };
}

const typed = () => ({ reason: at("form-reason").value.trim(), new_day: at("form-day").value || null });

function hand(pdf, name) {
  const address = URL.createObjectURL(pdf);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

// Nothing of the last citizen stays behind the window.
at("form-ask").addEventListener("close", () => {
  at("form-reason").value = "";
  at("form-day").value = "";
  for (const id of ["form-title", "form-what", "form-problem"]) write(at(id), "");
});
