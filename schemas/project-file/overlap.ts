/** Two sources that would take the same file: its rows would count twice, or under the wrong party. */

import { patternsMeet } from '../name-pattern.js';
import type { Issue, Path } from './document.js';

/** A folder connector as far as its text could be read. */
export interface Inbox {
  /** Of the source, as written. */
  id: string;
  /** Path of the connector in the project file. */
  at: Path;
  /** The folder in one spelling, so that two ways to write it are equal. */
  folder: string;
  pattern: string;
  /** The pattern as written. */
  takes: string;
}

export function overlaps(inboxes: Inbox[]): Issue[] {
  return inboxes.flatMap((inbox, index) => {
    const other = inboxes.slice(0, index).find((before) => before.folder === inbox.folder && patternsMeet(before.pattern, inbox.pattern));
    if (other === undefined) return [];
    const expected = `files that no other source takes; ${other.id} takes ${other.takes} from the same folder`;
    return [{ path: [...inbox.at, 'path'], expected, got: `${inbox.takes} from it` }];
  });
}

/** `./inbox/`, `inbox` and `inbox/../inbox` are one folder. Links and letter case need the disk: `load-project.ts` asks it. */
export function plainFolder(path: string): string {
  const absolute = path.startsWith('/');
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !absolute) steps.push(step);
  }
  return (absolute ? '/' : '') + steps.join('/');
}
