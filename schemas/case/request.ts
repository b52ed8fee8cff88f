/**
 * What a command asks of a case. Summary, note and the name of who works on it are personal: the whole request stands in a file below
 * STAGING/cases until the registry has it, and Temporal hears its id only.
 */

import type { CaseEventKind, CaseLevel, CaseStatus } from './machine.js';

interface Asked {
  /** Told twice, it is the same one. */
  event_id: string;
  case_id: string;
  /** The role that asks; empty when nobody is named. */
  by: string | null;
  /** ISO 8601 UTC. */
  at: string;
}

export type CaseRequest = Asked &
  (
    | {
        kind: 'opened';
        product_number: string;
        serial_number: string;
        severity: number;
        summary: string;
        /** Who keeps the case; without it who serves the unit on level 1 and 2. */
        party_id: string | null;
        /** Why it is opened although the unit is refused, by the role of `by`. */
        override: string | null;
      }
    | { kind: 'assigned'; assigned_to: string }
    /** Without a level the next one. */
    | { kind: 'escalated'; level: CaseLevel | null; text: string | null }
    | { kind: 'noted'; text: string }
    | { kind: 'closed'; text: string | null }
  );

/** What may enter a workflow's history of an answer: ids, days and codes. */
export type CaseAnswer = { done: CaseStanding } | { refused: CaseRefused };

export interface CaseStanding {
  case_id: string;
  /** True when the same was on record before. */
  already_recorded: boolean;
  status: CaseStatus;
  level: CaseLevel;
}

/** A unit and its verdict of the day. */
export interface UnitVerdict {
  product_number: string;
  serial_number: string;
  eligibility: string;
  reasons: string[];
  verdict_since: string | null;
  grace_ends: string | null;
}

export interface CaseRefused {
  code:
    | 'CASE_STEP_REFUSED'
    | 'CASE_LEVEL_REFUSED'
    | 'CASE_UNKNOWN'
    | 'CASE_KEPT_ELSEWHERE'
    | 'CASE_UNIT_UNKNOWN'
    | 'CASE_UNIT_REFUSED'
    | 'CASE_PARTY_NEEDED';
  case_id: string;
  status: CaseStatus | null;
  level: CaseLevel | null;
  allowed: CaseEventKind[];
  /** Who serves the unit on level 1 and 2, when that is why. */
  served_by?: string | null;
  /** When its verdict is why. */
  unit?: UnitVerdict;
  /** Party that keeps the case in a system of its own. */
  party_id?: string;
}

/** How a case stands for the one who watches its clock. */
export interface CaseWatch {
  /** False when there is nothing to wait for any more: it is closed, or not known. */
  open: boolean;
  /** Until its response is due; null when nobody need wake up for it. */
  wait_ms: number | null;
  /** The response did not come in time, and that is on record since this call. */
  became_overdue: boolean;
}
