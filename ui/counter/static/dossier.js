// The dossier beside the ticket: state and receipt, papers, persons, answers. Identity numbers are covered
// until the clerk uncovers them.

import * as api from "./api.js";
import { chipOf, drawChip } from "./chips.js";
import { COVERED, cover } from "./covering.js";
import { copyCard } from "./copying.js";
import { DecisionKind, PaperState, Permission, ValueSource } from "./contract.js";
import { NO_DATA } from "./decide.js";
import { fill, icon, make } from "./dom.js";
import { eraseButton, erasedNote } from "./erasing.js";
import { formButtons } from "./forms.js";
import { openPages } from "./pictures.js";
import { stepsCard } from "./steps.js";
import { clock, date, day, has, t } from "./words.js";

const uncovered = new Set(); // roles whose numbers are shown, of the dossier that is drawn
let drawnId = null;
let redraw = () => {};

/** Draw `dossier` into `panel`. Nothing is touched when nothing changed: pictures and focus stay. */
export function drawDossier(panel, dossier, hands) {
  if (drawnId !== dossier.id) uncovered.clear();
  drawnId = dossier.id;
  redraw = () => {
    const held = panel.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    fill(panel, parts(dossier, hands));
    if (held) panel.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  };
  // How long is left changes every minute, and is not shown here.
  const still = (key, value) => (key === "clock" ? value?.until : value);
  const mark = JSON.stringify([dossier, hands.siblings, hands.strong], still);
  if (panel.dataset.drawn === String(hash(mark)) && panel.childElementCount > 0) return;
  panel.dataset.drawn = String(hash(mark));
  redraw();
}

/** Draw the dossier again: what the page itself keeps of it has changed. */
export const drawAgain = () => redraw();

/** Uncover every identity number of the dossier, or cover all again. */
export function toggleNumbers() {
  if (!document.querySelector("#dossier .persons")) return;
  const cards = [...document.querySelectorAll("#dossier [data-role]")].map((card) => card.dataset.role);
  if (uncovered.size > 0) uncovered.clear();
  else cards.forEach((role) => uncovered.add(role));
  redraw();
}

const parts = (dossier, hands) => (dossier.erased_at ? erasedParts(dossier, hands) : [
  head(dossier, hands),
  stepsCard(dossier, hands.steps),
  dossier.receipt_url ? receipt(dossier) : null,
  dossier.may_decide ? decisionBar(hands) : null,
  openItems(dossier),
  forms(dossier, hands),
  papers(dossier, hands),
  persons(dossier),
  answers(dossier),
  copyCard(dossier, hands.copying),
  history(dossier, hands),
]);

/** What is left of a dossier that was erased. */
const erasedParts = (dossier, hands) => [
  head(dossier, hands),
  erasedNote(dossier),
  stepsCard(dossier, hands.steps),
  history(dossier, hands),
];

function head(dossier, { siblings, open, close }) {
  const others = siblings.filter((brother) => brother.id !== dossier.id);
  const belongs = siblings.length > others.length;
  return make(
    "header", { class: "dossier-head" },
    make("div", { class: "grow" },
      make("h2", {}, dossier.procedure_name),
      make("p", { class: "muted" },
        `${t("reference", { reference: dossier.reference })} · `,
        t("handed_in", { time: clock(dossier.created_at), day: day(dossier.created_at) }),
        dossier.ticket_number ? ` · ${dossier.ticket_number}` : "",
        dossier.clock && dossier.may_decide ? ` · ${t("answer_by", { time: clock(dossier.clock.until), day: day(dossier.clock.until) })}` : "")),
    dossier.erased_at ? null : drawChip("dossier", dossier.state),
    dossier.upstream.map(upstreamMark),
    belongs ? null : make("button", { class: "button slim", type: "button", onclick: close }, t("back_to_list")),
    others.length > 0 && belongs
      ? make("div", { class: "others" }, others.map((brother) => make(
        "button", { class: "button slim", type: "button", "data-key": brother.id, onclick: () => open(brother.id) },
        icon("paper"), brother.procedure_name)))
      : null,
  );
}

