// The public board: who is called where. Numbers only; every event is followed by a fresh look at the whole.

import { allow, chime, isAllowed } from "./chime.js";
import { EventType } from "./contract.js";
import { find, fill, make, show, write } from "./dom.js";
import { follow } from "./live.js";
import { Newest } from "./newest.js";
import { clock, day, page, t, weekday } from "./words.js";

const NEW_CALL_MS = 8000;
const FRESH_LOOK_MS = 60000;
const RECENT = 6;
const MISSED = 6;
const LOST_AFTER_MS = 3000;

const at = (id) => document.getElementById(id);
const looks = new Newest();
let stream = null;
let lostSince = null;
let newest = null;
let calmDown = null;
let hubAhead = 0; // Milliseconds: the hall sees the hub's time, whatever this machine believes.

async function look() {
  const asked = looks.asking();
  try {
    const answer = await fetch(`/v1/board?lang=${page.lang}`, { cache: "no-store" });
    if (!answer.ok) return null;
    const board = await answer.json();
    hubAhead = Date.parse(board.at) - Date.now();
    if (looks.take(board, asked)) draw(board);
    return board;
  } catch {
    return null; // The stream tells that the connection is lost.
  }
}

function draw(board) {
  drawCalls(board.calling);
  fill(at("waiting"), board.waiting.map(waitingRow));
  show(at("missed-card"), board.missed.length > 0);
  fill(at("missed"), board.missed.slice(-MISSED).map((number) => make("li", {}, number)));
  drawResting("paused", board.counters);
  drawResting("closed", board.counters);
}

/** Counters where nobody is called for now: told once, quietly, so that nobody waits in front of one. */
function drawResting(state, counters) {
  const numbers = counters.filter((counter) => counter.state === state).map((counter) => counter.number);
  show(at(state), numbers.length > 0);
  write(at(`${state}-numbers`), numbers.join(", "));
  show(at("resting"), !at("paused").hidden || !at("closed").hidden);
}

function drawCalls(calling) {
  const [first, ...others] = calling;
  show(at("hero"), Boolean(first));
  show(at("quiet"), !first);
  if (first) drawHero(first);
  fill(at("recent"), others.slice(0, RECENT).map(callRow));
  show(at("recent-title"), others.length > 0);
}

function drawHero({ number, counter }) {
  write(at("hero-number"), number);
  write(at("hero-counter"), counter);
}

const callRow = ({ number, counter }) => make(
  "li", {},
  make("b", {}, number),
  make("span", { class: "to" },
    make("span", {}, t("counter")), make("small", { lang: page.other }, t("counter_other")), make("b", {}, counter)),
);

function waitingRow({ id, letter, name, waiting }) {
  const known = page.fields[id] ?? { letter, name, other: "" };
  return make(
    "li", {},
    make("b", { class: "letter" }, known.letter),
    make("span", { class: "name" },
      make("span", {}, known.name), make("small", { lang: page.other }, known.other)),
    make("b", { class: "count" }, String(waiting)),
  );
}

/** A call is shown the moment it is heard, and stands out for some seconds. */
function called({ number, counter }) {
  newest = { number, counter };
  show(at("hero"), true);
  show(at("quiet"), false);
  drawHero(newest);
  const hero = at("hero");
  hero.classList.remove("new");
  void hero.offsetWidth; // Restart the animation for a second call of the same number.
  hero.classList.add("new");
  clearTimeout(calmDown);
  calmDown = setTimeout(() => hero.classList.remove("new"), NEW_CALL_MS);
  chime();
}

let pending = null;
function lookSoon() {
  clearTimeout(pending);
  pending = setTimeout(look, 120);
}

function onEvent({ type, data }) {
  looks.saw(data.seq);
  if (type === EventType.TICKET_CALLED) called(data);
  lookSoon();
}

function onState(state) {
  lostSince = state === "lost" ? Date.now() : null;
  if (state === "live") look();
}

function tick() {
  const now = Date.now();
  const there = now + hubAhead;
  write(at("clock"), clock(there));
  write(at("date"), `${t("weekdays").split("|")[weekday(there)]}, ${day(there)}`);
  const lost = lostSince !== null && now - lostSince >= LOST_AFTER_MS;
  show(at("lost"), lost);
  document.body.classList.toggle("stale", lost);
  const heard = stream?.heardAt();
  const age = heard ? t("age", { n: Math.round((now - heard) / 1000) }) : "";
  const word = lost || !heard ? t("connecting") : t("live");
  find("#state").dataset.state = lost ? "lost" : heard ? "live" : "connecting";
  write(find("#state"), age ? `${word} · ${age}` : word);
}

async function turnOn() {
  await allow();
  show(at("sound"), !isAllowed());
  chime();
}

async function begin() {
  at("sound").addEventListener("click", turnOn);
  if (page.sound) turnOn();
  const board = await look();
  stream = follow("/v1/events", { after: board?.seq ?? null, onEvent, onState });
  tick();
  setInterval(tick, 1000);
  setInterval(look, FRESH_LOOK_MS);
}

begin();
