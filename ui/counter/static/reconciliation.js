// The account of a day: every dossier that was handed in, and why what is open is open.

import { ask } from "./ask.js";
import { chipOf } from "./chips.js";
import { EventType } from "./contract.js";
import { make, refill, write } from "./dom.js";
import { follow } from "./live.js";
import { clock, date, day, has, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const SOON_MS = 400;
const MOVES = [EventType.HANDOVER_MOVED, EventType.DOSSIER_RECEIVED];

const words = (...inside) => make("td", { class: "text" }, ...inside);
const since = (row) => (row.since ? `${clock(row.since)}, ${day(row.since)}` : "");
const nothing = (columns) => make("tr", {}, make("td", { colspan: columns, class: "text muted" }, t("nothing")));

const openRow = (row) => make("tr", {},
  make("td", {}, row.reference), words(row.procedure_name), words(row.backend),
  words(row.delivery ? chipOf("delivery", row.delivery).word : ""), words(since(row)),
  words(has(row.reason) ? t(row.reason) : row.reason));

const doneRow = (row) => make("tr", {},
  make("td", {}, row.reference), words(row.procedure_name), words(row.backend), words(row.upstream), words(since(row)));

function draw(found) {
  if (!at("day").value) at("day").value = found.day;
  at("table").href = `/v1/account.csv?lang=${page.lang}&day=${found.day}`;
  const told = { day: date(found.day), open: found.open };
  write(at("account-told"), found.handed_in === 0 ? t("none") : t(found.adds_up ? "adds_up" : "adds_not_up", told));
  const sums = [found.handed_in, found.missing, found.at_hub, found.sent, found.acknowledged, found.open];
  refill(at("sums"), make("tr", {}, sums.map((sum) => make("td", {}, String(sum)))));
  const open = found.rows.filter((row) => row.open);
  const done = found.rows.filter((row) => !row.open);
  refill(at("open"), open.length > 0 ? open.map(openRow) : nothing(6));
  refill(at("done"), done.length > 0 ? done.map(doneRow) : nothing(5));
}

async function look() {
  const asked = at("day").value ? `?day=${at("day").value}` : "";
  try {
    draw(await ask("GET", `/v1/account${asked}`));
    return true;
  } catch {
    write(at("account-told"), t("log_in"));
    return false;
  }
}

let soon = null;
function onEvent({ type }) {
  if (MOVES.includes(type)) soon ??= setTimeout(() => { soon = null; look(); }, SOON_MS);
}

at("day").addEventListener("change", look);
at("print").addEventListener("click", () => window.print());
if (await look()) follow("/v1/staff/events", { onEvent, onState: () => null, onDenied: () => write(at("account-told"), t("log_in")) });
