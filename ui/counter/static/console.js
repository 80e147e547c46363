// The counter console: one state, drawn again after every act and every event of the hub.

import * as api from "./api.js";
import { askPause, askTransfer, drawAside, tickUndo } from "./aside.js";
import { Act, CounterState, DecisionKind, DossierState, EventType, Permission, StepKind, TicketState } from "./contract.js";
import { askNumber } from "./by_hand.js";
import { askPortalCode, copyAll, copyField, copyNext } from "./copying.js";
import { askDecision } from "./decide.js";
import { find, findAll, fill, icon, make, refill, show, write } from "./dom.js";
import { drawAgain, drawDossier, toggleNumbers } from "./dossier.js";
import { askErasure } from "./erasing.js";
import { askForm } from "./forms.js";
import { drawList } from "./list.js";
import { follow } from "./live.js";
import { askFee, askHandOut, offers } from "./steps.js";
import { Newest } from "./newest.js";
import { isSecondPress, noticeRow, urgentFirst } from "./notices.js";
import { drawCurrent, drawQueue } from "./queue.js";
import { clock, has, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const LOST_AFTER_MS = 3000;
const FRESH_LOOK_MS = 30000;

const state = {
  counter: null, queue: null, notices: [],
  listed: DossierState.WAITING_CHECK, // which dossiers are listed while nobody is being served
  waiting: [],
  open: new URLSearchParams(location.hash.slice(1)).get("dossier"), // id of the dossier beside the ticket
  dossier: null,
  current: undefined, // id of the ticket at the last look
};
if (location.hash) history.replaceState(null, "", location.pathname + location.search);
const AT_COUNTER = new Set([TicketState.CALLED, TicketState.ON_THE_WAY, TicketState.SERVING]);
let may = new Set(); // what the account permits
const looks = new Newest(); // at the dossier beside the ticket
let stream = null;
let lostSince = null;
let leaving = Promise.resolve();

// Drawing.

function draw() {
  show(at("work"), true);
  drawCurrent(state);
  drawQueue(state, callOne);
  drawAside(state, { call: callOne, resume: (ticket) => perform("resume", () => api.resume(ticket.id), told("told_waits")) });
  refill(at("notices"), urgentFirst(state.notices).map((notice) => noticeRow(notice, perform)));
  show(at("notices"), state.notices.length > 0);
  const panel = at("dossier");
  if (state.dossier) {
    drawDossier(panel, state.dossier, {
      siblings: state.counter.dossiers, strong: wantsDecision(), open: openDossier, close: closeDossier, decide,
      askForm: (form) => askForm(form, state.dossier, reasonOf), may, steps, copying, erase,
    });
  } else {
    drawList(panel, state, { open: openDossier, find: findDossier, may, choose: (which) => { state.listed = which; look(); } });
  }
  strongAction();
}

const wantsDecision = () =>
  Boolean(state.dossier?.may_decide && state.dossier.state === DossierState.WAITING_CHECK
    && (!state.counter.current || state.counter.current.state === TicketState.SERVING));

/** One action of the page stands out: the one that comes next. */
function strongAction() {
  const current = state.counter.current;
  at("next").classList.toggle("strong", !current && !wantsDecision());
  at("step").classList.toggle("strong", Boolean(current) && !wantsDecision());
}

// Looking at the hub.

let looking = null;
let again = null;

/** Fetch everything that is on the page; who calls meanwhile gets the promise of one more look. */
function look() {
  if (!at("login").hidden) return Promise.resolve();
  if (looking) {
    again ??= looking.then(() => { again = null; return look(); });
    return again;
  }
  looking = fetchAll().catch(refused).finally(() => { looking = null; });
  return looking;
}

async function fetchAll() {
  const before = acted;
  const [counter, queue, notices] = await Promise.all([api.counter(), api.queue(), api.notices()]);
  const current = counter.current?.id ?? null;
  if (state.current !== undefined && current !== state.current) state.open = null;
  if (current && !state.open && counter.dossiers.length > 0) state.open = counter.dossiers[0].id;
  const wanted = state.open;
  const asked = looks.asking();
  const dossier = wanted && may.has(Permission.RECEIVE) ? looks.take(await api.dossier(wanted), asked) ?? state.dossier : null;
  const waiting = dossier || !may.has(Permission.RECEIVE) ? [] : await api.dossiersIn(state.listed);
  // The clerk has opened another one meanwhile, or done something, and asked for one more look.
  if (state.open !== wanted || acted !== before) return;
  Object.assign(state, { counter, queue, notices, current, dossier, waiting });
  draw();
}

let soon = null;
function lookSoon() {
  clearTimeout(soon);
  soon = setTimeout(look, 80);
}

// Acts.

const queued = new Set(); // names of what is being done or waits for its turn
let last = Promise.resolve();
let acted = 0; // so many acts are done: an older look is not drawn over them

/** Draw the number as the answer has it: the next key need not wait for a look at everything. */
function showAtOnce({ ticket }) {
  if (ticket === undefined || !state.counter) return;
  const here = ticket && AT_COUNTER.has(ticket.state) && ticket.counter === page.counter;
  state.counter = { ...state.counter, current: here ? ticket : null };
  draw();
}

/** Do one thing at the hub, after what was asked before; the same thing asked twice meanwhile is done once.
    `told` makes the sentence that confirms it. */
function perform(name, act, told = () => "") {
  if (queued.has(name)) return;
  queued.add(name);
  document.body.classList.add("busy");
  last = last.then(async () => {
    try {
      const answer = await act();
      acted += 1;
      showAtOnce(answer);
      tell(told(answer));
    } catch (error) {
      refused(error);
    }
    look();
    queued.delete(name);
    if (queued.size === 0) document.body.classList.remove("busy");
  });
}

function refused(error) {
  if (!(error instanceof api.Refusal)) throw error;
  if (error.id === "logged_off") return;
  if (error.status === 401) { showLogin(t("logged_out")); return; }
  tell(reasonOf(error), true);
}

function reasonOf(error) {
  if (has(error.id)) return t(error.id);
  return t("problem", { reason: error.id === "network" ? t("problem_network") : error.id });
}

function tell(sentence, bad = false) {
  if (!sentence) return;
  at("told").classList.toggle("bad", bad);
  write(at("told"), sentence);
}

const toldCalled = ({ ticket }) => (ticket ? t("told_called", { number: ticket.number }) : t("told_nobody"));
const told = (key) => ({ ticket }) => t(key, { number: ticket.number });

const callOne = (ticket) => perform("call", () => api.call(ticket.id), toldCalled);

const acts = {
  next: () => perform("call", () => api.call(), toldCalled),
  recall: () => perform("recall", () => api.act(Act.RECALL), told("told_again")),
  absent: () => perform("absent", () => api.act(Act.NO_SHOW), told("told_no_show")),
  step: () => (state.counter.current?.state === TicketState.SERVING
    ? perform("step", () => api.act(Act.FINISH), told("told_finished"))
    : perform("step", () => api.act(Act.START), told("told_serving"))),
  "finish-next": () => perform("step", api.finishAndCall, toldCalled),
  hold: () => perform("hold", () => api.act(Act.HOLD), told("told_hold")),
  park: () => perform("park", () => api.act(Act.PARK), told("told_park")),
  undo: () => perform("undo", api.undo, told("told_undone")),
  transfer: () => askTransfer(state, (...where) => perform("transfer", () => api.transfer(...where), told("told_handed_on")))
    .catch(refused),
  "give-number": () => askNumber(state, reasonOf, look),
  emergency: () => perform("emergency", api.emergency, () => t("told_emergency")),
  pause: () => (state.counter.counter.state === CounterState.PAUSED
    ? perform("pause", () => api.changeCounter(CounterState.OPEN))
    : askPause((reason) => perform("pause", () => api.changeCounter(CounterState.PAUSED, reason)))),
};

function openDossier(id) { state.open = id; look(); }
function closeDossier() { state.open = null; state.dossier = null; look(); }

async function findDossier(reference) {
  const found = await api.dossiersByReference(reference).catch((error) => { refused(error); return []; });
  if (found.length > 0) openDossier(found[0].id);
  return found.length > 0;
}

async function decide(kind, paper = null) {
  const dossier = state.dossier;
  if (!dossier?.may_decide || queued.size > 0) return;
  if (kind === DecisionKind.REFUSE && !may.has(Permission.REFUSE)) { tell(t("not_allowed"), true); return; }
  const asked = looks.asking();
  const done = await askDecision(kind, dossier, reasonOf, paper);
  if (done) { state.dossier = looks.take(done, asked) ?? state.dossier; draw(); at("dossier").scrollTo(0, 0); find("#print")?.focus(); }
  await look();
}

const erase = () => askErasure(state.dossier, reasonOf, () => { tell(t("told_erased")); look(); });

// What follows a dossier's hand-in: each is noted at the hub, and can be taken back.

function note(kind, step, body) {
  const { id } = state.dossier;
  perform(`note ${kind}`, () => api.noteStep(id, step, body), () => t(`told_${kind}`));
}

function takeBack(kind) {
  const { id } = state.dossier;
  perform(`back ${kind}`, () => api.takeBack(id, kind), () => t("told_back"));
}

const steps = {
  [StepKind.READY]: () => note(StepKind.READY, "ready"),
  [StepKind.HANDED_OUT]: () => askHandOut(state.dossier, (to) => note(StepKind.HANDED_OUT, "handed-out", { to })),
  [StepKind.FEE]: () => askFee(state.dossier, (paid) => note(StepKind.FEE, "fee", paid)),
  back: takeBack,
};

// Nothing is typed twice: fields are copied into the portal's form, its code is pasted back.

async function copied(copying) {
  if (!state.dossier || state.dossier.portal_fields.length === 0) return;
  const { sentence, done } = await copying(state.dossier);
  tell(sentence, !done);
  drawAgain();
}

function pasteCode() {
  const { dossier } = state;
  if (!offers(dossier, StepKind.PORTAL_CODE)) return;
  askPortalCode(dossier, async (code) => {
    await api.noteStep(dossier.id, "portal-code", { code });
    acted += 1;
    tell(t("told_portal_code"));
    look();
  }, reasonOf);
}

const copying = {
  next: () => copied(copyNext), all: () => copied(copyAll), paste: pasteCode,
  field: (index) => copied((dossier) => copyField(dossier, index)),
};

const step = (kind) => offers(state.dossier, kind) && steps[kind]();

async function printReceipt() {
  if (!state.dossier?.receipt_url) return;
  const picture = make("img", { src: api.receiptAddress(state.dossier), alt: "" });
  fill(at("print-sheet"), picture);
  await picture.decode().catch(() => null);
  window.print();
}

// Keys: by their place on the keyboard, so that a Vietnamese input method does not swallow them.

const keys = {
  KeyN: () => (state.counter.current ? tell(t("counter_busy"), true) : click("next")), KeyM: () => click("finish-next"),
  KeyR: () => click("recall"), KeyV: () => click("absent"), KeyF: () => click("step"),
  KeyG: () => click("hold"), KeyK: () => click("park"), KeyT: () => click("transfer"), KeyU: () => click("undo"),
  KeyO: () => click("pause"), KeyJ: () => click("give-number"), KeyW: () => at("open-here")?.click(),
  KeyE: () => (isSecondPress() ? click("emergency") : tell(t("emergency_again"))),
  KeyA: () => decide(DecisionKind.ACCEPT), KeyS: () => decide(DecisionKind.SUPPLEMENT), KeyX: () => decide(DecisionKind.REFUSE),
  KeyD: () => step(StepKind.READY), KeyB: () => step(StepKind.HANDED_OUT), KeyL: () => step(StepKind.FEE),
  KeyC: () => copying.next(), KeyY: () => copying.all(), KeyI: () => copying.paste(),
  KeyH: () => toggleNumbers(), KeyP: () => printReceipt(),
};

const click = (id) => at(id).disabled || at(id).hidden || at(id).click();

function onKey(event) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || at("work").hidden) return;
  if (find("dialog[open]") || event.target.closest("input, textarea, select")) return;
  if (event.key === "?") { event.preventDefault(); at("help").showModal(); return; }
  if (!keys[event.code]) return;
  event.preventDefault();
  press(event.code);
}

