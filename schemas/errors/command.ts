import type { ErrorEntry } from './error.js';

/** What can be wrong with a command and its flags, or with what it asks for. */
export const commandErrors = {
  COMMAND_USAGE: {
    kind: 'usage',
    when: 'A command, flag or argument is unknown, missing or malformed.',
    fix: 'See `assurance help COMMAND`.',
  },
  SERIAL_AMBIGUOUS: {
    kind: 'usage',
    when: 'Several products have a unit with this serial number: a serial is unique only within a product.',
    fix: 'Say which one with `--product PRODUCT`.',
  },
  ASSET_UNKNOWN: {
    kind: 'terminal',
    when: 'The registry has no such unit: it was neither shipped nor reported in an accepted row.',
    fix: 'Check the serial number as it stands on the unit; a shipment or a report of it may not have come yet.',
  },
  DELIVERY_AMBIGUOUS: {
    kind: 'usage',
    when: 'Several deliveries begin with the letters that were given.',
    fix: 'Give more letters of the id.',
  },
  DETECT_NO_TABLE: {
    kind: 'usage',
    when: 'A file was to be looked at, and no table with a header can be seen in it.',
    fix: 'Write `format` and `columns` of the source by hand; `docs/contract-guide.md` says how.',
  },
  NOTHING_TO_EXPORT: {
    kind: 'terminal',
    when: 'The delivery has no rejected row that still waits for a correction.',
    fix: 'See `assurance quarantine show DELIVERY`.',
  },
  CORRECTION_SHEETS: {
    kind: 'usage',
    when: 'A file for a partner with rows under several headers, of several sheets or of several files of an archive, was to be written as one text file.',
    fix: 'Leave out `--out`, or name a file that ends in .zip; for a source of workbooks, in .xlsx.',
  },
  CORRECTION_ENCODING: {
    kind: 'usage',
    when: 'A file for a partner was to be written in an encoding that lacks characters of its cells: the source declares another one than when the rows were read.',
    fix: 'Set `encoding` in `format` of the source to what the partner writes, or name a file that ends in .xlsx with `--out`.',
  },
  RESUBMIT_NO_CORRECTION: {
    kind: 'usage',
    when: 'A file was resubmitted for a delivery that is not held, and it is no corrected copy: it has no column `assurance_ref`.',
    fix: 'Resubmit the file that `assurance quarantine export` wrote, with its cells corrected; put a whole new report into the folder of the source.',
  },
  PROJECT_EXISTS: {
    kind: 'usage',
    when: '`assurance init` was told to write into a folder that has a project already.',
    fix: 'Name another folder: assurance init DIR.',
  },
  PARTY_UNKNOWN: {
    kind: 'usage',
    when: 'A party was named that is neither in the parties feed nor in any report.',
    fix: 'See `assurance partner` for the parties.',
  },
  FIGURE_UNKNOWN: {
    kind: 'usage',
    when: "A figure of a partner's page was asked for that it does not have.",
    fix: 'See `assurance partner ID`: the name of each figure stands beside it.',
  },
  PARTNER_LIST_MISSING: {
    kind: 'usage',
    when: 'The differences of a party were asked for that has sent no list of its units, or none that could be used.',
    fix: 'Declare a source of feed partner_assets for the party and pull it; `assurance quarantine list` shows lists that are held.',
  },
  DIFFERENCE_UNKNOWN: {
    kind: 'usage',
    when: "Something of a partner's list was to be accepted that the list does not say, that the registry says as well, or that no sale stands behind; or something was to be taken back that was never accepted.",
    fix: 'See `assurance partner differences PARTY`.',
  },
  LOCATION_INCOMPLETE: {
    kind: 'terminal',
    when: "The location of a unit in a partner's list was to be accepted, and it is no complete address.",
    fix: 'Have the partner complete the address in its list and pull it.',
  },
  QUERY_INVALID: {
    kind: 'usage',
    when: 'DuckDB refuses the SQL of `assurance query`, or it reaches outside the snapshot.',
    fix: 'Correct the statement; docs/data-dictionary.md lists the views and their columns.',
  },
} as const satisfies Record<string, ErrorEntry>;
