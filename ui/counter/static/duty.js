// The centre's day as who supervises it leads it: who works where, which counters are open, who needs help, and how
// the kiosks and their devices are.

import { ask } from "./ask.js";
import { CounterState, Permission } from "./contract.js";
import { make, refill, show } from "./dom.js";
import { clockOff, devices, disk, heard, line, waits } from "./kiosk_state.js";
import { noticeRow, urgentFirst } from "./notices.js";
import { refused, saying } from "./told.js";
import { t } from "./words.js";

const at = (id) => document.getElementById(id);
const say = saying("duty-told");
const REASON = "by_supervisor"; // why a counter pauses or closes that nobody there chose

let may = new Set();
const NOTHING = { officers: [], kiosks: [], now: null };
let duty = NOTHING;
const chosen = new Map(); // the counter that is chosen for an officer and not yet sent: drawn anew, it stays

/** Says if the account may lead the day: who works where is shown to nobody else. */
export const supervises = () => may.has(Permission.SUPERVISE);

/** Learn what the account permits; the page shows no more than that. */
export async function learn() {
  const session = await ask("GET", "/v1/session").catch(() => null);
  may = new Set(session?.permissions ?? []);
}

async function perform(act) {
  try {
    await act();
    say("");
  } catch (error) {
    refused(error, say);
  }
  await lookAtDuty();
}

/** Who works at a counter today: those who are assigned to it by name. */
export const officersAt = (number) =>
  duty.officers.filter((one) => one.counters?.includes(number)).map((one) => one.name).join(", ");

const changeState = (number, state) => perform(() => ask("POST", `/v1/counters/${number}/state`, {
  state, reason: state === CounterState.OPEN ? "" : t(REASON),
}));

const OPENS = [[CounterState.OPEN, "do_open"]];
const ENDS = [[CounterState.PAUSED, "do_pause"], [CounterState.CLOSED, "do_close"]];

/** The buttons that open, pause or close a counter, for who may. */
export function stateButtons(one) {
  if (!supervises() || !may.has(Permission.SERVE)) return null;
  return make("div", { class: "others" }, (one.state === CounterState.OPEN ? ENDS : OPENS).map(([state, word]) => make("button", {
    class: "button slim", type: "button", "data-key": `${word}-${one.number}`,
    "aria-label": `${t(word)}: ${one.number} · ${one.name}`, onclick: () => changeState(one.number, state),
  }, t(word))));
}

function officerRow(one, counters) {
  const choice = make("select", { "aria-label": t("move_of", one), "data-key": `at-${one.login}` },
    counters.filter(({ number }) => !one.counters?.includes(number)).map(({ number, name }) =>
      make("option", { value: number, selected: chosen.get(one.login) === number }, `${number} · ${name}`)));
  choice.onchange = () => chosen.set(one.login, choice.value);
  const move = () => perform(() => ask("POST", `/v1/officers/${encodeURIComponent(one.login)}/move`, { counter: choice.value }));
  return make("li", {},
    make("b", {}, one.name),
    make("span", { class: "grow" }, one.counters === null ? t("everywhere") : t("at_counters", { counters: one.counters.join(", ") })),
    one.counters === null ? null : choice,
    one.counters === null ? null : make("button", {
      class: "button slim", type: "button", "data-key": `move-${one.login}`, onclick: move,
    }, t("move")));
}

const TONES = ["bad", "wait", "good"]; // what is worst stands first

/** A kiosk: whether it is heard from, and while it is, its devices and what else of it somebody must see to. */
function stateOf(one) {
  const said = one.said;
  const lines = said && !one.silent ? [...devices(said), ...[waits(said), disk(said), clockOff(said)].filter((found) => found?.bad)] : [];
  const [tone, word] = one.silent ? ["bad", "silent"] : lines.some(({ bad }) => bad) ? ["wait", "needs_somebody"] : ["good", "well"];
  return { one, lines, tone, word };
}

const kioskRow = ({ one, lines, tone, word }) => make("li", {},
  make("b", {}, one.kiosk),
  make("span", { class: `chip ${tone}` }, t(word)),
  make("span", { class: "grow" }, heard(one, duty.now), one.silent ? `. ${t("silent_do")}` : ""),
  make("ul", {}, lines.map(line)));

const worstFirst = (one, other) => TONES.indexOf(one.tone) - TONES.indexOf(other.tone);

/** Draw who works where and how the kiosks are, today alone; `counters` are those of the centre. */
export function drawDuty(counters, isToday) {
  show(at("duty-part"), isToday && duty.officers.length > 0);
  refill(at("duty"), duty.officers.map((one) => officerRow(one, counters)));
  show(at("kiosks-part"), isToday && duty.kiosks.length > 0);
  refill(at("kiosks"), duty.kiosks.map(stateOf).sort(worstFirst).map(kioskRow));
}

/** Look who works where, and what needs somebody. */
export async function lookAtDuty() {
  if (supervises()) duty = await ask("GET", "/v1/duty").catch(() => NOTHING);
  const found = may.has(Permission.SERVE) ? await ask("GET", "/v1/notices").catch(() => null) : null;
  const notices = urgentFirst(found?.notices ?? []);
  refill(at("notices"), notices.map((notice) => noticeRow(notice, (_, act) => perform(act))));
  show(at("notices"), notices.length > 0);
}
