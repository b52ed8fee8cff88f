/**
 * A cell that begins with = + - @ (or a tab or carriage return) runs as a formula when a spreadsheet opens the file. Such text gets one
 * apostrophe in front. To undo it, take one apostrophe away from every text that begins with apostrophes and then one of those characters:
 * a text that had apostrophes of its own got one more, so nothing is lost. Numbers stay as they are: `-5` is no formula.
 */

const acts = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const isNumber = /^[+-]?\d[\d.,\u00a0' ]*$/;

export function neutralised(text: string): string {
  return acts.test(text) && !isNumber.test(text) ? `'${text}` : text;
}
