// The figures of a day, for who looks after the centre: renewed by each event while it is today's.

import { ask } from "./ask.js";
import { CounterState } from "./contract.js";
import { find, make, refill, show, write } from "./dom.js";
import { drawDuty, learn, lookAtDuty, officersAt, stateButtons, supervises } from "./duty.js";
import { follow } from "./live.js";
import { clock, date, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const SOON_MS = 1500;
const LOOK_EVERY_MS = 30000; // a kiosk reports twice a minute, and one that falls silent is no event
const OPENING = [7, 18]; // hours drawn; numbers outside of them are counted in the sentence
const NARROW = 12;

let today = null; // the centre's own day, as it was first shown
const isToday = () => at("day").value === today;

const minutes = (n) => (n === null ? t("none") : t("minutes", { n }));
const STATES = {
  [CounterState.OPEN]: "open", [CounterState.PAUSED]: "paused", [CounterState.CLOSED]: "closed",
};

function hours(counts) {
  const space = "http://www.w3.org/2000/svg";
  const shown = counts.slice(...OPENING);
  const highest = Math.max(1, ...shown);
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("class", "hours");
  picture.setAttribute("viewBox", `0 0 ${shown.length * NARROW} 40`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("role", "img");
  const said = shown.map((count, index) => `${OPENING[0] + index}: ${count}`).join(", ");
  picture.setAttribute("aria-label", t("hours", { hours: said }));
  shown.forEach((count, index) => {
    const bar = document.createElementNS(space, "rect");
    const high = (38 * count) / highest;
    for (const [name, value] of [["x", index * NARROW + 1], ["y", 40 - high], ["width", NARROW - 2], ["height", high]]) {
      bar.setAttribute(name, value);
    }
    picture.append(bar);
  });
  return picture;
}

const cell = (...inside) => make("td", {}, ...inside);

const fieldRow = (one) => make("tr", {},
  cell(`${one.letter} · ${one.name}`), cell(String(one.given)), cell(String(one.waiting)), cell(String(one.served)),
  cell(String(one.no_shows)), cell(String(one.left)),
  cell(String(one.turned_away)),
  cell(`${one.appointments.in_time} – ${one.appointments.late} – ${one.appointments.missed}`),
  cell(one.wait_median === null ? t("none") : t("two_minutes", { half: one.wait_median, most: one.wait_p90 })),
  cell(minutes(one.service_median)), cell(hours(one.by_hour)));

function stateOf(one) {
  const parts = [t(STATES[one.state] ?? "not_open")];
  if (one.reason) parts.push(one.reason);
  if (one.since) parts.push(t("since", { time: clock(one.since) }));
  return parts.join(" · ");
}

const counterRow = (one) => make("tr", {},
  cell(`${one.number} · ${one.name}`),
  supervises() ? make("td", { class: "text" }, (isToday() && officersAt(one.number)) || t("none")) : null,
  make("td", { class: "text" }, stateOf(one), isToday() ? stateButtons(one) : null),
  cell(one.current ?? t("none")), cell(String(one.served)), cell(String(one.no_shows)), cell(minutes(one.service_median)));

const longRow = (one) => make("li", {},
  make("b", {}, one.number), make("span", { class: "grow" }, one.why),
  make("span", { class: "minutes" }, t("minutes", { n: one.waited_minutes })));

function draw({ day, fields, counters, longest, told }) {
  if (!at("day").value) at("day").value = today = day;
  at("table").href = `/v1/figures.csv?day=${day}`;
  write(find("#figures-told"), date(day));
  refill(at("fields"), fields.map(fieldRow));
  refill(at("counters"), counters.map(counterRow));
  refill(at("longest"), longest.map(longRow));
  show(at("longest-part"), longest.length > 0);
  const percent = told.known ? Math.round((100 * told.inside) / told.known) : 0;
  write(at("told-waits"), told.known ? t("told", { ...told, percent }) : t("told_none"));
}

function limitRow(one) {
  const words = one.lifted ? t("is_lifted") : one.left === null ? t("no_limit") : t("left", { n: one.left, time: clock(one.closes) });
  return make("li", {},
    make("b", {}, one.name), make("span", { class: "grow" }, words),
    one.left === null && !one.lifted ? null : make("button", {
      class: "button slim", type: "button", "data-key": one.field, "aria-label": one.lifted ? t("hold_of", one) : t("lift_of", one), onclick: () => change(one),
    }, one.lifted ? t("hold") : t("lift")));
}

const drawLimits = ({ fields }) => refill(at("limits"), fields.map(limitRow));

async function lookAtLimits() {
  const found = await ask("GET", "/v1/queue/limits").catch(() => null);
  show(at("limits-part"), found !== null);
  if (found !== null) drawLimits(found);
}

async function change({ field, lifted }) {
  try {
    drawLimits(await ask("POST", "/v1/queue/limits", { field, lifted: !lifted }));
  } catch (error) {
    write(find("#figures-told"), error.id === "not_allowed" ? t("supervisor") : t("log_in"));
  }
}

async function look() {
  lookAtLimits();
  await lookAtDuty();
  const day = at("day").value ? `&day=${at("day").value}` : "";
  const answer = await fetch(`/v1/figures?lang=${page.lang}${day}`, { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok) { write(at("figures-told"), t("log_in")); return false; }
  const figures = await answer.json();
  draw(figures);
  drawDuty(figures.counters, isToday());
  return true;
}

let soon = null;
function lookSoon() {
  soon ??= setTimeout(() => { soon = null; look(); }, SOON_MS);
}

at("day").addEventListener("change", look);
setInterval(() => { if (!document.hidden && isToday() && supervises()) lookSoon(); }, LOOK_EVERY_MS);
await learn();
show(at("officers-column"), supervises());
if (await look()) follow("/v1/staff/events", { onEvent: lookSoon, onState: () => null, onDenied: () => write(at("figures-told"), t("log_in")) });
