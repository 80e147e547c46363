// Nothing is typed twice: the dossier's fields in the order of the portal's form, one key each, and its code back.
// How far the clerk is outlives a reload of the page; no value is kept, only how many fields were copied.

import * as api from "./api.js";
import { StepKind } from "./contract.js";
import { COVERED, cover } from "./covering.js";
import { icon, make, show, write } from "./dom.js";
import { offers } from "./steps.js";
import { t } from "./words.js";

const at = (id) => document.getElementById(id);
const place = (dossier) => `copied-${dossier.id}`;
/** The field that comes next: the first after the last one copied that is typed; what is picked from a list is passed over. */
function nextOf(dossier) {
  const fields = dossier.portal_fields;
  const from = Number(sessionStorage.getItem(place(dossier)) ?? 0);
  const order = [...fields.keys()];
  return [...order.slice(from), ...order.slice(0, from)].find((index) => fields[index].typed) ?? 0;
}
const nameOf = ({ about, label }) => (about ? `${about} · ${label}` : label);

/** The card with the fields; null where there is none. */
export function copyCard(dossier, acts) {
  const fields = dossier.portal_fields;
  if (fields.length === 0) return null;
  const next = nextOf(dossier);
  return make(
    "article", { class: "card part-copying" }, make("h2", {}, icon("paper"), t("copying")),
    make("p", { class: "muted" }, t("copying_note")),
    make("div", { class: "others" },
      button("copy-next", "next", "C", t("copy_next"), acts.next),
      button("copy-all", "paper", "Y", t("copy_all"), acts.all),
      offers(dossier, StepKind.PORTAL_CODE) ? button("paste-code", "plus", "I", t("paste_code"), acts.paste) : null),
    make("ol", { class: "fields" }, fields.map((field, index) => make("li", {}, make(
      "button", {
        type: "button", class: index === next ? "field next" : "field", "data-key": `field-${field.key}`,
        "aria-current": index === next ? "true" : null, onclick: () => acts.field(index),
      },
      make("small", {}, field.typed ? nameOf(field) : `${nameOf(field)} · ${t("picked")}`), make("span", {}, shown(field)))))),
  );
}

const button = (id, picture, key, word, onclick) => make(
  "button", { class: "button", type: "button", id, "data-key": id, onclick },
  icon(picture), make("span", {}, word), make("kbd", {}, key),
);

const shown = ({ key, value }) => (COVERED.has(key.split(".").at(-1)) ? cover(value) : value);

/** Copy one field; the one after it comes next. Resolves to the sentence for the clerk. */
export async function copyField(dossier, index) {
  const field = dossier.portal_fields[index];
  if (!(await copy(field.value))) return { done: false, sentence: t("copy_failed") };
  sessionStorage.setItem(place(dossier), String(index + 1));
  const all = dossier.portal_fields.length;
  return { done: true, sentence: t("copied", { n: index + 1, all, label: nameOf(field) }) };
}

export const copyNext = (dossier) => copyField(dossier, nextOf(dossier));

/** Copy all fields, one a line. */
export async function copyAll(dossier) {
  const lines = dossier.portal_fields.map((field) => `${nameOf(field)}: ${field.value}`);
  const done = await copy(lines.join("\n"));
  return { done, sentence: done ? t("copied_all", { n: lines.length }) : t("copy_failed") };
}

/** Put a text on the clipboard. A page over plain HTTP has no clipboard of its own: it selects and copies. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => bySelection(text));
  return bySelection(text);
}

function bySelection(text) {
  const held = document.activeElement;
  const field = make("textarea", { class: "to-copy", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  held?.focus({ preventScroll: true });
  return done;
}

/** Ask for the portal's code; `keep(code)` notes it, `wordsOf(refusal)` says why the hub did not. */
export function askPortalCode(dossier, keep, wordsOf) {
  write(at("code-what"), `${dossier.procedure_name} · ${dossier.reference}`);
  at("code-pasted").value = "";
  show(at("code-problem"), false);
  at("code-cancel").onclick = () => at("code-ask").close();
  at("code-form").onsubmit = async (event) => {
    event.preventDefault();
    try {
      await keep(at("code-pasted").value);
      at("code-ask").close();
    } catch (error) {
      if (!(error instanceof api.Refusal)) throw error;
      write(at("code-problem"), wordsOf(error));
      show(at("code-problem"), true);
      at("code-pasted").select();
    }
  };
  at("code-ask").showModal();
  at("code-pasted").focus();
}
