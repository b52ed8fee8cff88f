/** The same trouble with a zip archive has other words and codes when the archive is a workbook. */

import { AssuranceError } from '../../schemas/errors/error.js';

export interface Refusals {
  /** @param why continues "… is damaged:". */
  unreadable(why: string, cause?: unknown): AssuranceError;
  /** @param why continues "it", such as "inflates to 300 bytes, the limit is 200". */
  tooLarge(why: string): AssuranceError;
  encrypted(why: string): AssuranceError;
}

export const workbookRefusals: Refusals = {
  unreadable: (why, cause) => new AssuranceError('WORKBOOK_UNREADABLE', `The workbook is damaged: ${why}.`, { cause }),
  tooLarge: (why) => new AssuranceError('FILE_TOO_LARGE_INFLATED', `The workbook ${why}.`),
  encrypted: () => new AssuranceError('WORKBOOK_ENCRYPTED', 'The workbook is a zip archive with a password.'),
};

export const archiveRefusals: Refusals = {
  unreadable: (why, cause) => new AssuranceError('ARCHIVE_UNREADABLE', `The archive is damaged: ${why}.`, { cause }),
  tooLarge: (why) => new AssuranceError('FILE_TOO_LARGE_INFLATED', `The archive ${why}.`),
  encrypted: (why) => new AssuranceError('ARCHIVE_ENCRYPTED', `The archive is protected with a password: ${why}.`),
};
