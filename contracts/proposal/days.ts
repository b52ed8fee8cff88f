/** The ways in which partners write days. */

import { dayReader } from '../../schemas/cells/date.js';
import { seen } from '../../schemas/cells/text.js';
import type { RawCell } from '../../schemas/rows.js';

// prettier-ignore
export const datePatterns = ['YYYY-MM-DD', 'DD.MM.YYYY', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYY/MM/DD', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYYMMDD', 'DD.MM.YY', 'MM/DD/YY', 'DD/MM/YY'];

/** Of `YYYYMMDD` a number could be a day as well. */
const certain = datePatterns.filter((pattern) => pattern !== 'YYYYMMDD').map(dayReader);

/** A day in whatever order, beyond doubt. */
export const isDay = (cell: RawCell | undefined): boolean =>
  (typeof cell === 'object' && cell.date !== undefined) || certain.some((read) => read(seen(cell), seen(cell)) !== undefined);
