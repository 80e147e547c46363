// The officers of the centre: accounts, what they permit, skills, days and counters, codes.

import { ask, logOut, session } from "./ask.js";
import { fill, find, findAll, icon, make, refill, show, write } from "./dom.js";
import { refused, saying, tell } from "./told.js";
import { date, page, t } from "./words.js";

const at = (id) => document.getElementById(id);
const read = (id) => JSON.parse(at(id).textContent);
const PERMISSIONS = new Map(read("permissions").map((one) => [one.id, one.word]));
const COUNTERS = read("counters");
const path = (login) => `/v1/officers/${encodeURIComponent(login)}`;
const today = () => new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 10);

let edited = null; // the account in the window; null: a new one
let key = ""; // of the new account that is being sent: sent twice, made once

// The list.

const chip = (word, tone = "") => make("span", { class: `chip ${tone}` }, word);

function days({ first, last, counter }) {
  const where = counter === null ? t("every_counter") : t("counter", { n: counter });
  const when = last === null ? t("from_on", { first: date(first) }) : t("from_to", { first: date(first), last: date(last) });
  return make("li", {}, `${where} · ${when}`);
}

function states(one) {
  if (one.closed) return [chip(t("closed"), "bad")];
  return [
    one.has_code ? null : chip(t("no_code"), "wait"),
    one.on_duty ? null : chip(one.assignments.length > 0 ? t("off_duty") : t("unassigned"), "wait"),
  ];
}

const button = (id, name, word, label, act) => make(
  "button", { class: "button slim", type: "button", "data-key": id, "aria-label": label, onclick: act }, icon(name), word,
);

const row = (one) => make("li", { class: one.closed ? "card closed" : "card" },
  make("div", { class: "grow" },
    make("h2", {}, one.name, " ", one.login === one.name ? null : make("small", {}, one.login)),
    make("p", { class: "chips" },
      one.permissions.length > 0 ? one.permissions.map((each) => chip(PERMISSIONS.get(each))) : chip(t("nothing"), "wait"),
      one.skills.map((skill) => chip(skill, "skill")), states(one)),
    make("ul", { class: "days" }, one.assignments.map(days))),
  make("div", { class: "row-buttons" },
    button(`edit-${one.login}`, "paper", t("edit"), t("edit_of", one), () => openEdit(one)),
    one.closed ? null : button(`code-${one.login}`, "key", t("code"), t("code_of", one), () => openCode(one))));

async function look(sentence = "") {
  try {
    const { officers } = await ask("GET", "/v1/officers");
    refill(at("officers"), officers.map(row));
    tell(sentence);
  } catch (error) {
    refused(error, (reason) => tell(reason, true));
  }
}

// An account.

function assignmentRow({ first, last, counter }) {
  const options = [make("option", { value: "" }, t("every_counter"))];
  for (const one of COUNTERS) options.push(make("option", { value: one.number }, `${one.number} · ${one.name}`));
  const select = make("select", { name: "counter" }, options);
  select.value = counter ?? "";
  const line = make("li", {},
    make("label", {}, t("first"), make("input", { type: "date", name: "first", required: true, value: first })),
    make("label", {}, t("last"), make("input", { type: "date", name: "last", value: last })),
    make("label", {}, t("at"), select),
    make("button", { class: "button slim", type: "button", "aria-label": t("remove"), onclick: () => line.remove() }, icon("cross")));
  return line;
}

function openEdit(one) {
  edited = one;
  key = crypto.randomUUID();
  write(at("edit-title"), one ? t("edit_of", one) : t("add"));
  at("name").value = one?.name ?? "";
  at("login").value = one?.login ?? "";
  at("login").required = !one;
  show(at("login-part"), !one);
  show(at("closed-part"), Boolean(one));
  at("closed").checked = one?.closed ?? false;
  at("skills").value = (one?.skills ?? []).join(", ");
  for (const box of findAll("[name=permission]")) box.checked = one ? one.permissions.includes(box.value) : false;
  fill(at("assignments"), (one?.assignments ?? [{ first: today(), last: null, counter: null }]).map(assignmentRow));
  saying("edit-problem")("");
  at("edit").showModal();
  at("name").focus();
}

function written() {
  return {
    name: at("name").value,
    permissions: findAll("[name=permission]:checked").map((box) => box.value),
    skills: [...new Set(at("skills").value.split(/[\s,]+/).filter((skill) => skill !== ""))],
    assignments: findAll("#assignments li").map((line) => ({
      first: find("[name=first]", line).value,
      last: find("[name=last]", line).value || null,
      counter: find("[name=counter]", line).value || null,
    })),
  };
}

at("edit-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const say = saying("edit-problem");
  say("");
  const facts = written();
  try {
    if (edited) {
      const headers = { "If-Match": `"${edited.version}"` };
      await ask("PUT", path(edited.login), { ...facts, closed: at("closed").checked }, { headers });
    } else {
      await ask("POST", "/v1/officers", { ...facts, login: at("login").value.trim() }, { headers: { "Idempotency-Key": key } });
    }
    at("edit").close();
    await look(t("saved", { name: facts.name }));
  } catch (error) {
    if (error.id === "invalid" || error.id === "login_taken") key = crypto.randomUUID();
    refused(error, say);
  }
});

// A code.

let whose = null;

function openCode(one) {
  whose = one;
  write(at("code-title"), t("code_title", one));
  write(at("code-what"), one.has_code ? t("code_ends", one) : "");
  show(at("made-code"), false);
  show(at("code-make"), true);
  saying("code-problem")("");
  at("code").showModal();
}

at("code-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const { code, login } = await ask("POST", `${path(whose.login)}/code`);
    write(at("code-title"), t("code_of", whose));
    write(at("code-what"), t("code_made", { name: whose.name, login }));
    write(at("made-code"), code);
    show(at("made-code"), true);
    show(at("code-make"), false);
    at("code-close").focus();
  } catch (error) {
    refused(error, saying("code-problem"));
  }
});
at("code").addEventListener("close", () => { write(at("made-code"), ""); look(); });

at("add").addEventListener("click", () => openEdit(null));
at("assign").addEventListener("click", () => {
  const line = assignmentRow({ first: today(), last: null, counter: null });
  at("assignments").append(line);
  find("input", line).focus();
});
at("edit-cancel").addEventListener("click", () => at("edit").close());
at("code-close").addEventListener("click", () => at("code").close());
at("leave").addEventListener("click", () => logOut().catch(() => null).then(() => location.assign(`/counter?lang=${page.lang}`)));

session().then(({ name }) => write(at("me"), name), () => null);
look();
