// The report of a day, a week or a month, for the printer and for a spreadsheet.

import { Refusal, ask } from "./ask.js";
import { columns, rows } from "./bars.js";
import { fill, make, refill, show, write } from "./dom.js";
import { date, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const DAY_MS = 24 * 3600 * 1000;
const OPENING = [7, 18]; // hours drawn, as on the page of the day

const minutes = (n) => (n === null ? t("none") : t("minutes", { n }));
const waits = (one) => (one.wait_median === null ? t("none") : t("two_minutes", { half: one.wait_median, most: one.wait_p90 }));
const row = (...cells) => make("tr", {}, cells.map((cell) => make("td", {}, String(cell))));
const shortDay = (day) => `${day.slice(8)}/${day.slice(5, 7)}`;

function sums({ whole, told, first_decisions: first }) {
  const percent = told.known ? Math.round((100 * told.inside) / told.known) : 0;
  return [
    t("given", { n: whole.given }), t("served", { n: whole.served }), t("left", { n: whole.left }),
    whole.wait_median === null ? null : t("wait", { half: whole.wait_median, most: whole.wait_p90 }),
    told.known ? t("told", { ...told, percent }) : null,
    first.decided ? t("complete", first) : null,
  ].filter(Boolean);
}

function draw(found) {
  write(at("span"), found.first === found.last ? date(found.first) : t("span", { first: date(found.first), last: date(found.last) }));
  refill(at("whole"), sums(found).map((said) => make("li", {}, said)));
  fill(at("days"), columns(found.days.map((one) => ({ name: shortDay(one.day), value: one.served }))));
  fill(at("hours"), columns(found.by_hour.map((value, hour) => ({ name: `${hour}:00`, value })).slice(...OPENING)));
  fill(at("waits"), rows(found.fields.map((one) => ({ name: `${one.letter} · ${one.name}`, value: one.wait_median }))));
  fill(at("officers-chart"), rows(found.officers.map((one) => ({ name: one.name, value: one.served }))));
  refill(at("officers"), found.officers.map((one) => row(
    `${one.name} (${one.login})`, one.served, minutes(one.service_median), minutes(one.minutes), one.no_shows)));
  refill(at("fields"), found.fields.map((one) => row(
    `${one.letter} · ${one.name}`, one.given, one.served, one.no_shows, one.left, waits(one), minutes(one.service_median))));
  refill(at("counters"), found.counters.map((one) => row(`${one.number} · ${one.name}`, one.served, minutes(one.service_median))));
}

async function look() {
  const span = `first=${at("first").value}&last=${at("last").value}`;
  at("table").href = `/v1/report.csv?${span}&lang=${page.lang}`;
  try {
    draw(await ask("GET", `/v1/report?${span}`));
    show(at("problem"), false);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    write(at("problem"), t(error.id === "invalid" ? "too_long" : "log_in"));
    show(at("problem"), true);
  }
}

function choose(first, last) {
  at("first").value = first;
  at("last").value = last;
  look();
}

for (const id of ["first", "last"]) at(id).addEventListener("change", look);
at("print").addEventListener("click", () => window.print());
at("week").addEventListener("click", () => {
  const last = at("last").value;
  choose(new Date(Date.parse(last) - 6 * DAY_MS).toISOString().slice(0, 10), last);
});

// The day is the hub's own, whatever this machine believes.
const { day } = await ask("GET", "/v1/figures").catch(() => ({ day: "" }));
if (day) choose(day, day);
else { write(at("problem"), t("log_in")); show(at("problem"), true); }
