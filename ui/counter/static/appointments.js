// Appointments, for officers: which times are free, booking one, and who is expected on a day.

import { ask } from "./ask.js";
import { make, refill, show, write } from "./dom.js";
import { clock, day, has, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const dayOf = (moment) => new Date(new Date(moment).getTime() + 7 * 3600 * 1000).toISOString().slice(0, 10);
const written = (code) => `${code.slice(0, 4)}-${code.slice(4)}`;
const WORDS = { booked: "booked", in_time: "in_time", late: "late", cancelled: "cancelled" };
const address = (one) => `${new URL(one.url).pathname}?lang=${page.lang}`;

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
let key = newKey(); // of the booking that is being sent: sent twice, done once

function refused(error) {
  if (error.id === undefined) throw error;
  write(at("told"), t("problem", { reason: has(error.id) ? t(error.id) : error.id }));
}

function slotButton(slot) {
  const words = { time: clock(slot.at), day: day(slot.at), n: slot.free };
  return make("li", {}, make(
    "button",
    {
      class: "button", type: "button", "data-key": slot.at, disabled: slot.free === 0,
      "aria-label": slot.free === 0 ? `${words.time}: ${t("full")}` : t("book", words), onclick: () => book(slot.at),
    },
    make("b", {}, words.time), make("small", {}, slot.free === 0 ? t("full") : t("free", words)),
  ));
}

async function lookForSlots() {
  if (!at("field")) return;
  const { slots } = await ask("GET", `/v1/appointments/slots?field=${at("field").value}`);
  const days = [...new Set(slots.map((slot) => day(slot.at)))];
  refill(at("slots"), days.length === 0 ? make("p", {}, t("no_slots")) : days.map((one) => make("div", {},
    make("h3", {}, one), make("ul", {}, slots.filter((slot) => day(slot.at) === one).map(slotButton)))));
}

async function book(moment) {
  try {
    const body = { field: at("field").value, at: moment, lang: page.lang };
    const { appointment } = await ask("POST", "/v1/appointments", body, { headers: { "Idempotency-Key": key } });
    key = newKey();
    write(at("told"), "");
    write(at("booked-when"), t("when", { field: appointment.field_name, time: clock(moment), day: day(moment) }));
    write(at("booked-code"), written(appointment.code));
    at("booked-slip").href = address(appointment);
    show(at("booked"), true);
    at("day").value = dayOf(moment);
  } catch (error) {
    key = newKey();
    refused(error);
  }
  await look();
}

async function cancel(one) {
  try {
    await ask("POST", `/v1/appointments/${one.id}/cancel`, { reason: "" });
    write(at("told"), t("is_cancelled", { time: clock(one.at) }));
  } catch (error) {
    refused(error);
  }
  await look();
}

function row(one) {
  const time = { time: clock(one.at) };
  const open = one.state === "booked" && !one.missed;
  return make("li", {},
    make("b", { class: "at" }, time.time), make("span", { class: "grow" }, one.field_name),
    make("span", { class: open ? "chip" : "chip wait" }, t(one.missed ? "missed" : WORDS[one.state], { number: one.number ?? "" })),
    one.state !== "booked" ? null : make("a", {
      class: "button slim", href: address(one), target: "_blank", rel: "noopener", "aria-label": t("slip_of", time), "data-key": `slip-${one.id}`,
    }, t("slip")),
    !open ? null : make("button", {
      class: "button slim", type: "button", "data-key": `cancel-${one.id}`, "aria-label": t("cancel_of", time), onclick: () => cancel(one),
    }, t("cancel")));
}

async function look() {
  try {
    const named = at("day").value ? `?day=${at("day").value}` : "";
    const found = await ask("GET", `/v1/appointments${named}`);
    if (!at("day").value) at("day").value = found.day;
    refill(at("appointments"), found.appointments.length === 0 ? make("li", {}, t("none")) : found.appointments.map(row));
    await lookForSlots();
    return true;
  } catch (error) {
    refused(error);
    return false;
  }
}

at("day").addEventListener("change", look);
at("field")?.addEventListener("change", () => lookForSlots().catch(refused));
if (await look()) write(at("told"), "");