const pressed = new Set(); // keys whose act is not done yet
let typing = Promise.resolve();

/** Act on a key once what was asked before is done and drawn; the same key pressed meanwhile is one with it. */
function press(code) {
  if (pressed.has(code)) return;
  pressed.add(code);
  typing = typing.then(async () => {
    try {
      keys[code]();
      await last;
    } finally {
      pressed.delete(code);
    }
  });
}

// Log-in and connection.

function showLogin(problem = "") {
  api.leave();
  stream?.stop();
  stream = null;
  lostSince = null;
  Object.assign(state, { open: null, dossier: null, current: null, counter: null });
  // Nothing of the last citizen may stay in the page behind the log-in.
  for (const id of ["dossier", "queue", "missed", "aside", "notices", "print-sheet", "told"]) at(id).replaceChildren();
  findAll("dialog[open]").forEach((dialog) => dialog.close());
  at("login-code").value = "";
  write(at("login-problem"), problem);
  show(at("login-problem"), problem !== "");
  for (const [id, visible] of [
    ["login", true], ["work", false], ["state", false], ["officer", false], ["lost", false], ["elsewhere", false],
  ]) show(at(id), visible);
  at(at("login-officer").value ? "login-code" : "login-officer").focus();
}

/** Say that the account is signed in at another place too: at both, since either may be somebody else. */
function drawElsewhere({ elsewhere }) {
  if (elsewhere) write(at("elsewhere-word"), t("elsewhere", { time: clock(elsewhere) }));
  show(at("elsewhere"), Boolean(elsewhere));
}

