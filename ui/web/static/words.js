// The page's texts, from the JSON that its template carries, and times in words.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const page = read("page");
const texts = read("texts");

/** A text of the page with `{name}` filled in. An unknown key is a mistake of ours and throws. */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A list of texts of the page. */
export const list = (key) => texts[key];

/** Whether the page has this text: for keys that the hub chooses. */
export const has = (key) => key in texts;

const pad = (number) => String(number).padStart(2, "0");
// Vietnam has no summer time: its clock is always seven hours ahead of UTC, whatever this machine believes.
const local = (moment) => new Date(new Date(moment).getTime() + 7 * 3600 * 1000);

/** Hours and minutes at the centre, 14:05. */
export const clock = (moment) => `${pad(local(moment).getUTCHours())}:${pad(local(moment).getUTCMinutes())}`;

/** Day, month, year at the centre, 22/11/2026. */
export function day(moment) {
  const at = local(moment);
  return `${pad(at.getUTCDate())}/${pad(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

/** A date without a time, ISO 8601 and possibly reduced (1957, 1957-03), as people write it. */
export const date = (iso) => String(iso).split("-").reverse().join("/");

/** Whole minutes since a moment, never less than 0. */
export const minutesSince = (moment, now = Date.now()) =>
  Math.max(0, Math.floor((now - new Date(moment).getTime()) / 60000));

/** 0 = Sunday, at the centre. */
export const weekday = (moment) => local(moment).getUTCDay();
