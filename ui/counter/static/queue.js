// The left side: the current number with its actions, and who waits.

import { drawChip } from "./chips.js";
import { Origin, TicketState } from "./contract.js";
import { find, fill, make, refill, show, write } from "./dom.js";
import { clock, t } from "./words.js";

const at = (id) => document.getElementById(id);

const WAITS = new Set([TicketState.WAITING, TicketState.TRANSFERRED]);

export function drawCurrent({ counter }) {
  const ticket = counter.current;
  write(at("current-number"), ticket ? ticket.number : "– –");
  at("current-number").classList.toggle("none", !ticket);
  fill(at("current-state"), ticket ? drawChip("ticket", ticket.state) : null);
  write(at("current-what"), ticket ? ticket.procedure_name || t("no_procedure") : t("nobody"));
  write(at("current-times"), ticket ? times(ticket) : hint(counter));
  const called = ticket?.state === TicketState.CALLED || ticket?.state === TicketState.ON_THE_WAY;
  at("next").disabled = Boolean(ticket) || !counter.next;
  at("recall").disabled = !called;
  at("absent").disabled = !called;
  at("step").disabled = !ticket;
  write(at("step-word"), ticket && !called ? t("finish") : t("start"));
  find("use", at("step")).setAttribute("href", ticket && !called ? "#icon-check" : "#icon-start");
}

const hint = (counter) => (counter.next ? t("next_is", { number: counter.next.number }) : t("queue_empty"));

const together = ({ then, beside }) => [
  ...(then.length > 0 ? [t("then", { services: then.join(", ") })] : []),
  ...(beside.length > 0 ? [t("beside", { numbers: beside.join(", ") })] : []),
];

function times(ticket) {
  const parts = [t("waited", { n: ticket.waited_minutes })];
  if (ticket.appointment) parts.unshift(t("appointment", { time: clock(ticket.appointment) }));
  if (ticket.priority) parts.unshift(t("priority", { why: ticket.priority }));
  parts.push(...together(ticket));
  if (ticket.calls > 1) parts.push(t("calls", { n: ticket.calls }));
  return parts.join(" · ");
}

export function drawQueue({ counter, queue }, call) {
  const free = !counter.current;
  const waiting = queue.tickets.filter((ticket) => WAITS.has(ticket.state));
  const missed = counter.missed;
  write(at("queue-count"), String(waiting.length));
  // Fields of this counter first: the clerk looks for them.
  const own = new Set(counter.counter.fields);
  const fields = [...queue.fields].sort((one, other) => own.has(other.id) - own.has(one.id));
  refill(at("queue"), fields.map((field) => fieldPart(field, waiting, own.has(field.id), free, call)));
  refill(at("missed"), missed.map((ticket) => row(ticket, free, call)));
  show(at("missed-part"), missed.length > 0);
}

function fieldPart(field, waiting, own, free, call) {
  const tickets = waiting.filter((ticket) => ticket.field === field.id);
  if (tickets.length === 0 && !own) return null;
  return make(
    "section", { class: own ? "own" : "foreign" },
    make("h3", {},
      make("span", { class: "letter" }, field.letter),
      make("span", { class: "grow" }, field.name, own ? null : make("small", {}, ` · ${t("other_counters")}`)),
      make("b", {}, String(tickets.length))),
    own
      ? make("ul", { class: "tickets" }, tickets.map((ticket) => row(ticket, free, call)))
      : null,
  );
}

function row(ticket, free, call) {
  const about = [ticket.procedure_name || t("no_procedure")];
  if (ticket.appointment) about.unshift(t("appointment", { time: clock(ticket.appointment) }));
  if (ticket.priority) about.unshift(t("priority", { why: ticket.priority }));
  about.push(...together(ticket));
  if (ticket.dossiers > 0) about.push(t("has_dossier"));
  if (ticket.origin === Origin.KIOSK) about.push(t("offline_number"));
  const long = t("call_this_long", { number: ticket.number });
  return make(
    "li", {},
    make("b", {}, ticket.number),
    make("span", { class: "grow" }, about.join(" · ")),
    make("span", { class: "minutes" }, t("minutes", { n: ticket.waited_minutes })),
    make("button", {
      class: "button slim", type: "button", "data-key": ticket.id, disabled: !free,
      "aria-label": long, title: long, onclick: () => call(ticket),
    }, t("call_this")),
  );
}