/** Where the dossier stands with a system behind the centre, and since when. */
function upstreamMark(one) {
  const { word, tone } = chipOf("delivery", one.state);
  const told = one.told ? ` · ${chipOf("upstream", one.told).word}` : "";
  const said = t("upstream", { backend: one.backend, word, time: clock(one.since), day: day(one.since) });
  return make("span", { class: `chip upstream ${tone}`, title: one.reason }, said, told);
}

const decisionBar = ({ decide, strong, may }) => make(
  "div", { class: "decision-bar" },
  choice(DecisionKind.ACCEPT, "check", "A", strong ? "strong" : "", decide),
  choice(DecisionKind.SUPPLEMENT, "plus", "S", "", decide),
  may.has(Permission.REFUSE) ? choice(DecisionKind.REFUSE, "cross", "X", "danger", decide) : null,
);

const choice = (kind, picture, key, look, decide) => make(
  "button", { class: `button ${look}`, type: "button", id: `do-${kind}`, "data-key": kind, onclick: () => decide(kind) },
  icon(picture), make("span", {}, t(kind)), make("kbd", {}, key),
);

function receipt(dossier) {
  const print = make("button", { class: "button", type: "button", id: "print", "data-key": "print" },
    icon("printer"), make("span", {}, t("print")), make("kbd", {}, "P"));
  print.addEventListener("click", () => print.dispatchEvent(new CustomEvent("print-receipt", { bubbles: true })));
  const address = api.receiptAddress(dossier);
  return make(
    "article", { class: "card accepted" },
    make("div", { class: "accepted-facts" },
      make("dl", {},
        fact("code", dossier.code || t("no_unit_code")),
        fact("due", dossier.due ? date(dossier.due) : null, dossier.due_text),
        fact("where", dossier.result_where)),
      print,
      dossier.receipt_sheet
        ? sheetMark(dossier.receipt_sheet)
        : null,
      dossier.receipt_code_url
        ? make("figure", { class: "receipt-code" },
          picture(dossier.receipt_code_url, t("receipt_code")),
          make("figcaption", {}, t("receipt_code")))
        : null),
    make("button", {
      type: "button", class: "receipt-picture", "data-key": "receipt", "aria-label": t("receipt_open"),
      onclick: () => openPages({ name: t("receipt"), files: [{ url: address }] }, 0, true),
    }, picture(address, t("receipt_alt"))),
  );
}

function forms(dossier, { askForm }) {
  const buttons = formButtons(dossier, askForm);
  return buttons && part("forms", "printer", buttons);
}

function sheetMark(state) {
  const { word, tone } = chipOf("sheet", state);
  return make("p", { id: "sheet", class: `chip ${tone}` }, icon("printer"), word);
}

const fact = (key, value, more = null) => (value
  ? make("div", { class: key }, make("dt", {}, t(key)), make("dd", {}, value),
    more && more !== value ? make("dd", { class: "more muted" }, more) : null)
  : null);

function papers(dossier, hands) {
  const rows = dossier.papers.map((paper) => paperRow(paper, dossier.may_decide ? hands.decide : null));
  return part("papers", "paper", make("ul", { class: "papers" }, rows));
}

/** One paper; where a database stands for it, `decide` brings it back. */
function paperRow(paper, decide) {
  const { tone, icon: sign } = chipOf("paper", paper.state);
  return make(
    "li", {},
    make("div", { class: "paper-name" },
      make("b", {}, paper.name),
      make("span", { class: `chip ${tone}` }, icon(sign), paper.state_text)),
    decide && paper.state === PaperState.REPLACED
      ? make("button", {
        type: "button", class: "button slim", "data-key": `no-data-${paper.id}`,
        "aria-label": t("no_data_of", { name: paper.name }), onclick: () => decide(NO_DATA, paper),
      }, t("no_data"))
      : null,
    paper.files.length > 0
      ? make("div", { class: "thumbs" }, paper.files.map((file, index) => thumb(paper, file, index)))
      : null,
  );
}

const thumb = (paper, file, index) => make(
  "button", {
    type: "button", class: "thumb", "data-key": `${paper.id}-${index}`,
    "aria-label": t("open_page", { name: paper.name, n: index + 1 }),
    onclick: () => openPages(paper, index),
  },
  picture(file.url, ""),
);

