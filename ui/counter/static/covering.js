// Which values of a person are covered until the clerk asks for them, and how.

export const COVERED = new Set(["id", "phone"]);

/** 079•••••0001: the province and the last four digits stay, so that the card can be compared. */
export const cover = (number) => (number.length < 8
  ? "•".repeat(number.length)
  : number.slice(0, 3) + "•".repeat(number.length - 7) + number.slice(-4));
