// The large view of a paper's pages, by keyboard: arrows turn pages, Z zooms, Escape closes.

import { write } from "./dom.js";
import { t } from "./words.js";

const at = (id) => document.getElementById(id);
let paper = null;
let index = 0;

/** Show the pages of `which`, beginning with number `first`; `zoomed` for a long narrow slip. */
export function openPages(which, first, zoomed = false) {
  paper = which;
  index = first;
  at("page-frame").classList.toggle("zoomed", zoomed);
  draw();
  at("page-view").showModal();
  at("page-frame").focus();
}

function draw() {
  const all = paper.files.length;
  const name = all > 1 ? t("page_of", { name: paper.name, n: index + 1, all }) : paper.name;
  at("page-picture").src = paper.files[index].url;
  at("page-picture").alt = name;
  write(at("page-name"), name);
  at("page-back").disabled = index === 0;
  at("page-on").disabled = index === all - 1;
}

function turn(by) {
  const next = index + by;
  if (next < 0 || next >= paper.files.length) return;
  index = next;
  draw();
}

const zoom = () => at("page-frame").classList.toggle("zoomed");

at("page-back").addEventListener("click", () => turn(-1));
at("page-on").addEventListener("click", () => turn(1));
at("page-zoom").addEventListener("click", zoom);
at("page-picture").addEventListener("click", zoom);
at("page-close").addEventListener("click", () => at("page-view").close());
// The picture leaves the page with the window that showed it.
at("page-view").addEventListener("close", () => at("page-picture").removeAttribute("src"));
at("page-view").addEventListener("keydown", (event) => {
  const zoomed = at("page-frame").classList.contains("zoomed");
  if (event.code === "KeyZ") zoom();
  else if (event.code === "ArrowLeft" && !zoomed) turn(-1);
  else if (event.code === "ArrowRight" && !zoomed) turn(1);
});
