// An officer opens a dossier for somebody who brings the papers to the counter. The hub says what is asked for in
// each case; what stands in the fields stays in this page until it is sent.

import { ask } from "./ask.js";
import { find, icon, make, refill, show, write } from "./dom.js";
import { refused, saying } from "./told.js";
import { page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const say = saying("problem");
const path = `/v1/counters/${encodeURIComponent(page.counter)}`;
const NEW = "new"; // the choice of a new number; every other one is a number's id, or none
const LONG = "address"; // takes the whole line
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

const filled = { answers: {}, persons: {}, cards: {}, papers: {} }; // papers: those that were brought, with their pages
const scans = {}; // what a scanner has typed so far, by role: its fields may be drawn anew in the middle of a code
let sent = { body: "", key: "" }; // one key for all tries of the same: where an answer was lost, nothing comes twice

const complain = (error) => refused(error, say);

// Fields.

/** One value that is asked for; `keep(text)` takes it. */
function field(one, key, value, keep) {
  const choice = one.options.length > 0;
  const input = choice
    ? make("select", { "data-key": key }, make("option", { value: "" }, t("not_answered")),
      one.options.map(({ id, name }) => make("option", { value: id, selected: id === value }, name)))
    : make("input", {
      "data-key": key, maxlength: 300, inputmode: one.kind === "number" ? "numeric" : null,
      placeholder: one.kind === "date" ? t("date_hint") : null,
    });
  if (!choice) input.value = value;
  input.addEventListener(choice ? "change" : "input", () => keep(input.value));
  return make("label", { class: one.id === LONG ? "wide" : null }, one.label, input);
}

const question = (one) => field(one, `answer-${one.id}`, filled.answers[one.id] ?? "", (text) => {
  filled.answers[one.id] = text;
  if (one.options.length > 0) look();
});

function scanner(person) {
  const note = make("small", { class: "muted", role: "status" }, filled.cards[person.role] ? t("scanned") : t("scan_hint"));
  const input = make("input", { "data-key": `card-${person.role}`, maxlength: 1000 });
  input.value = scans[person.role] ?? "";
  input.addEventListener("input", () => { scans[person.role] = input.value; });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return; // a scanner ends what it types with it
    event.preventDefault();
    readCard(person, input.value);
    input.value = scans[person.role] = "";
  });
  return make("label", { class: "wide" }, t("scan"), input, note);
}

async function readCard({ role, inputs }, code) {
  if (!code.trim()) return;
  try {
    const { values } = await ask("POST", `${path}/card`, { code });
    const read = Object.fromEntries(inputs.filter(({ id }) => id in values).map(({ id }) => [id, values[id]]));
    filled.persons[role] = { ...filled.persons[role], ...read };
    filled.cards[role] = code;
    drawn = "";
    say("");
    await look();
  } catch (error) {
    complain(error);
  }
}

function personPart(person, first) {
  const known = (filled.persons[person.role] ??= {});
  const fields = make("div", { class: "fields" },
    person.card ? scanner(person) : null,
    person.inputs.map((one) => field(one, `${person.role}-${one.id}`, known[one.id] ?? "", (text) => { known[one.id] = text; })));
  const isOpen = first || Object.values(known).some(Boolean) || find(`#person-${person.role}`)?.open;
  return first
    ? make("section", { class: "card" }, make("h2", {}, person.name), fields)
    : make("details", { class: "card", id: `person-${person.role}`, open: isOpen }, make("summary", {}, person.name), fields);
}

// Papers.

async function addPictures(paper, input) {
  try {
    for (const picture of input.files) {
      const { file } = await ask("POST", `${path}/pages`, picture);
      const pages = (filled.papers[paper.id] ??= []);
      if (!pages.includes(file.sha256)) pages.push(file.sha256);
    }
    say("");
  } catch (error) {
    complain(error);
  }
  await look();
}

