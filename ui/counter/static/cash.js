// The fees of a day, for who looks after the centre: renewed by each step that is noted while the page is open.

import { ask } from "./ask.js";
import { chipOf } from "./chips.js";
import { EventType } from "./contract.js";
import { make, refill, write } from "./dom.js";
import { follow } from "./live.js";
import { clock, date, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const SOON_MS = 300;

const dong = (amount) => t("vnd", { amount: amount.toLocaleString(page.lang === "vi" ? "vi-VN" : "en-US") });
const number = (amount) => make("td", {}, dong(amount));
const words = (...inside) => make("td", { class: "text" }, ...inside);

const feeRow = (row) => make("tr", {},
  make("td", {}, clock(row.at)), words(row.code ?? row.reference), words(row.procedure_name), number(row.amount),
  words([chipOf("paid_by", row.paid_by).word, row.amount < 0 ? t("given_back") : null].filter(Boolean).join(", ")),
  words(row.officer_name));

const sumRow = (name, { cash, transfer }) => make("tr", {},
  make("td", {}, name), number(cash), number(transfer));

function draw(found) {
  if (!at("day").value) at("day").value = found.day;
  at("table").href = `/v1/cash.csv?lang=${page.lang}&day=${found.day}`;
  const told = { day: date(found.day), cash: dong(found.cash), transfer: dong(found.transfer) };
  write(at("cash-told"), found.rows.length === 0 ? t("none") : t("sums", told));
  refill(at("fees"), found.rows.map(feeRow));
  refill(at("officers"), found.officers.map((one) => sumRow(one.officer_name, one)));
  refill(at("sums"), found.officers.length > 1 ? sumRow(t("all"), found) : null);
}

async function look() {
  const day = at("day").value ? `?day=${at("day").value}` : "";
  try {
    draw(await ask("GET", `/v1/cash${day}`));
    return true;
  } catch {
    write(at("cash-told"), t("log_in"));
    return false;
  }
}

let soon = null;
function onEvent({ type }) {
  if (type !== EventType.DOSSIER_STEP) return;
  soon ??= setTimeout(() => { soon = null; look(); }, SOON_MS);
}

at("day").addEventListener("change", look);
at("print").addEventListener("click", () => window.print());
if (await look()) follow("/v1/staff/events", { onEvent, onState: () => null, onDenied: () => write(at("cash-told"), t("log_in")) });
