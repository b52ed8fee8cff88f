/**
 * Why a row of a report is rejected. The codes are stable: they stand in quarantine, in correction files and, for the END_USER
 * codes, beside verdicts. Written for the partner, in plain words. No text ever holds the value of a cell: that stands beside it.
 */

export interface RowErrorEntry {
  /** What is wrong, in one sentence. */
  message: string;
  /** What the partner does in the file. */
  fix: string;
}

export const rowErrors = {
  REQUIRED: {
    message: 'The cell is empty and every row needs it.',
    fix: 'Fill in the cell.',
  },
  REQUIRED_HERE: {
    message: 'The cell is empty, and what stands in other cells of the row needs it.',
    fix: 'Fill in the cell.',
  },
  CELL_COUNT: {
    message: 'The row does not have as many cells as the header.',
    fix: 'Put the row in line with the header: look for a delimiter inside a name that is not quoted, or for a row that was cut off.',
  },
  DIGITS_LOST: {
    message: 'The number was shortened by a spreadsheet (1.23E+12), or has more than the 15 digits that one keeps; some of it is lost.',
    fix: 'Format the column as text, enter the number again and export the file again.',
  },
  CELL_ERROR: {
    message: 'The cell holds an error of the spreadsheet instead of a value.',
    fix: 'Repair the formula, or widen a column that shows only # signs, and export the file again.',
  },
  CELL_FORMULA: {
    message: 'The cell holds a formula, and values were agreed.',
    fix: 'Put the value into the cell in place of the formula: copy it and paste it as a value.',
  },
  CHARACTER_INVISIBLE: {
    message: 'The cell holds a character that nobody can see, so it is another one than it looks like.',
    fix: 'Type the number anew instead of copying it from a page or a document, and look at the number in the system that it comes from.',
  },
  DATE_INVALID: {
    message: 'The cell is not a day of the calendar in the form that was agreed.',
    fix: 'Write the day in the agreed form, year 1990 to 2100; in a workbook, format the cell as a date.',
  },
  TIME_INVALID: {
    message: 'The cell is not a time with date and zone.',
    fix: 'Write it as 2026-03-31T17:05:00-06:00, or as 2026-03-31T23:05:00Z.',
  },
  NUMBER_INVALID: {
    message: 'The cell is not a number in the form that was agreed.',
    fix: 'Write digits with the agreed decimal sign, without currency signs or words.',
  },
  NUMBER_NOT_WHOLE: {
    message: 'The number has a fraction and has to be whole.',
    fix: 'Write a whole number.',
  },
  NUMBER_OUT_OF_RANGE: {
    message: 'The number is smaller or larger than it can be.',
    fix: 'Correct the number.',
  },
  QUANTITY_NEGATIVE: {
    message: 'The quantity is negative, and negative quantities were not agreed as returns.',
    fix: 'Write a return as a row with a positive quantity and transaction_type return.',
  },
  QUANTITY_ZERO: {
    message: 'The quantity is zero: nothing was sold or returned.',
    fix: 'Leave the row out, or write the number of units.',
  },
  VALUE_UNKNOWN: {
    message: 'The cell is none of the agreed words.',
    fix: 'Write one of the agreed words.',
  },
  BOOLEAN_INVALID: {
    message: 'The cell is neither true nor false.',
    fix: 'Write true or false.',
  },
  COUNTRY_UNKNOWN: {
    message: 'The cell is not a country code of two letters (ISO 3166-1 alpha-2).',
    fix: 'Write the code, such as US, DE or GB.',
  },
  CURRENCY_UNKNOWN: {
    message: 'The cell is not a currency code of three letters (ISO 4217).',
    fix: 'Write the code, such as USD or EUR.',
  },
  PATTERN_INVALID: {
    message: 'The cell is not a regular expression that serial numbers can be compared with.',
    fix: 'Write the expression without look-around and back references, for example LS[0-9]{6}.',
  },
  SERIAL_SCIENTIFIC: {
    message: 'The serial number was turned into scientific notation by a spreadsheet; its digits are lost.',
    fix: 'Format the column as text, enter the serial number again and export the file again.',
  },
  SERIAL_TOO_MANY_DIGITS: {
    message: 'The serial number is stored as a number with more than 15 digits; a spreadsheet keeps only 15.',
    fix: 'Format the column as text and enter the serial number again: the last digits have been lost.',
  },
  SERIAL_IS_DATE: {
    message: 'The serial number was turned into a date by a spreadsheet.',
    fix: 'Format the column as text and enter the serial number again.',
  },
  SERIAL_SEPARATOR_UNDECLARED: {
    message: 'The cell seems to hold several serial numbers, and no separator was agreed that explains it.',
    fix: 'Write one serial number in each row, or agree on a separator.',
  },
  SERIAL_REPEATED: {
    message: 'The cell names the same serial number more than once.',
    fix: 'Name each unit once.',
  },
  SERIAL_COUNT_MISMATCH: {
    message: 'The number of serial numbers in the cell is not the quantity of the row.',
    fix: 'Name one serial number for each unit, or correct the quantity.',
  },
  TERM_END_BEFORE_START: {
    message: 'The term ends before it starts.',
    fix: 'Correct the first or the last day of the term.',
  },
  DATES_OUT_OF_ORDER: {
    message: 'The day lies before another day of the row that must come first.',
    fix: 'Correct one of the two days.',
  },
  END_USER_MISSING: {
    message: 'The name of the end user is empty.',
    fix: 'Fill in the company or person that uses the unit.',
  },
  END_USER_PLACEHOLDER: {
    message: 'The name of the end user is a placeholder, not a name.',
    fix: 'Fill in the company or person that uses the unit; leave units in stock out of the report.',
  },
  END_USER_ADDRESS_INCOMPLETE: {
    message: 'The address of the end user lacks something that its country needs.',
    fix: 'Complete the address: street, city, country code, state and postal code where the country has them.',
  },
  END_USER_ADDRESS_PO_BOX: {
    message: 'The address of the end user is a post office box; a unit does not stand in one.',
    fix: 'Write the street in end_user_address_line1; the box may stay in end_user_address_line2.',
  },
} as const satisfies Record<string, RowErrorEntry>;

export type RowErrorCode = keyof typeof rowErrors;

/** The sentence for one rejected cell. `expected` comes from the contract (a form, a list of words), never from the cell. */
export function rowMessage(code: RowErrorCode, expected?: string): string {
  const { message } = rowErrors[code];
  return expected === undefined ? message : `${message} Expected: ${expected}.`;
}