function paperRow(paper) {
  const pages = filled.papers[paper.id];
  const box = make("input", { type: "checkbox", "data-key": `paper-${paper.id}`, "aria-label": t("brought", paper), checked: Boolean(pages) });
  box.addEventListener("change", () => { if (box.checked) filled.papers[paper.id] = []; else delete filled.papers[paper.id]; look(); });
  const pictures = make("input", {
    type: "file", accept: "image/jpeg,image/png", capture: "environment", multiple: true, "data-key": `pictures-${paper.id}`,
    "aria-label": t("pictures", paper), class: "unseen",
  });
  pictures.addEventListener("change", () => addPictures(paper, pictures));
  return make("li", {},
    make("label", { class: "choice grow" }, box, make("span", {}, paper.name, paper.replaced ? make("small", { class: "muted" }, ` · ${t("replaced")}`) : null)),
    pages?.length ? make("span", { class: "chip good" }, t("pages", { n: pages.length })) : null,
    make("label", { class: "button slim" }, icon("paper"), t("add_pictures"), pictures));
}

// Looking at what is asked for, and sending it.

/** Draws a part anew; who types or chooses in it goes on where they were. */
function redraw(place, parts) {
  const before = document.activeElement ?? document.body;
  const caret = before.selectionStart;
  refill(place, parts);
  const same = before.dataset.key && find(`[data-key="${CSS.escape(before.dataset.key)}"]`, place);
  if (!same || document.activeElement === same) return;
  same.focus({ preventScroll: true });
  if (Number.isInteger(caret)) same.setSelectionRange(caret, caret); // boxes and choices have none
}

let asked = 0;
let drawn = ""; // the persons that are shown: drawn anew only where others are asked about, so that typing goes on

async function look() {
  const procedure = at("procedure").value;
  for (const id of ["rest", "send"]) show(at(id), procedure !== "");
  if (!procedure) { refill(at("questions")); return; }
  const turn = ++asked;
  try {
    const { questions, persons, papers } = await ask("POST", `${path}/opening`, { procedure, answers: filled.answers });
    if (turn !== asked) return; // another answer was chosen meanwhile
    redraw(at("questions"), questions.map(question));
    if (drawn !== JSON.stringify(persons)) redraw(at("persons"), persons.map((person, index) => personPart(person, index === 0)));
    drawn = JSON.stringify(persons);
    redraw(at("papers"), papers.map(paperRow));
    filled.shown = { persons: persons.map(({ role }) => role), papers: papers.map(({ id }) => id) };
  } catch (error) {
    complain(error);
  }
}

const only = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

async function send(event) {
  event.preventDefault();
  const chosen = at("number").value;
  const body = {
    procedure: at("procedure").value, lang: at("lang").value, consent: at("consent").checked, answers: filled.answers,
    cards: only(filled.cards, filled.shown.persons), persons: only(filled.persons, filled.shown.persons),
    papers: only(filled.papers, filled.shown.papers),
    ...(chosen === NEW ? { number: true } : chosen ? { ticket: chosen } : {}),
  };
  if (sent.body !== JSON.stringify(body)) sent = { body: JSON.stringify(body), key: newKey() };
  at("send").disabled = true;
  try {
    const { dossier } = await ask("POST", `${path}/dossiers`, body, { headers: { "Idempotency-Key": sent.key } });
    location.assign(`/counter/${encodeURIComponent(page.counter)}?lang=${page.lang}#dossier=${dossier.id}`);
  } catch (error) {
    complain(error);
    at("send").disabled = false;
  }
}

/** The numbers that the person may hold: the one at this counter first. Who serves nobody opens without one. */
async function offerNumbers() {
  const nothing = make("option", { value: "" }, t("no_number"));
  const [here, queue] = await Promise.all([ask("GET", path), ask("GET", "/v1/queue")]).catch(() => [null, null]);
  if (here === null) { refill(at("number"), nothing); return; }
  const current = here.current;
  const others = queue.tickets.filter(({ id }) => id !== current?.id);
  refill(at("number"),
    current ? make("option", { value: current.id }, t("here", current)) : null,
    make("option", { value: NEW }, t("new_number")),
    nothing,
    others.map(({ id, number }) => make("option", { value: id }, number)));
}

at("procedure").addEventListener("change", () => { filled.answers = {}; filled.papers = {}; say(""); look(); });
at("opening").addEventListener("submit", send);
try {
  const { procedures } = await ask("GET", `${path}/procedures`);
  at("procedure").append(...procedures.map(({ code, name }) => make("option", { value: code }, name)));
  await offerNumbers();
  at("procedure").focus();
} catch (error) {
  complain(error);
}
