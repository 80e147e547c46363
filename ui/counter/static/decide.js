// The question before a decision: what it means, what is needed for it, and the way back.

import * as api from "./api.js";
import { DecisionKind, PaperState } from "./contract.js";
import { fill, find, findAll, icon, make, show, write } from "./dom.js";
import { list, t } from "./words.js";

/** Not a decision on the dossier: no data was found in place of one paper, which is to be brought then. */
export const NO_DATA = "no_data";

const at = (id) => document.getElementById(id);

/**
 * Ask and decide. Resolves to the decided dossier, or null when the clerk went back.
 * `wordsOf(refusal)` gives the sentence for a refusal of the hub.
 */
export function askDecision(kind, dossier, wordsOf, paper = null) {
  draw(kind, dossier, paper);
  at("decide").showModal();
  focusFirst(kind);
  return new Promise((done) => {
    const finish = (result) => {
      at("decide-form").onsubmit = null;
      at("decide").onclose = null;
      at("decide").close();
      done(result);
    };
    at("decide-cancel").onclick = () => finish(null);
    at("decide").onclose = () => finish(null);
    at("decide-form").onsubmit = async (event) => {
      event.preventDefault();
      if (at("decide-send").disabled) return;
      at("decide-send").disabled = true;
      try {
        finish(await (kind === NO_DATA
          ? api.noData(dossier.id, paper.id, reason())
          : api.decide(dossier.id, decision(kind))));
      } catch (error) {
        if (!(error instanceof api.Refusal)) throw error;
        write(at("decide-problem"), wordsOf(error));
        show(at("decide-problem"), true);
        at("decide-send").disabled = false;
      }
    };
  });
}

const reason = () => at("decide-reason").value.trim();

const decision = (kind) => ({
  kind,
  reason: kind === DecisionKind.ACCEPT ? "" : reason(),
  remark: at("decide-remark").value.trim(),
  papers: kind === DecisionKind.SUPPLEMENT
    ? findAll("input:checked", at("decide-paper-list")).map((box) => box.value)
    : [],
});

function draw(kind, dossier, paper) {
  write(at("decide-title"), t(`${kind}_title`));
  write(at("decide-what"), `${paper ? paper.name : dossier.procedure_name} · ${dossier.reference}`);
  show(at("decide-remark-part"), kind !== NO_DATA);
  fill(at("decide-note"), kind === DecisionKind.ACCEPT ? acceptNote(dossier) : null);
  show(at("decide-papers"), kind === DecisionKind.SUPPLEMENT);
  fill(at("decide-paper-list"), kind === DecisionKind.SUPPLEMENT ? dossier.papers.map(paperBox) : null);
  show(at("decide-reason-part"), kind !== DecisionKind.ACCEPT);
  at("decide-reason").value = "";
  at("decide-remark").value = "";
  at("decide-reason").required = kind !== DecisionKind.ACCEPT;
  fill(at("decide-quick"), kind === DecisionKind.ACCEPT ? null : list(`quick_${kind}`).map(quickReason));
  show(at("decide-problem"), false);
  const send = at("decide-send");
  send.disabled = false;
  send.className = `button strong ${kind === DecisionKind.REFUSE ? "danger" : ""}`;
  // In the reason Enter begins a new line, so that sending takes Ctrl as well.
  const keys = kind === DecisionKind.ACCEPT ? ["Enter"] : ["Ctrl", "Enter"];
  fill(send, t(`${kind}_send`), make("span", {}, keys.map((key) => make("kbd", {}, key))));
}

function acceptNote(dossier) {
  const brought = dossier.papers.filter((paper) => paper.state === PaperState.AT_COUNTER);
  return [
    make("p", {}, t("accept_note")),
    brought.length > 0
      ? make("div", { class: "note wait" }, icon("hand"), make("div", {},
        make("b", {}, t("accept_counter")),
        make("ul", {}, brought.map((paper) => make("li", {}, `• ${paper.name}`)))))
      : null,
  ];
}

const paperBox = (paper) => make(
  "label", { class: "box" }, make("input", { type: "checkbox", value: paper.id }), make("span", {}, paper.name),
);

const quickReason = (sentence) => make("button", {
  type: "button", class: "button slim",
  onclick: () => {
    const field = at("decide-reason");
    field.value = field.value.trim() ? `${field.value.trim()} ${sentence}` : sentence;
    field.focus();
  },
}, sentence);

function focusFirst(kind) {
  if (kind === DecisionKind.ACCEPT) at("decide-send").focus();
  else if (kind === DecisionKind.SUPPLEMENT) find("input", at("decide-paper-list"))?.focus();
  else at("decide-reason").focus();
}

at("decide").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey) return;
  event.preventDefault();
  at("decide-form").requestSubmit();
});
