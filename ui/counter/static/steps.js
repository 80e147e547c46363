// What follows a dossier's hand-in: the result, its handing out, the fee. One key each; each is noted at the hub
// with who and when, and can be taken back.

import { chipOf } from "./chips.js";
import { HandedTo, PaidBy, StepKind } from "./contract.js";
import { fill, find, icon, make, show, write } from "./dom.js";
import { clock, day, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const BUTTONS = [
  [StepKind.READY, "check", "D"], [StepKind.HANDED_OUT, "hand", "B"], [StepKind.FEE, "paper", "L"],
];
const DIGIT_MARKS = /[\s.,]/g;

/** Whether this step of the dossier can be noted now. */
export const offers = (dossier, kind) => Boolean(dossier?.next_steps.includes(kind));

/** The card of a dossier's steps; null while there is none to note and none was noted. */
export function stepsCard(dossier, acts) {
  const offered = BUTTONS.filter(([kind]) => offers(dossier, kind));
  if (offered.length === 0 && dossier.steps.length === 0) return null;
  return make(
    "article", { class: "card part-steps" }, make("h2", {}, icon("check"), t("steps")),
    dossier.fee && offers(dossier, StepKind.FEE) ? make("p", {}, t("fee_stated", { fee: dossier.fee.text })) : null,
    offered.length > 0
      ? make("div", { class: "others" }, offered.map(([kind, picture, key]) => make(
        "button", { class: "button", type: "button", id: `step-${kind}`, "data-key": `step-${kind}`, onclick: () => acts[kind]() },
        icon(picture), make("span", {}, t(`step_${kind}`)), make("kbd", {}, key))))
      : null,
    dossier.steps.length > 0 ? make("ul", { class: "history" }, dossier.steps.map((step) => row(step, acts))) : null,
  );
}

function row(step, acts) {
  const { word } = chipOf("step", step.kind);
  const said = [`${clock(step.at)}, ${day(step.at)}`, step.officer, word, detailOf(step)].filter(Boolean).join(" · ");
  if (step.ended_at) {
    const ended = t("step_ended", { time: clock(step.ended_at), day: day(step.ended_at), officer: step.ended_by });
    return make("li", { class: "ended" }, make("s", {}, said), make("p", { class: "muted" }, ended));
  }
  return make("li", { class: "step" }, make("span", { class: "grow" }, said), make(
    "button", {
      class: "button slim", type: "button", "data-key": `back-${step.kind}`,
      "aria-label": t("step_back_of", { step: word }), onclick: () => acts.back(step.kind),
    }, t("step_back")));
}

function detailOf(step) {
  if (step.to) return chipOf("handed_to", step.to).word;
  if (step.paid_by) return `${dong(step.amount)}, ${chipOf("paid_by", step.paid_by).word}`;
  return step.code;
}

const dong = (amount) => t("vnd", { amount: amount.toLocaleString(page.lang === "vi" ? "vi-VN" : "en-US") });

const about = (dossier) => `${dossier.procedure_name} · ${dossier.code ?? dossier.reference}`;

/** Ask who takes the result; `send(role)` notes it. */
export function askHandOut(dossier, send) {
  write(at("hand-out-what"), about(dossier));
  fill(at("hand-out-to"), Object.values(HandedTo).map((to, index) => make(
    "button", { class: "button", type: "button", id: `to-${to}`, onclick: () => { at("hand-out-ask").close(); send(to); } },
    make("span", {}, chipOf("handed_to", to).word), make("kbd", {}, String(index + 1)))));
  at("hand-out-cancel").onclick = () => at("hand-out-ask").close();
  at("hand-out-ask").showModal();
  find("button", at("hand-out-to")).focus();
}

/** Ask for the fee: what the catalogue says stands there already; `send({amount, paid_by})` notes it. */
export function askFee(dossier, send) {
  const stated = dossier.fee?.amount;
  write(at("fee-what"), about(dossier));
  write(at("fee-stated"), dossier.fee ? t("fee_stated", { fee: dossier.fee.text }) : "");
  at("fee-amount").value = stated ? String(stated) : "";
  fill(at("fee-paid-by"), Object.values(PaidBy).map((by) => make(
    "label", { class: "choice" },
    make("input", { type: "radio", name: "paid-by", value: by, checked: by === PaidBy.CASH }),
    chipOf("paid_by", by).word)));
  show(at("fee-problem"), false);
  at("fee-cancel").onclick = () => at("fee-ask").close();
  at("fee-form").onsubmit = (event) => {
    event.preventDefault();
    const amount = Number(at("fee-amount").value.replace(DIGIT_MARKS, ""));
    if (!Number.isSafeInteger(amount) || amount <= 0) { show(at("fee-problem"), true); at("fee-amount").focus(); return; }
    at("fee-ask").close();
    send({ amount, paid_by: find("input:checked", at("fee-paid-by")).value });
  };
  at("fee-ask").showModal();
  (stated ? find("input:checked", at("fee-paid-by")) : at("fee-amount")).focus();
}

// Digits choose in the window that asks who takes the result.
at("hand-out-ask").addEventListener("keydown", (event) => {
  const index = ["Digit1", "Digit2"].indexOf(event.code);
  if (index >= 0) at("hand-out-to").children[index].click();
});
