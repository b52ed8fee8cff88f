/** The envelope of an X12 file as it was read: what a functional acknowledgement (997) answers. No cell of a report is in here. */

export interface X12Delimiters {
  element: string;
  component: string;
  segment: string;
  /** From version 00402 on, in ISA11. */
  repetition: string | null;
}

export interface X12Interchange {
  /** The file of an archive that it came in, as `sheet` of its rows says it; null when the delivery is one file. Segments are counted in each. */
  member: string | null;
  /** ISA13. */
  control_number: string;
  sender: { qualifier: string; id: string };
  receiver: { qualifier: string; id: string };
  /** ISA09 and ISA10 as written. */
  date: string;
  time: string;
  /** ISA12. */
  version: string;
  /** ISA15: P or T. */
  usage: string;
  delimiters: X12Delimiters;
  groups: X12Group[];
  /** Why the interchange itself was refused: note code of TA105 (data element I18). */
  error: string | null;
}

export interface X12Group {
  /** GS01. */
  functional_id: string;
  sender: string;
  receiver: string;
  control_number: string;
  agency: string;
  /** GS08. */
  version: string;
  /** GE01; null when the group has no trailer. */
  stated_sets: number | null;
  sets: X12Set[];
  /** Functional group syntax error code (data element 716). */
  error: string | null;
}

export interface X12Set {
  /** ST01. */
  set_id: string;
  control_number: string;
  /** Number of its ST in the file, and of its last segment that was read. */
  first_segment: number;
  last_segment: number;
  /** BPT02: how the sender calls its report. */
  reference: string | null;
  /** Transaction set syntax error code (data element 718). */
  error: string | null;
  /** AK3: id, position in the set and segment syntax error code (data element 720). */
  segment_error: { id: string; position: number; code: string } | null;
}
