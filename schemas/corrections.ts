/**
 * Correction files: the rejected rows of a delivery in the partner's own layout, with columns of ours beside them. What both sides have to
 * agree on stands here: the names of these columns, how a row names the one that it corrects, and how text is kept from running as a formula.
 */

/** A file whose header has this column is a corrected copy; nothing else makes it one. */
export const refColumn = 'assurance_ref';
export const reasonColumn = 'reason';
export const fixColumn = 'fix';
/** What ours are called when the partner has columns of these names already. */
export const ownPrefix = 'assurance_';

/** The place of a row that was rejected. */
export interface RowRef {
  delivery_id: string;
  /** Sheet of a workbook, null for a text file. */
  sheet: string | null;
  line: number;
}

/**
 * `d0123456789abcdef0123:14`, and for a workbook `d0123456789abcdef0123/POS:14`. A name beyond ASCII stands behind `~`, with its other characters
 * escaped: the encoding of the partner's files, and of the program that saves the copy, may not have them.
 */
export function refText({ delivery_id, sheet, line }: RowRef): string {
  if (sheet === null) return `${delivery_id}:${line}`;
  return /^[ -~]*$/.test(sheet) ? `${delivery_id}/${sheet}:${line}` : `${delivery_id}~${escapedName(sheet)}:${line}`;
}

const escapedName = (name: string): string => name.replace(/[^ -$&-~]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const nameOf = (escaped: string): string =>
  escaped.replace(/%([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/**
 * Behind `/` a name is as it stands, whatever its letters: files written before there was `~` have such references.
 * @returns undefined for what is no such place: an empty cell, or a text that was changed.
 */
export function parseRef(text: string): RowRef | undefined {
  const found = /^(d[0-9a-f]{20})(?:([/~])(.+))?:([1-9]\d{0,15})$/su.exec(text.trim());
  if (found === null) return undefined;
  const [, delivery_id, sign, name = null, line] = found;
  return { delivery_id: delivery_id!, sheet: sign === '~' ? nameOf(name!) : name, line: Number(line) };
}

export interface CorrectionPlaces {
  ref: number;
  /** Positions of all columns of ours. */
  all: ReadonlySet<number>;
}

/** The names of our columns beside a partner's own header. */
export function correctionColumns(header: readonly string[]): { reason: string; fix: string; ref: string } {
  const theirs = new Set(header.map(plain));
  const own = (name: string) => (theirs.has(name) ? `${ownPrefix}${name}` : name);
  return { reason: own(reasonColumn), fix: own(fixColumn), ref: refColumn };
}

/**
 * Where our columns stand in the header of a corrected copy; undefined when it is none. Columns may have been moved or deleted.
 * @param mapped headers that the source maps to fields: these are never ours.
 */
export function findCorrectionColumns(header: readonly string[], mapped: readonly string[] = []): CorrectionPlaces | undefined {
  const names = header.map(plain);
  const ref = names.indexOf(refColumn);
  if (ref < 0) return undefined;
  const theirs = new Set(mapped.map(plain));
  const ours = [reasonColumn, fixColumn].map((name) => (names.includes(`${ownPrefix}${name}`) ? `${ownPrefix}${name}` : name));
  const places = ours.filter((name) => !theirs.has(name)).flatMap((name) => names.indexOf(name));
  return { ref, all: new Set([ref, ...places.filter((at) => at >= 0)]) };
}

const plain = (name: string): string => name.trim().toLowerCase();

/**
 * A cell that begins with = + - @ (after blanks, too), a tab or a line end runs as a formula when a spreadsheet opens a text file.
 * Such text gets one apostrophe in front. To undo it, one apostrophe is taken away from every text that begins with apostrophes and then
 * one of those characters: a text that had apostrophes of its own got one more, so nothing is lost. Numbers stay: `-5` is no formula.
 */
export const neutralised = (text: string): string => (acts.test(text) && !isNumber.test(text) ? `'${text}` : text);

/** The text as it was before `neutralised`. */
export const restored = (text: string): string => (text.startsWith("'") && acts.test(text) ? text.slice(1) : text);

const acts = /^'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
const isNumber = /^[+-]?\d[\d.,\u00a0 ]*$/;

/** The sheet that sums up a correction workbook. It is no data: in a corrected copy it is not read, also when a source reads every sheet. */
export const summarySheet = 'How to correct';
