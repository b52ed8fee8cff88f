/** The one place where codes become words for people. What a code means is decided in the registry; here it is only said. */

import type {
  AgreementState,
  AssetStatus,
  DeliveryStatus,
  DifferenceState,
  Eligibility,
  ReasonCode,
  RejectedRowState,
  ReportingState,
  SupportReason,
} from '../schemas/vocabulary.js';

interface ReasonWords {
  /** Completes "…, because": no capital, no full stop. */
  because: string;
  /** Who can change it, and how. */
  remedy: string;
}

export const reasons: Record<ReasonCode, ReasonWords> = {
  WAIVED: {
    because: 'a named role has waived the refusal until a date',
    remedy: 'Nothing to do until the waiver ends.',
  },
  RETURNED: {
    because: 'it was returned, and nobody has been reported to have it since',
    remedy: 'When it is sold again, the seller reports that sale.',
  },
  IN_CHANNEL: {
    because: 'it was shipped and no sale has been reported',
    remedy: 'When it is sold, the seller reports the end user.',
  },
  REPORT_NOT_DUE: {
    because: 'it is older than stock usually gets, and the first report that could name its sale is not due yet',
    remedy: 'Wait for that report.',
  },
  NO_POS_RECORD: {
    because: 'it was shipped long ago and no sale has ever been reported',
    remedy: 'The party it was shipped to reports the sale, or that it is still in stock.',
  },
  POS_IN_QUARANTINE: {
    because: 'its sale was reported, but every row that says so was rejected',
    remedy: 'The party that reported it corrects those rows and sends them again.',
  },
  END_USER_MISSING: {
    because: 'the report does not name an end user',
    remedy: 'The party that reported the sale names the end user.',
  },
  END_USER_PLACEHOLDER: {
    because: 'the report has a placeholder where the end user should stand',
    remedy: 'The party that reported the sale names the end user.',
  },
  END_USER_IS_PARTY: {
    because: 'the end user that was reported is a distributor or partner',
    remedy: 'The seller reports who uses the unit, not who bought it to sell it on.',
  },
  END_USER_ADDRESS_INCOMPLETE: {
    because: "the end user's address is not complete",
    remedy: 'The party that reported the sale completes the address.',
  },
  END_USER_ADDRESS_PO_BOX: {
    because: "the end user's address is a post office box, and a unit cannot stand in one",
    remedy: 'The party that reported the sale gives the street address.',
  },
  END_USER_CONFLICT: {
    because: 'two reports name different end users',
    remedy: 'The parties that reported agree, and the wrong one corrects its report.',
  },
  SERIAL_UNKNOWN: {
    because: 'a sale was reported, but no such unit was ever shipped',
    remedy: 'The party that reported it checks the serial number; else the shipment is missing.',
  },
  SERIAL_PRODUCT_MISMATCH: {
    because: 'it was shipped under one product and reported under another',
    remedy: 'The party that reported it corrects the product number.',
  },
};

export const eligibilityWords: Record<Eligibility, { name: string; symbol: string }> = {
  eligible: { name: 'eligible', symbol: '✓' },
  in_channel: { name: 'in channel', symbol: '·' },
  grace: { name: 'in grace', symbol: '!' },
  ineligible: { name: 'ineligible', symbol: '✗' },
};

export const deliverySymbols: Record<DeliveryStatus, string> = {
  accepted: '✓',
  nil: '✓',
  duplicate: '=',
  partial: '!',
  held: '?',
  rejected: '✗',
  failed: '✗',
  discarded: '–',
};

export const reportingSymbols: Record<ReportingState, string> = { received: '✓', nil: '✓', late: '!', pending: '·', missing: '✗' };

export const assetStatusWords: Record<AssetStatus, string> = {
  in_channel: 'in the channel (shipped, not sold)',
  sold: 'sold',
  returned: 'returned',
  unknown_origin: 'reported, never shipped',
};

export const rejectedStateWords: Record<RejectedRowState, string> = {
  open: 'waits for a correction',
  held: 'its delivery waits for a decision',
  corrected: 'corrected since',
  superseded: 'superseded by a later delivery',
  discarded: 'discarded',
};

/** Why somebody serves, or nobody does: a sentence without its full stop. */
export const supportWords: Record<SupportReason, string> = {
  PAMS: 'PAMS: the partner serves, and the manufacturer takes what is escalated',
  PAMS_DIRECT_CUSTOMER_SUPPORT: 'PAMS with direct customer support: the manufacturer serves on all levels',
  LAMS: 'LAMS: the manufacturer serves on all levels',
  WARRANTY: 'warranty alone: the manufacturer serves on all levels',
  PARTNER_NOT_ABLE: 'there is PAMS, but its partner is not able to deliver it',
  NOT_COVERED: 'no warranty or service term is active',
};

export const agreementStateWords: Record<AgreementState, string> = {
  reported: 'reported, without quote or order',
  quoted: 'quoted, not ordered',
  ordered: 'ordered, not delivered: it covers nothing',
  delivered: 'delivered, no term active today',
  active: 'active',
  ended: 'ended',
  cancelled: 'cancelled',
};

export const differenceWords: Record<DifferenceState, string> = {
  agree: '✓ agrees',
  differ: '! differs',
  only_there: '✗ only in their list',
  only_here: '✗ only in the registry',
  not_said: '· not said',
};

const bases: Record<string, string> = {
  lams_extension: 'from the first day of LAMS',

  pos_invoice_date: 'counted from the invoice date of its sale',
  manufacturer_ship_date: "counted from the manufacturer's ship date, for want of a sale",
};

/** How a warranty's first day was found. */
export function basisWords(basis: string | null): string {
  return basis === null ? '' : (bases[basis] ?? basis);
}

/** `2026-03-01 to 2027-02-28`; both days included. */
export function termWords(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'none';
  return `${from ?? '…'} to ${to ?? '…'}`;
}

/** `pos_sale` is `pos sale`: the kinds of facts read as words already. */
export function factWords(kind: string): string {
  return kind.replaceAll('_', ' ');
}

/** A delivery in one of these states keeps somebody busy. */
export function needsPerson(status: DeliveryStatus): boolean {
  return status === 'held' || status === 'failed' || status === 'rejected' || status === 'partial';
}
