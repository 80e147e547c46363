// A number for somebody who can't use the kiosk: the clerk chooses, shows it or prints it.

import * as api from "./api.js";
import { fill, find, make, show, write } from "./dom.js";
import { list, t } from "./words.js";

const at = (id) => document.getElementById(id);

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

/** Ask for what the number is; `reasonOf(refusal)` gives the sentence for a refusal, `done()` follows a number. */
export function askNumber(state, reasonOf, done) {
  const own = state.counter.counter.fields[0];
  fill(at("number-fields"), state.queue.fields.map((field) => make(
    "label", { class: "choice" },
    make("input", { type: "radio", name: "number-field", value: field.id, checked: field.id === own }),
    make("span", { class: "letter" }, field.letter), field.name,
  )));
  fill(at("number-priority"), [
    make("option", { value: "" }, t("no_priority")),
    ...list("priorities").map(({ id, name }) => make("option", { value: id }, name)),
  ]);
  for (const [id, visible] of [["number-form", true], ["number-given", false], ["number-problem", false]]) show(at(id), visible);
  at("number-cancel").onclick = at("number-close").onclick = () => at("number-ask").close();
  let [asked, key] = ["", ""];
  at("number-form").onsubmit = async (event) => {
    event.preventDefault();
    const wanted = { field: find("input:checked", at("number-fields")).value, lang: at("number-lang").value };
    if (at("number-priority").value) wanted.priority = at("number-priority").value;
    // One key for all tries of the same: where an answer was lost, the next one brings the same number.
    if (asked !== JSON.stringify(wanted)) [asked, key] = [JSON.stringify(wanted), newKey()];
    try {
      given(await api.giveNumber(wanted, key));
      done();
    } catch (error) {
      if (!(error instanceof api.Refusal)) throw error;
      write(at("number-problem"), reasonOf(error));
      show(at("number-problem"), true);
    }
  };
  at("number-ask").showModal();
  find("input:checked", at("number-fields"))?.focus();
}

function given({ ticket }) {
  const [least, most] = ticket.wait_minutes ?? [];
  write(at("number-number"), ticket.number);
  write(at("number-wait"), ticket.wait_minutes ? t("told_wait", { least, most }) : t("ahead", { n: ticket.ahead ?? 0 }));
  at("number-code").src = api.ticketCodeAddress(ticket.id);
  show(at("number-form"), false);
  show(at("number-given"), true);
  at("number-print").onclick = () => print(ticket);
  at("number-print").focus();
}

async function print(ticket) {
  const code = make("img", { src: api.ticketCodeAddress(ticket.id), alt: "", class: "slip-code" });
  fill(at("print-sheet"), make("p", { class: "slip-number" }, ticket.number), make("p", {}, at("number-wait").textContent), code);
  await code.decode().catch(() => null);
  window.print();
}
