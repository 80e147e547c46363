// The citizens' ratings by day, for officers: figures alone.

import { make, refill, write } from "./dom.js";
import { date, page, t } from "./words.js";

const at = (id) => document.getElementById(id);

function row({ day, stars, unanswered, reasons }) {
  const count = stars.reduce((sum, one) => sum + one, 0);
  const points = stars.reduce((sum, one, index) => sum + one * (index + 1), 0);
  const average = count > 0 ? (points / count).toFixed(1) : "–";
  const parts = stars.map((one, index) => `${index + 1}★ ${one}`).reverse();
  parts.push(t("unanswered", { n: unanswered }));
  parts.push(...reasons.map((one) => t("reason", { reason: one.text, n: one.count })));
  return make("li", { class: "card" },
    make("div", {}, make("b", {}, t("day", { day: date(day), count, average })), make("p", {}, parts.join(" · "))));
}

async function look() {
  const answer = await fetch(`/v1/ratings?lang=${page.lang}`, { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok) { write(at("ratings-told"), t("log_in")); return; }
  const { days } = await answer.json();
  write(at("ratings-told"), days.length === 0 ? t("no_ratings") : "");
  refill(at("ratings"), days.map(row));
}

look();
