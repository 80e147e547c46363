// What else a clerk does with a number or the counter: hold, park, hand on, take back, pause. Each has a key.

import * as api from "./api.js";
import { drawChip } from "./chips.js";
import { CounterState, TicketState } from "./contract.js";
import { find, fill, icon, make, refill, show, write } from "./dom.js";
import { list, t } from "./words.js";

const at = (id) => document.getElementById(id);
let undoUntil = 0;

/** Enable what fits the number at the counter, list who is aside, and show what can be taken back. */
export function drawAside({ counter }, { resume, call }) {
  const state = counter.current?.state;
  at("finish-next").disabled = !counter.current;
  at("hold").disabled = !counter.current;
  at("transfer").disabled = !counter.current;
  at("park").disabled = state !== TicketState.SERVING;
  const paused = counter.counter.state === CounterState.PAUSED;
  write(at("pause-word"), t(paused ? "open_counter" : "pause_counter"));
  show(at("paused"), paused);
  write(at("paused"), paused ? t("paused", { why: counter.counter.reason }) : "");
  refill(at("aside"), counter.aside.map((ticket) => row(ticket, !counter.current, resume, call)));
  show(at("aside-part"), counter.aside.length > 0);
  undoUntil = counter.undo ? Date.now() + counter.undo.seconds * 1000 : 0;
  at("undo").dataset.number = counter.undo?.number ?? "";
  tickUndo();
}

/** Count down the seconds in which the last thing can be taken back. */
export function tickUndo() {
  const left = Math.ceil((undoUntil - Date.now()) / 1000);
  show(at("undo"), left > 0);
  write(at("undo-word"), left > 0 ? t("undo", { number: at("undo").dataset.number, n: left }) : "");
}

const row = (ticket, free, resume, call) => make(
  "li", {},
  make("b", {}, ticket.number),
  make("span", { class: "grow" }, drawChip("ticket", ticket.state)),
  make("button", {
    class: "button slim", type: "button", "data-key": `resume-${ticket.id}`, onclick: () => resume(ticket),
  }, t("resume")),
  make("button", {
    class: "button slim", type: "button", "data-key": `call-${ticket.id}`, disabled: !free, onclick: () => call(ticket),
  }, t("call_this")),
);

/** Ask where the number is handed on to; `send(field, counter, back)` does it. */
export async function askTransfer(state, send) {
  const { counters } = await api.counters();
  const mine = state.counter.counter.number;
  write(at("transfer-title"), t("transfer_title", { number: state.counter.current.number }));
  const first = state.queue.fields.find((field) => field.id !== state.counter.current.field)?.id;
  fill(at("transfer-fields"), state.queue.fields.map((field) => make(
    "label", { class: "choice" },
    make("input", { type: "radio", name: "transfer-field", value: field.id, checked: field.id === first }),
    make("span", { class: "letter" }, field.letter), field.name,
  )));
  const places = () => {
    const field = find("input[name=transfer-field]:checked").value;
    const serving = counters.filter((one) => one.fields.includes(field) && one.number !== mine);
    fill(at("transfer-counter"), [
      make("option", { value: "" }, t("any_counter")),
      ...serving.map((one) => make("option", { value: one.number }, `${one.number} · ${one.name}`)),
    ]);
  };
  places();
  at("transfer-fields").onchange = places;
  at("transfer-back").checked = false;
  at("transfer-ask").showModal();
  find("input:checked", at("transfer-fields"))?.focus();
  at("transfer-cancel").onclick = () => at("transfer-ask").close();
  at("transfer-form").onsubmit = (event) => {
    event.preventDefault();
    at("transfer-ask").close();
    const field = find("input[name=transfer-field]:checked").value;
    send(field, at("transfer-counter").value || null, at("transfer-back").checked);
  };
}

/** Ask why the counter pauses; `send(reason)` does it. */
export function askPause(send) {
  fill(at("pause-reasons"), list("pause_reasons").map((reason) => make(
    "button", {
      class: "button", type: "button", onclick: () => { at("pause-ask").close(); send(reason); },
    }, icon("clock"), reason,
  )));
  at("pause-ask").showModal();
  at("pause-cancel").onclick = () => at("pause-ask").close();
}
