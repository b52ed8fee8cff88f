/** Post office boxes and military post: mail reaches them, a unit does not stand in them. */

/** Not inside of a word: Apollo Street and Postfachweg are streets. */
const start = '(?<![\\p{L}\\p{N}])';
const end = '(?![\\p{L}\\p{N}])';
/** `12`, `No. 12`, `# 12`, `n° 12` */
const number = '[\\s.:,]*(?:(?:NO|NR|NUM|N)[.°º]*|[#№])?\\s*\\d';

const boxes = [
  // A box that says so needs no number: PO Box K
  `${start}(?:G\\.?\\s?)?P[.\\s]*O[.\\s]*BOX${end}`,
  `${start}POST\\s*OFFICE\\s*BOX${end}`,
  `${start}POSTFACH${end}`,
  `${start}(?:BO[IÎ]TE|CASE)\\s+POSTALE${end}`,
  `${start}CASELLA\\s+POSTALE${end}`,
  `${start}CAIXA\\s+POSTAL${end}`,
  `${start}SKRYTKA\\s+POCZTOWA${end}`,
  `${start}PRIVATE\\s+BAG${end}`,
  // These words are streets and names as well, a number behind them decides
  `${start}P[.\\s]*O[.\\s]*B\\.?${number}`,
  `${start}POST\\s*(?:OFFICE|BOX)${number}`,
  `${start}(?:POSTBUS|POSTBOKS)${number}`,
  `${start}B\\.?\\s?P\\.?${number}`,
  `${start}(?:APARTADO|AP(?:AR)?T?DO\\.?)(?:\\s+(?:DE\\s+CORREOS?|POSTAL|A[EÉ]REO))?${number}`,
  `${start}CASILLA(?:\\s+(?:DE\\s+CORREOS?|POSTAL))?${number}`,
  `${start}LOCKED\\s+BAG${number}`,
  `^BOX${number}[\\d\\s]*$`,
  // Via Po 18 is a street of Turin: PO with nothing but a number stands alone or behind a comma
  `(?:^|[,;/])\\s*P\\.?\\s?O\\.?${number}`,
];

const box = new RegExp(boxes.join('|'), 'iu');
/** Army, fleet and diplomatic post; what stands before it is a unit, not a street. */
const military = new RegExp(`${start}[AFD]PO[\\s,]+(?:A[AEP]|\\d{3,5})${end}|^[AFD]PO$`, 'iu');
const town = /^[AFD]PO(?:[\s,]+A[AEP])?$/i;
const street = /^(?=.*\d)(?=.*\p{L}{3})/su;
/** No street line is longer; what is, may be made to keep the expressions busy. */
const longest = 300;

/** Whether a street line names a box and no street before it: `12 Main Street, PO Box 7` names a street. */
export function isBox(line: string): boolean {
  const text = line.slice(0, longest);
  if (military.test(text)) return true;
  const found = box.exec(text);
  return found !== null && !street.test(text.slice(0, found.index));
}

/** Whether a town is the one that military post uses in place of a town. */
export const isMilitaryPost = (city: string): boolean => town.test(city);
