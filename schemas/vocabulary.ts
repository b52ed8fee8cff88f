/** The field's own words: every closed list of names that files, columns, commands and people share. */

export const feeds = [
  'products',
  'parties',
  'shipments',
  'pos',
  'sales_out',
  'agreements',
  'call_centers',
  'engineers',
  'audits',
  'cases',
  'partner_assets',
] as const;
export type Feed = (typeof feeds)[number];

export const correctionModes = ['append', 'replace_period', 'replace_file', 'signed_quantity', 'upsert'] as const;
export type CorrectionMode = (typeof correctionModes)[number];

export const deliveryStatuses = ['accepted', 'partial', 'rejected', 'held', 'duplicate', 'nil', 'failed', 'discarded'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const eligibilities = ['eligible', 'in_channel', 'grace', 'ineligible'] as const;
export type Eligibility = (typeof eligibilities)[number];

export const assetStatuses = ['in_channel', 'sold', 'returned', 'unknown_origin'] as const;
export type AssetStatus = (typeof assetStatuses)[number];

/** In the order in which a tie between two reasons is broken: the first is the decisive one. */
export const reasonCodes = [
  'WAIVED',
  'RETURNED',
  'IN_CHANNEL',
  'REPORT_NOT_DUE',
  'NO_POS_RECORD',
  'POS_IN_QUARANTINE',
  'END_USER_MISSING',
  'END_USER_PLACEHOLDER',
  'END_USER_IS_PARTY',
  'END_USER_ADDRESS_INCOMPLETE',
  'END_USER_ADDRESS_PO_BOX',
  'END_USER_CONFLICT',
  'SERIAL_UNKNOWN',
  'SERIAL_PRODUCT_MISMATCH',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export const reportingStates = ['received', 'nil', 'late', 'pending', 'missing'] as const;
export type ReportingState = (typeof reportingStates)[number];

export const severities = ['info', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

export const rejectedRowStates = ['open', 'held', 'corrected', 'superseded', 'discarded'] as const;
export type RejectedRowState = (typeof rejectedRowStates)[number];

/** What a partner must have to deliver PAMS (requirements R1.1, R4 and R5); all but the first are of each call center. */
export const requirements = [
  'expert_video_partner',
  'coverage_hours',
  'coverage_days',
  'technical_staff',
  'certified_engineers',
  'case_system',
  'troubleshooting_lab',
  'audit',
] as const;
export type Requirement = (typeof requirements)[number];

/** What a breach of a requirement does. */
export const breachActions = ['nothing', 'notice', 'cure', 'refuse_new_pams'] as const;
export type BreachAction = (typeof breachActions)[number];

export const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof weekdays)[number];

/** What happens to a service agreement, each on a day (requirement R2.1). */
export const agreementSteps = ['quote', 'order', 'delivery', 'activation', 'renewal', 'cancellation', 'transfer'] as const;
export type AgreementStep = (typeof agreementSteps)[number];

/** How far an agreement is on a day, told by its dated facts. */
export const agreementStates = ['reported', 'quoted', 'ordered', 'delivered', 'active', 'ended', 'cancelled'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** Why somebody serves a unit on a day, or nobody does (requirements R1.3, R2.2). */
export const supportReasons = ['PAMS', 'PAMS_DIRECT_CUSTOMER_SUPPORT', 'LAMS', 'WARRANTY', 'PARTNER_NOT_ABLE', 'NOT_COVERED'] as const;
export type SupportReason = (typeof supportReasons)[number];

/** The attributes in which a partner's list of units is compared with the registry (requirement R6.2). */
export const partnerAttributes = [
  'product',
  'serial_number',
  'location',
  'entitlement_type',
  'entitlement_term',
  'warranty_type',
  'warranty_term',
] as const;
export type PartnerAttribute = (typeof partnerAttributes)[number];

/** What a partner may know better. Product and serial number are the unit itself, its terms follow from sales and agreements. */
export const acceptedAttributes = ['location'] as const satisfies readonly PartnerAttribute[];
export type AcceptedAttribute = (typeof acceptedAttributes)[number];

/** How a partner's list and the registry stand to each other in one attribute of one unit. */
export const differenceStates = ['agree', 'differ', 'only_there', 'only_here', 'not_said'] as const;
export type DifferenceState = (typeof differenceStates)[number];