function picture(address, alt) {
  const image = make("img", { src: address, alt });
  image.addEventListener("error", async () => {
    const refusal = await api.refusalOf(address);
    image.replaceWith(make("span", { class: "muted" }, t(has(refusal) ? refusal : "picture_missing")));
  });
  return image;
}

function persons(dossier) {
  const ofCard = [ValueSource.CARD, ValueSource.CARD_TYPED_OVER];
  const fromCard = dossier.persons.some((one) => one.values.some((value) => ofCard.includes(value.source)));
  return part("persons", "person",
    fromCard ? make("p", { class: "muted" }, t("unsigned")) : null,
    make("div", { class: "persons" }, dossier.persons.map(personCard)));
}

function personCard(person) {
  const shown = uncovered.has(person.role);
  const values = person.values.filter((one) => one.value);
  const covers = values.some((one) => COVERED.has(one.input));
  const source = mostCommonSource(values);
  const flip = () => {
    if (shown) uncovered.delete(person.role); else uncovered.add(person.role);
    redraw();
  };
  const long = t(shown ? "hide_ids_of" : "show_ids_of", { name: person.name });
  return make(
    "section", { class: "person", "data-role": person.role },
    make("h3", {}, make("span", { class: "grow" }, person.name, source ? sourceMark(source) : null),
      covers
        ? make("button", {
          type: "button", class: "button slim", "data-key": `show-${person.role}`,
          "aria-pressed": String(shown), "aria-label": long, onclick: flip,
        }, icon("eye"), t(shown ? "hide_ids" : "show_ids"))
        : null),
    make("dl", {}, values.map((one) => make(
      "div", {},
      make("dt", {}, one.label),
      make("dd", {}, textOf(one, shown), one.source === source ? null : sourceMark(one.source))))),
    person.warnings.map((warning) => make("p", { class: "note wait" }, icon("alert"), warningText(warning))),
  );
}

function sourceMark(source) {
  const { word, tone } = chipOf("source", source);
  return make("small", { class: `source ${tone}` }, word);
}

/** Where most of a person's values come from; the others are marked one by one. */
function mostCommonSource(values) {
  const counts = {};
  for (const { source } of values) counts[source] = (counts[source] ?? 0) + 1;
  return Object.keys(counts).sort((one, other) => counts[other] - counts[one])[0];
}

const warningText = (warning) => t(has(`warning_${warning}`) ? `warning_${warning}` : "warning_other");

const textOf = (one, shown) => (COVERED.has(one.input) && !shown ? cover(one.value) : one.shown);

/** What the citizen left to the counter: a line a person, a line a question. */
function openItems(dossier) {
  if (dossier.open_items.length === 0) return null;
  const lines = new Map();
  for (const item of dossier.open_items) {
    const about = item.about || t("the_dossier");
    lines.set(about, [...(lines.get(about) ?? []), item.name]);
  }
  return part("open_items", "question",
    make("p", { class: "muted" }, t("open_items_note")),
    make("dl", { class: "open-items" }, [...lines].map(([about, names]) =>
      make("div", {}, make("dt", {}, about), make("dd", {},
        make("ul", {}, names.map((name) => make("li", {}, name))))))));
}

function answers(dossier) {
  if (dossier.answers.length === 0) return null;
  return part("answers", "question", make("dl", { class: "answers" }, dossier.answers.map((answer) =>
    make("div", {}, make("dt", {}, answer.question), make("dd", {}, answer.answer)))));
}

function history(dossier, hands) {
  const consent = t("consent", { time: clock(dossier.consent.given_at), day: day(dossier.consent.given_at) });
  return part("history", "clock",
    make("ul", { class: "history" },
      make("li", {}, consent),
      dossier.decisions.map((decision) => make("li", {},
        `${clock(decision.at)}, ${day(decision.at)} · ${decision.officer} · ${chipOf("decision", decision.kind).word}`,
        decision.reason ? make("p", {}, decision.reason) : null,
        decision.remark ? make("p", { class: "muted" }, t("remark", { remark: decision.remark })) : null))),
    eraseButton(dossier, hands));
}

const part = (key, picture, ...children) => make(
  "article", { class: `card part-${key}` }, make("h2", {}, icon(picture), t(key)), children,
);

function hash(text) {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return sum;
}
