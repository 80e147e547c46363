// How each state, source and decision is shown, from the JSON that the page carries (ui/counter/states.py).

import { make } from "./dom.js";

const tables = JSON.parse(document.getElementById("chips").textContent);

/** {word, tone, icon} of a value of the contract; a value that is not there is a mistake of ours and throws. */
export function chipOf(table, value) {
  const chip = tables[table][value];
  if (chip === undefined) throw new Error(`no chip for ${table} ${value}`);
  return chip;
}

/** The chip as an element. */
export const drawChip = (table, value) => {
  const { word, tone } = chipOf(table, value);
  return make("span", { class: `chip ${tone}` }, word);
};
