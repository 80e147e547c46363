// What is sent on to the systems behind the centre, for who supervises: renewed whenever something moves.

import { ask } from "./ask.js";
import { chipOf, drawChip } from "./chips.js";
import { DeliveryState, EventType } from "./contract.js";
import { make, refill, write } from "./dom.js";
import { follow } from "./live.js";
import { clock, day, has, t } from "./words.js";

const at = (id) => document.getElementById(id);
const SOON_MS = 400;
const MOVES = [EventType.HANDOVER_MOVED, EventType.DOSSIER_RECEIVED, EventType.DOSSIER_DECIDED, EventType.DOSSIER_STEP];

const words = (reason) => (has(reason) ? t(reason) : reason);
const moment = (when) => ({ time: clock(when), day: day(when) });

const backendCard = (one) => make("section", { class: "card" },
  make("h2", {}, one.backend, make("span", { class: `chip ${one.away_since ? "bad" : "good"}` },
    one.away_since ? t("away", moment(one.away_since)) : t("works"))),
  one.set_up ? null : make("p", { class: "note wait" }, t("not_set_up")),
  make("p", {}, t("counts", one)),
  one.oldest_at ? make("p", {}, t("oldest", moment(one.oldest_at))) : null);

const deliveryRow = (one) => make("li", { "data-id": one.id },
  make("div", {},
    make("b", {}, `${one.reference} · ${one.procedure_name}`),
    make("p", { class: "muted" }, [one.backend, t("tells", { state: chipOf("dossier", one.tells).word }),
      t("since", moment(one.at)), one.attempts > 0 ? t("attempts", { n: one.attempts }) : null].filter(Boolean).join(" · ")),
    one.reason ? make("p", {}, words(one.reason)) : null),
  drawChip("delivery", one.state),
  one.acts.length > 0
    ? make("div", { class: "acts" }, one.acts.map((act) => make(
      "button", { class: "button slim", type: "button", "data-key": `${act}-${one.id}`, "aria-label": `${t(act)}: ${one.reference}`,
        onclick: () => decide(one, act) }, t(act))))
    : null);

const outageRow = (one) => make("tr", {},
  make("td", {}, one.backend),
  make("td", { class: "text" }, `${clock(one.began_at)}, ${day(one.began_at)}`),
  make("td", { class: "text" }, one.ended_at ? `${clock(one.ended_at)}, ${day(one.ended_at)}` : t("still")),
  make("td", { class: "text" }, words(one.reason)));

function draw(found) {
  const person = found.open.filter((one) => one.person || one.state === DeliveryState.REJECTED).length;
  const open = found.backends.reduce((sum, one) => sum + one.pending + one.sent + one.unknown + one.rejected, 0);
  write(at("handover-told"), found.backends.length === 0 ? t("no_backend")
    : open === 0 ? t("none_open") : t("summary", { open, person }));
  refill(at("backends"), found.backends.map(backendCard));
  refill(at("open"), found.open.length > 0 ? found.open.map(deliveryRow) : make("li", { class: "muted" }, t("none")));
  refill(at("outages"), found.outages.map(outageRow));
}

async function look() {
  try {
    draw(await ask("GET", "/v1/upstream"));
    return true;
  } catch {
    write(at("handover-told"), t("log_in"));
    return false;
  }
}

async function send(one, act, upstream) {
  try {
    await ask("POST", `/v1/upstream/deliveries/${one.id}`, { act, upstream });
    await look();
  } catch (refusal) {
    await look();
    write(at("handover-told"), t("failed", { reason: refusal.id }));
  }
}

let asked = null;
function decide(one, act) {
  if (act !== "confirm") { send(one, act, ""); return; }
  asked = one;
  write(at("confirm-what"), `${one.reference} · ${one.procedure_name}`);
  at("confirm-number").value = "";
  at("confirm-ask").showModal();
}

at("confirm-no").addEventListener("click", () => at("confirm-ask").close());
at("confirm-form").addEventListener("submit", () => { send(asked, "confirm", at("confirm-number").value.trim()); });

let soon = null;
function onEvent({ type }) {
  if (MOVES.includes(type)) soon ??= setTimeout(() => { soon = null; look(); }, SOON_MS);
}

if (await look()) follow("/v1/staff/events", { onEvent, onState: () => null, onDenied: () => write(at("handover-told"), t("log_in")) });
