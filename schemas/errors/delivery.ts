import type { ErrorEntry } from './error.js';

/** Why a delivery as a whole failed, was held or was refused. Stands in deliveries.error_code. */
export const deliveryErrors = {
  COLUMN_MISSING: {
    kind: 'terminal',
    when: 'The header lacks a required column of the feed. The delivery is held.',
    fix: 'Map the column under `columns` of the source, or have the partner send it; then release or resubmit.',
  },
  HEADER_AMBIGUOUS: {
    kind: 'terminal',
    when: 'More than one column of the header stands for the same field. The delivery is held; none of these columns is read.',
    fix: 'Say under `columns` of the source which one it is by its position, such as `"#7": end_user_name`, and run it again; or have the partner name its columns differently, then resubmit.',
  },
  REJECT_SHARE_EXCEEDED: {
    kind: 'terminal',
    when: 'More rows were rejected than `limits.reject_share` of the source allows. The delivery is held.',
    fix: 'Look at `assurance quarantine show DELIVERY`, then release, discard or resubmit.',
  },
  TOO_FEW_ROWS: {
    kind: 'terminal',
    when: 'The file has fewer rows than `limits.min_rows` of the source. The delivery is held.',
    fix: 'Ask the partner whether the file is complete, then release, discard or resubmit.',
  },
  RULE_LIMIT_EXCEEDED: {
    kind: 'terminal',
    when: 'One rule rejected more rows than `limits.rules` of the source allows for it. The delivery is held.',
    fix: 'Look at `assurance quarantine show DELIVERY`, then release, discard or resubmit.',
  },
  CONTROL_TOTAL_MISMATCH: {
    kind: 'terminal',
    when: 'The rows do not add up to the total that the file itself states (`control_totals` of the source). The delivery is held.',
    fix: 'Ask the partner which of the two is right: rows may be missing. Then release, discard or resubmit.',
  },
  CONTROL_TOTAL_MISSING: {
    kind: 'terminal',
    when: 'A total that `control_totals` of the source declares is not in the file. The delivery is held.',
    fix: 'Ask the partner whether the file is complete, or correct `control_totals`; then release, discard or resubmit.',
  },
  COLUMN_NEW: {
    kind: 'terminal',
    when: 'The file has a column that the last accepted delivery of the source did not have, and `drift.new` holds it.',
    fix: 'Map the column under `columns` of the source or leave it; then release. `drift` says what such a change means.',
  },
  COLUMN_GONE: {
    kind: 'terminal',
    when: 'The file lacks a column that the last accepted delivery of the source had, and `drift.missing` holds it.',
    fix: 'Ask the partner whether the column was meant to go, then release, discard or resubmit.',
  },
  COLUMN_RENAMED: {
    kind: 'terminal',
    when: 'A column of the last accepted delivery seems to have another name now, and `drift.renamed` holds it.',
    fix: 'Add the new name under `columns` of the source, put the old one into `layouts`, and judge the delivery again with `assurance rerun DELIVERY`.',
  },
  COLUMNS_REORDERED: {
    kind: 'terminal',
    when: 'The columns stand in another order than in the last accepted delivery, and `drift.reordered` holds it.',
    fix: 'Columns are found by their names; look whether the cells went with their headers, then release.',
  },
  COLUMN_DOUBLED: {
    kind: 'terminal',
    when: 'A header stands twice that stood once in the last accepted delivery, and `drift.doubled` holds it.',
    fix: 'Say under `columns` by position which of the two is meant, or have the partner name them differently.',
  },
  DELIMITER_CHANGED: {
    kind: 'terminal',
    when: 'The delimiter that the source declares (`,` when it declares none) finds fewer columns of the contract than another one, and `drift.delimiter` holds it.',
    fix: 'Set `delimiter` in `format` of the source to what the file uses, put the former one into `layouts`, and judge it again.',
  },
  ENCODING_CHANGED: {
    kind: 'terminal',
    when: 'The text is UTF-8 under a source that declares a single-byte encoding: accents would be read as two wrong letters. Or the last accepted delivery was, and this text is none. `drift.encoding` holds it.',
    fix: 'UTF-8: set `encoding` in `format` of the source to utf-8, put the former one into `layouts`, and judge it again. As declared: release it.',
  },
  CORRECTION_REF_INVALID: {
    kind: 'terminal',
    when: 'A corrected copy has rows whose `assurance_ref` is empty or was changed, so that nobody can say which rejected row they correct. The delivery is held.',
    fix: 'Have the references put back as they were exported, and new rows sent in a report of their own; then discard. Release takes the rows without reference as new rows.',
  },
  SENDER_MISMATCH: {
    kind: 'terminal',
    when: "The file names another sender than the source's party (X12: ISA06, or N1 of the reporting party). The delivery is held.",
    fix: 'Discard it when it was put into the wrong folder. When the id is one of this party, add it to `sender` in `format`, and judge it again with `assurance rerun DELIVERY`.',
  },
  CORRECTION_NOT_APPLICABLE: {
    kind: 'terminal',
    when: 'The file says that it replaces, changes or cancels an earlier report, and `corrections` of the source cannot do that, or the earlier report stands in the same file. The delivery is held.',
    fix: 'Discard it and ask for returns or a whole period, alone in its file; or set `corrections`, or `purposes` in `format`, to what was agreed with the partner, and run it again.',
  },
  PERIODS_APART: {
    kind: 'terminal',
    when: 'Parts of one file report periods that do not touch, and the source replaces whole periods. The delivery is held.',
    fix: 'Ask the partner for one file for each period: what lies between them would be replaced by nothing.',
  },
  FILE_EMPTY: {
    kind: 'terminal',
    when: 'The file has no bytes at all, nothing but a byte order mark or an end-of-file mark (Ctrl-Z), or no row where its source says that there is no header.',
    fix: 'Ask the partner for the file again. A report without sales still has its header line; without a header nobody can tell it from a file that is cut short.',
  },
  HEADER_MISSING: {
    kind: 'terminal',
    when: 'The file or sheet has fewer lines than `header_row` of its source says, or that line is blank.',
    fix: 'Look at the file: set `header_row` in `format` to the line of the column names, or ask the partner for the whole file.',
  },
  QUOTE_SWALLOWS_ROWS: {
    kind: 'terminal',
    when: 'A quoted cell goes on over line ends and holds what looks like whole rows: a cell begins with a quote by mistake, and a later one ends with one.',
    fix: 'Have the partner double the quote on that line or take it out; where the text is meant as it is, have it sent without line ends.',
  },
  QUOTE_UNCLOSED: {
    kind: 'terminal',
    when: 'A quoted cell is never closed, or text follows its closing quote. Rows behind it cannot be told apart.',
    fix: 'Have the partner export the file again with quotes inside of cells doubled, or set `quote` in `format` to what the file uses.',
  },
  FORMAT_MISMATCH: {
    kind: 'terminal',
    when: 'The file is something else than `format.type` of its source says: a web page or a workbook under `csv`, a text file under `xlsx`, no interchange under `x12`.',
    fix: 'Ask the partner for the agreed format, or correct `format` of the source.',
  },
  DELIMITER_MISMATCH: {
    kind: 'terminal',
    when: 'The first line of a text file (`sep=;`, for Excel) names another delimiter than `delimiter` of its source.',
    fix: 'Set `delimiter` in `format` of the source to what the file uses, or have the partner leave that line out if it is wrong.',
  },
  ENCODING_INVALID: {
    kind: 'terminal',
    when: 'The bytes of a text file are not what `encoding` of its source says (utf-8 when it says none). No character is ever replaced, whatever `drift.encoding` says. The message names the encoding that would fit, when one does.',
    fix: 'Set `encoding` in `format` to what the partner really writes, or have the file exported as UTF-8.',
  },
  ROW_TOO_LARGE: {
    kind: 'terminal',
    when: 'One row is longer than 1,048,576 bytes (text files) or characters (workbooks).',
    fix: 'Look at the line: `delimiter` or `quote` in `format` may be wrong, or the file may be damaged.',
  },
  WORKBOOK_UNREADABLE: {
    kind: 'terminal',
    when: 'A workbook is damaged, cut short or built in a way that cannot be read.',
    fix: 'Open the file, save it again as .xlsx and resubmit it, or ask the partner for it again.',
  },
  WORKBOOK_ENCRYPTED: {
    kind: 'terminal',
    when: 'A workbook is protected with a password for opening.',
    fix: 'Ask the partner for the file without a password; transport is where it is to be protected.',
  },
  SHEET_MISSING: {
    kind: 'terminal',
    when: 'The workbook has no sheet with the name or pattern that `sheet` of its source says.',
    fix: 'Set `sheet` in `format` to one of the sheets that the message lists, or to a pattern.',
  },
  FILE_TOO_LARGE_INFLATED: {
    kind: 'terminal',
    when: 'A workbook or an archive inflates to more than can be read safely: by its size, by the ratio of its compression, or by the memory that it needs.',
    fix: 'Ask the partner for a CSV file or for several smaller workbooks; treat an extreme ratio as an attack.',
  },
  HIDDEN_ROWS: {
    kind: 'terminal',
    when: 'A sheet has hidden rows, and `hidden_rows` of its source is `hold`. The delivery is held.',
    fix: 'Ask the partner whether the rows were meant to be reported, then release or discard; or set `hidden_rows` to `read` or `skip`.',
  },
  HIDDEN_SHEET: {
    kind: 'terminal',
    when: 'A hidden sheet was asked for, and `hidden_sheets` of its source is `hold`. The delivery is held.',
    fix: 'Ask the partner whether the sheet was meant to be reported, then release or discard; or set `hidden_sheets` to `read` or `skip`.',
  },
  ARCHIVE_UNREADABLE: {
    kind: 'terminal',
    when: 'A zip or gzip file is damaged, cut short, or packed in a way other than deflate.',
    fix: 'Ask the partner for it again, as a plain zip or gzip file, or for the files without packing them.',
  },
  ARCHIVE_ENCRYPTED: {
    kind: 'terminal',
    when: 'A zip file is protected with a password.',
    fix: 'Ask the partner for the file without a password; transport is where it is to be protected.',
  },
  ARCHIVE_NESTED: {
    kind: 'terminal',
    when: 'A file inside of a zip or gzip file is packed itself.',
    fix: 'Ask the partner to pack its files once, or not at all.',
  },
  MEMBER_MISSING: {
    kind: 'terminal',
    when: 'No file inside of a zip file matches `members` of its source, or there is none at all.',
    fix: 'Set `members` in `format` to a pattern that matches one of the files that the message lists.',
  },
} as const satisfies Record<string, ErrorEntry>;
