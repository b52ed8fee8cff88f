/** Numbers with the decimal sign that the source declares. The other sign may group thousands, three digits each, or is an error. */

import type { RawCell } from '../rows.js';

/** Digits before the decimal sign that DECIMAL(18,4) and a JavaScript integer both keep. */
const wholeDigits = 14;

export type DecimalSign = '.' | ',';

/** Reads one cell into digits such as `-1234.5`, exact, without a plus sign or leading zeros; undefined when it is no number. */
export function numberReader(decimal: DecimalSign): (cell: RawCell | undefined, text: string) => string | undefined {
  const point = decimal === '.' ? '\\.' : ',';
  const group = decimal === '.' ? ',' : '\\.';
  const expression = new RegExp(`^([+-]?)(\\d+|\\d{1,3}(?:${group}\\d{3})+)?(?:${point}(\\d*))?$`);
  const grouping = new RegExp(group, 'g');
  return (cell, text) => {
    if (typeof cell === 'object') {
      if (cell.date !== undefined || cell.boolean !== undefined) return undefined;
      if (cell.number !== undefined) return stored(cell.number);
    }
    const found = expression.exec(text);
    if (found === null || (!found[2] && !found[3])) return undefined;
    const whole = (found[2] ?? '0').replace(grouping, '');
    return canonical(found[1] === '-', whole, found[3] ?? '');
  };
}

/** The number as a workbook stores it: what a person sees may be rounded. Four decimals are kept, as everywhere. */
function stored(number: number): string | undefined {
  if (!Number.isFinite(number) || Math.abs(number) >= 10 ** wholeDigits) return undefined;
  const [whole = '', fraction = ''] = Math.abs(number).toFixed(4).split('.');
  return canonical(number < 0, whole, fraction);
}

function canonical(negative: boolean, whole: string, fraction: string): string | undefined {
  const head = whole.replace(/^0+(?=\d)/, '');
  if (head.length > wholeDigits) return undefined;
  const tail = fraction.replace(/0+$/, '');
  const digits = tail === '' ? head : `${head}.${tail}`;
  return negative && digits !== '0' ? `-${digits}` : digits;
}
