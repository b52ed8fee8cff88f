/** What was seen of a file, and what is said of it: the words that the parts of a proposal share. */

import type { FieldInfo } from '../../schemas/feeds/contract.js';
import type { RawCell } from '../../schemas/rows.js';

export interface Evidence {
  about: string;
  says: string;
  /** A person has to decide: the file alone cannot tell. */
  open?: boolean;
}

export interface SeenRow {
  line: number;
  cells: readonly RawCell[];
}

export interface SeenTable {
  header: readonly string[];
  rows: readonly SeenRow[];
}

/** A column that is taken for a field. */
export interface Mapped {
  field: FieldInfo;
  at: number;
  header: string;
}