const lookElsewhere = () => api.session().then(drawElsewhere, refused);

async function begin({ officer, name, permissions, counters, elsewhere }) {
  may = new Set(permissions);
  if (!may.has(Permission.SERVE)) { showLogin(t("not_allowed")); return; }
  if (counters && !counters.includes(page.counter)) {
    showLogin(t("other_counter", { counters: counters.join(", ") || "–" }));
    return;
  }
  write(at("officer-name"), name);
  drawElsewhere({ elsewhere });
  for (const [id, visible] of [["login", false], ["state", true], ["officer", true]]) show(at(id), visible);
  write(at("state"), t("connecting"));
  await look();
  if (!at("login").hidden) return;
  stream?.stop();
  stream = follow("/v1/staff/events", {
    after: state.queue?.seq ?? null,
    onEvent: (event) => {
      lookSoon();
      if (event.type === EventType.SESSION_OPENED && event.data.officer === officer) lookElsewhere();
    },
    onState: (now) => { lostSince = now === "lost" ? Date.now() : null; if (now === "live") look(); tick(); },
    onDenied: () => showLogin(t("logged_out")),
  });
}

async function onLogin(event) {
  event.preventDefault();
  show(at("login-problem"), false);
  await leaving;
  try {
    await begin(await api.logIn(at("login-officer").value.trim(), at("login-code").value.trim()));
    at("login-code").value = "";
  } catch (error) {
    if (!(error instanceof api.Refusal)) throw error;
    write(at("login-problem"), reasonOf(error));
    show(at("login-problem"), true);
    at("login-code").select();
  }
}

function tick() {
  if (!stream) return;
  const lost = lostSince !== null && Date.now() - lostSince >= LOST_AFTER_MS;
  const heard = stream.heardAt();
  const word = lost ? "lost" : heard ? "live" : "connecting";
  const age = heard ? ` · ${t("age", { n: Math.round((Date.now() - heard) / 1000) })}` : "";
  at("state").dataset.state = word;
  write(at("state"), t(word) + age);
  show(at("lost"), lost);
}

at("login").addEventListener("submit", onLogin);
at("leave").addEventListener("click", () => { showLogin(); leaving = api.logOut().catch(() => null); });
at("leave-elsewhere").addEventListener("click", () => api.logOutElsewhere().then(lookElsewhere, refused));
at("help-open").addEventListener("click", () => at("help").showModal());
for (const id of Object.keys(acts)) at(id).addEventListener("click", acts[id]);
at("dossier").addEventListener("print-receipt", printReceipt);
document.addEventListener("keydown", onKey);
setInterval(() => { tick(); tickUndo(); }, 1000);
setInterval(() => stream && look(), FRESH_LOOK_MS);

if (page.loggedIn) api.session().then(begin, () => showLogin());
else showLogin();
