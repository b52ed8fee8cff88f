/** What is said of a case in a line. */

import { dayOf, timeOf } from '../../schemas/case/hours.js';
import type { ServiceCase } from '../read/cases.js';

/** A time on the project's own clock. */
export const clock = (at: string, timezone: string): string =>
  `${dayOf(new Date(at), timezone)} ${timeOf(new Date(at), timezone).slice(0, 5)}`;

/** Where it stands, with its level once it is above the first. */
export const standing = ({ status, level }: Pick<ServiceCase, 'status' | 'level'>): string =>
  `${status}${level === '1' ? '' : `, level ${level}`}`;

/** What the response clock says, in words. */
export function responseWords(c: ServiceCase, timezone: string): string {
  if (c.respond_by === null) return '';
  if (c.responded_at === null && c.status !== 'closed') {
    return c.overdue ? `! overdue since ${clock(c.respond_by, timezone)}` : `due ${clock(c.respond_by, timezone)}`;
  }
  if (c.overdue) return '! answered late';
  return c.origin === 'feed' ? 'taken up' : 'answered in time';
}
