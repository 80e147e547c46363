// The kiosks of the centre: who is paired, how they are, one-time codes.

import { ask, logOut, session } from "./ask.js";
import { icon, make, refill, show, write } from "./dom.js";
import { clockOff, devices, disk, heard, line, waits } from "./kiosk_state.js";
import { refused, saying, tell } from "./told.js";
import { day, page, t } from "./words.js";

const LOOK_EVERY_MS = 15000;
const at = (id) => document.getElementById(id);
const chip = (word, tone = "") => make("span", { class: `chip ${tone}` }, word);

const button = (id, name, word, label, act) => make(
  "button", { class: "button slim", type: "button", "data-key": id, "aria-label": label, onclick: act }, icon(name), word,
);

/** What the kiosk reported last, a line each; what somebody must see to is marked. */
const reported = (said) => [
  { words: t("version", said) },
  waits(said) ?? { words: t("nothing_waits") },
  disk(said),
  clockOff(said) ?? { words: t("clock_well") },
  ...devices(said),
].map(line);

function row(one, now) {
  const [first, last] = one.numbers;
  const lives = one.ended_at === null;
  return make("li", { class: lives ? "card" : "card closed" },
    make("div", { class: "grow" },
      make("h2", {}, one.kiosk),
      make("p", { class: "chips" }, chip(t(one.state), one.state === "valid" ? "" : "bad"),
        one.state === "valid" && one.silent ? chip(t("silent"), "bad") : null),
      make("ul", { class: "days" },
        make("li", {}, t("numbers", { first, last })),
        make("li", {}, t("paired", { day: day(one.paired_at), by: one.paired_by })),
        make("li", {}, lives ? heard(one, now) : t("ended", { day: day(one.ended_at) })),
        one.said ? reported(one.said) : null)),
    make("div", { class: "row-buttons" }, lives ? [
      button(`again-${one.id}`, "key", t("again"), t("again_of", one), () => openCode(one)),
      button(`end-${one.id}`, "cross", t("end"), t("end_of", one), () => openEnd(one)),
    ] : []));
}

async function look(sentence = "") {
  try {
    const { kiosks, now } = await ask("GET", "/v1/pairings");
    const living = (one) => (one.ended_at === null ? 0 : 1);
    const sorted = [...kiosks].sort((a, b) => living(a) - living(b));
    refill(at("kiosks"), sorted.map((one) => row(one, now)));
    tell(sentence || (kiosks.length === 0 ? t("none") : ""));
  } catch (error) {
    refused(error, (reason) => tell(reason, true));
  }
}

// A code.

let again = null; // the kiosk that is paired once more; null: a new one

function openCode(one) {
  again = one;
  write(at("code-title"), one ? t("code_again", one) : t("code_title"));
  write(at("code-what"), one ? `${t("code_what")} ${t("code_ends", one)}` : t("code_what"));
  show(at("made-code"), false);
  show(at("code-make"), true);
  saying("code-problem")("");
  at("code").showModal();
}

at("code-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const { code, kiosk, numbers } = await ask("POST", "/v1/pairing-codes", again ? { kiosk: again.kiosk } : {});
    write(at("code-what"), t("code_made", { kiosk, first: numbers[0], last: numbers[1] }));
    write(at("made-code"), code);
    show(at("made-code"), true);
    show(at("code-make"), false);
    at("code-close").focus();
  } catch (error) {
    refused(error, saying("code-problem"));
  }
});
at("code").addEventListener("close", () => { write(at("made-code"), ""); look(); });

// An end.

let ending = null;

function openEnd(one) {
  ending = one;
  write(at("end-title"), t("end_title", one));
  saying("end-problem")("");
  at("end").showModal();
}

at("end-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await ask("DELETE", `/v1/pairings/${ending.id}`);
    at("end").close();
    await look(t("done", ending));
  } catch (error) {
    refused(error, saying("end-problem"));
  }
});

at("add").addEventListener("click", () => openCode(null));
at("code-close").addEventListener("click", () => at("code").close());
at("end-close").addEventListener("click", () => at("end").close());
at("leave").addEventListener("click", () => logOut().catch(() => null).then(() => location.assign(`/counter?lang=${page.lang}`)));

session().then(({ name }) => write(at("me"), name), () => null);
look();
setInterval(() => { if (!document.hidden) look(); }, LOOK_EVERY_MS);
