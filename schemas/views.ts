/**
 * The views that analysts read, in the words of their readers. The names are the registry's own: the data dictionary is made from the
 * real views, and is not made when a column here and there differ.
 */

import { caseEventKinds, caseStatuses } from './case/machine.js';
import {
  assetStatuses,
  breachActions,
  deliveryStatuses,
  eligibilities,
  feeds,
  reasonCodes,
  rejectedRowStates,
  reportingStates,
  requirements,
  severities,
} from './vocabulary.js';

export interface ViewText {
  /** What one row is. */
  row: string;
  columns: Record<string, string>;
}

const anyOf = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');

const unit = {
  product_number: 'Product of the unit; with the serial number it is the key.',
  serial_number: 'Serial number, outer blanks cut, upper case.',
};

const endUser = {
  end_user_name: 'End user of the sale that counts; empty while reports disagree.',
  end_user_address_line1: 'Street of the end user.',
  end_user_city: 'City.',
  end_user_state: 'State or province, where the country has them.',
  end_user_postal_code: 'Postal code, where the country has them.',
  end_user_country: 'Country, ISO 3166-1 alpha-2.',
};

const assets = {
  ...unit,
  product_name: 'Name of the product.',
  product_type: 'system, accessory or service.',
  status: `Where the unit is, as far as anyone has said: ${anyOf(assetStatuses)}.`,
  shipped_on: 'Day on which the manufacturer shipped it.',
  shipped_to: 'Party it was shipped to.',
  sold_on: 'Day of the invoice of the sale that counts.',
  sold_by: 'Selling partner, else the party that reported the sale.',
  ...endUser,
  warranty_type: 'Kind of warranty.',
  warranty_start: 'First day of the warranty.',
  warranty_start_basis: 'The day that it was counted from: `pos_invoice_date` or `manufacturer_ship_date`.',
  warranty_end: 'Last day of the warranty, that day included.',
  entitlement_type: 'Program of the term that is active today.',
  entitlement_start: 'First day of that term.',
  entitlement_end: 'Last day of that term, that day included.',
  eligibility: `May it be served: ${anyOf(eligibilities)}.`,
  reasons: `All reasons that apply, the decisive one first: ${anyOf(reasonCodes)}.`,
  grace_ends: 'Last day before refusal begins.',
  verdict_since: 'Business day from which the verdict holds.',
  support_l1_l2: 'Who serves on levels 1 and 2: a party, `manufacturer`, or nobody.',
  support_l3: 'Who serves on level 3.',
  known_at: 'When the registry came to know the row as it is (UTC).',
  policy_version: 'Version of the policy that judged it.',
};

const requirement = {
  party_id: 'Partner.',
  call_center_id: 'Call center, where the requirement is one of call centers; empty when the partner has none on file.',
  requirement: `What is required: ${anyOf(requirements)}.`,
};

const place = {
  delivery_id: 'Delivery that the line is from.',
  file_name: 'Name of its file.',
  sheet: 'Sheet of a workbook.',
  line: 'Physical line on which the row begins, or the row of the sheet.',
};

const contract = {
  contract_id: 'Contract that judged the delivery.',
  contract_version: 'Its version: the one of the period that the delivery reports on.',
};

export const viewTexts: Record<string, ViewText> = {
  assets: { row: 'One unit, as it is known now.', columns: assets },
  asset_history: {
    row: 'One unit, as it was known for a span of time. To ask about a moment: `known_from <= T and (known_to is null or known_to > T)`.',
    columns: { ...assets, known_from: 'From when on the registry knew it so (UTC).', known_to: 'Until when; empty for what is known now.' },
  },
  coverage: {
    row: 'One term of one unit. A unit can have several, with gaps between them.',
    columns: {
      ...unit,
      kind: '`warranty` or `entitlement`.',
      type: 'Kind of warranty, or program.',
      starts: 'First day.',
      ends: 'Last day, that day included.',
      basis: 'What the term was derived from.',
      agreement_number: 'Agreement of an entitlement.',
      party_id: 'Party that sold the entitlement.',
      direct_customer_support: 'Whether the partner bought direct customer support for it.',
    },
  },
  evidence: {
    row: 'One line of a file that speaks of a unit, also when it does not count.',
    columns: {
      ...unit,
      fact_kind: 'What the line says: a shipment, a sale, a return and so on.',
      ...place,
      used: 'Whether the verdict rests on it.',
      why: 'Why it counts or does not.',
      ...contract,
    },
  },
  deliveries: {
    row: 'One file that was taken, or one more sight of its bytes (`duplicate`).',
    columns: {
      delivery_id: 'Made of source and bytes: the same bytes of a source have the same id.',
      source_id: 'Source in the project file.',
      feed: `What it reports: ${anyOf(feeds)}.`,
      file_name: 'Name at the source; control characters are shown as escapes.',
      sha256: 'Hash of the bytes; the store keeps them under it.',
      received_at: 'When it was taken (UTC).',
      period_from: 'First day of the period that it reports on.',
      period_to: 'Last day of that period.',
      status: `What became of it: ${anyOf(deliveryStatuses)}.`,
      rows_read: 'Data rows; header, preamble, total and blank lines are not counted.',
      rows_accepted: 'Rows that became facts, or would when it is released.',
      rows_rejected: 'Rows in quarantine.',
      error_code: 'Why it failed or is held; docs/errors.md explains each.',
      error: 'The same in a sentence.',
      party_id: 'Party that reports.',
      bytes: 'Size of the file.',
      modified_at: 'When the file was last written at the source (UTC).',
      corrects: 'Delivery that it was resubmitted for, or whose rows it corrects.',
      duplicate_of: 'Delivery that has the same bytes.',
      account: 'What every line of the file was taken for (JSON).',
      ...contract,
      layout_to: 'It was read in an earlier layout of its source, which ended on this day.',
      is_correction: 'Whether it is a corrected copy of rejected rows; it then has the period of what it corrects.',
    },
  },
  rejected_rows: {
    row: 'One cell that was rejected, or one row when no column is to blame.',
    columns: {
      ...place,
      column_name: 'Header of the column as the partner wrote it.',
      code: 'What is wrong; docs/errors.md explains each.',
      value: 'The cell as it stands in the file.',
      message: 'What is wrong, in a sentence.',
      fix: 'What the partner does about it.',
      state: `What became of the row: ${anyOf(rejectedRowStates)}.`,
      source_id: 'Source in the project file.',
      product_number: 'Product that the row names.',
      serial_numbers: 'Serial numbers that the row names; empty when they cannot be read.',
      corrected_by: 'Delivery of the corrected copy that answers the row: it holds the good row, or the newer rejection.',
      corrected_sheet: 'Sheet of that row.',
      corrected_line: 'Line of that row.',
    },
  },
  fixes: {
    row:
      'One cell that a party has to change so that a unit is not refused, of the row that needs the fewest changes; or a report that is ' +
      'missing. Units that are refused, and those in grace.',
    columns: {
      party_id: 'Party that can do it.',
      source_id: 'Source in the project file that it reports through.',
      ...unit,
      eligibility: 'Whether the unit is refused already: `ineligible` or `grace`.',
      grace_ends: 'Last day before refusal begins.',
      reason: 'Reason of the verdict that goes away.',
      code: 'What is wrong with the cell; docs/errors.md explains each. Else the reason.',
      what: 'The same in a sentence.',
      fix: 'What the party does about it.',
      ...place,
      column_name: "Header of the column as the partner wrote it; our field's name where the row was accepted.",
      cells: 'How many cells of the row have to be changed; 0 for a report that is missing.',
    },
  },
  corrections: {
    row: 'One row of a corrected copy.',
    columns: {
      ...place,
      corrects_delivery: 'Delivery whose rejected row it corrects.',
      corrects_sheet: 'Sheet of that row.',
      corrects_line: 'Line of that row.',
      accepted: 'Whether it is good now.',
      outcome: 'Whether it counts, and if not, why.',
    },
  },
  findings: {
    row: 'Something that a person should know of.',
    columns: {
      finding_id: 'Stays the same as long as the finding does.',
      kind: 'What it is, such as `END_USER_CONFLICT` or `SOLD_TWICE`.',
      severity: `How bad: ${anyOf(severities)}.`,
      product_number: 'Product concerned.',
      serial_number: 'Unit concerned.',
      party_id: 'Party concerned.',
      detail: 'What was found.',
      opened_at: 'When it was found first (UTC).',
      state: '`open` or `closed`.',
    },
  },
  reporting: {
    row: 'One period for which a source with a calendar has to report.',
    columns: {
      source_id: 'Source in the project file.',
      party_id: 'Party that reports.',
      period_from: 'First day of the period.',
      period_to: 'Last day of the period.',
      due_on: 'Last day on which the report is in time.',
      state: `What came: ${anyOf(reportingStates)}.`,
      delivery_id: 'The first report of the period.',
    },
  },
  agreements: {
    row: 'One service agreement for one unit: quote, order, delivery and term.',
    columns: {
      agreement_number: 'Number of the agreement.',
      program: 'Service program: PAMS or LAMS.',
      service_product_number: 'Product under which the service was sold.',
      ...unit,
      seller_party: 'Party that sold it.',
      end_user_name: 'End user of the agreement.',
      quote_number: 'Number of the quote.',
      quoted_on: 'Day of the quote.',
      order_number: 'Number of the order.',
      ordered_on: 'Day of the order.',
      delivered_on: 'Day on which the agreement was delivered; it covers from then on.',
      term_start: 'First day of the term.',
      term_end: 'Last day of the term, that day included.',
      direct_customer_support: 'Whether the partner bought direct customer support.',
      delivery_id: 'Delivery that reported it.',
      sheet: 'Sheet of a workbook.',
      line: 'Line of the file.',
      state: 'How far it is: `quoted`, `ordered`, `reported`, `delivered`, `active` or `ended`.',
    },
  },
  cases: {
    row: 'One service request as it stands: kept here, or as a partner last reported it.',
    columns: {
      delivery_id: 'Delivery that reported it last; empty for a case that is kept here.',
      sheet: 'Sheet of a workbook.',
      line: 'Line of the file.',
      case_id: 'Number of the case.',
      party_id: 'Who keeps it: a party, or `manufacturer`.',
      ...unit,
      opened_at: 'When it was opened (UTC).',
      severity: '1 (worst) to 4.',
      status: `${anyOf(caseStatuses)}.`,
      level: 'Level of support that has it.',
      closed_at: 'When it was closed (UTC).',
      summary: 'What it is about (personal).',
      origin: '`assurance` when it is kept here, `feed` when a partner keeps it and reports it.',
      assigned_to: 'Who works on it (personal).',
      respond_by: 'When somebody has to have taken it up (UTC): the minutes of its severity, in the opening hours of who keeps it.',
      responded_at: 'When somebody did (UTC); of a reported case, no later than this.',
      overdue: 'The response did not come in time, or has not come and is due. Of a reported case: nobody has taken it up, and it is due.',
      opened_verdict:
        'The verdict of the unit on the day on which the case was opened, or `unknown`: as it was then for a case that is kept here, else as it is known now of that day.',
      opened_reasons: 'The reasons of that verdict, for a case that is kept here.',
      verdict: 'The verdict of the unit now, or `unknown`.',
      opened_support: 'Who served the unit on levels 1 and 2 on the day of opening, for a case that is kept here.',
      opened_by: 'Role that opened it here.',
      override_by: 'Role that opened it although the unit was refused or unknown.',
      override_reason: 'Why.',
    },
  },
  case_events: {
    row: 'Something that happened to a case, in the order in which it happened. Of a reported case: what changed from one row to the next.',
    columns: {
      case_id: 'Number of the case.',
      party_id: 'Who keeps it.',
      origin: '`assurance` or `feed`, as in `cases`.',
      step: 'Its place in the life of the case; the first is 0.',
      kind: `${anyOf(caseEventKinds)}.`,
      happened_at: 'When it happened (UTC); of a reported case, no later than this.',
      recorded_at: 'When it was put on record, or its file was written (UTC).',
      by_role: 'Role that did it.',
      assigned_to: 'To whom it was assigned (personal).',
      level: 'Level that it was escalated to.',
      text: 'Summary, note or resolution (personal).',
      refused: 'Why it cannot follow what came before; a partner reported it all the same.',
      delivery_id: 'Delivery that reported it.',
      file_name: 'Name of its file.',
      sheet: 'Sheet of a workbook.',
      line: 'Line of the file.',
    },
  },
  compliance: {
    row: 'One requirement that a partner, or one of its call centers, meets today or does not.',
    columns: {
      ...requirement,
      met: 'Whether it is met.',
      since: 'From when on it is met, or not.',
      detail: 'Why; and what will break it next, as far as that is known.',
      holds_until: 'Until when it stays so if nothing happens; empty when nothing is in sight.',
      action: `What the breach does by the policy of today: ${anyOf(breachActions)}.`,
      cure_until: 'With `cure`: the last day on which to put it right; after it the partner is not able to deliver PAMS.',
    },
  },
  compliance_history: {
    row: 'One requirement over an interval of days in which nothing about it changes. For each day there is one.',
    columns: {
      ...requirement,
      starts: 'First day.',
      ends: 'Last day, that day included; empty when no end is in sight.',
      met: 'Whether it is met.',
      detail: 'Why.',
    },
  },
  partner_ability: {
    row: 'An interval of days on which a partner is able to deliver PAMS, or is not. A partner without rows is not assessed.',
    columns: {
      party_id: 'Partner.',
      starts: 'First day.',
      ends: 'Last day, that day included; empty when no end is in sight.',
      able: 'Whether it is able: one of its call centers meets every requirement, or what the breach does leaves it able.',
      new_pams_refused: 'Whether PAMS that it sells on these days is refused and does not cover.',
      why: 'The requirements that are to blame, by call center.',
    },
  },
  parties: {
    row: 'One distributor or partner, as it was last reported.',
    columns: {
      party_id: 'Id of the party, as reports and the project file use it.',
      party_name: 'Name.',
      party_kind: '`distributor` or `partner`.',
      expert_video_partner: 'Whether it may sell and deliver PAMS.',
      country: 'Country, ISO 3166-1 alpha-2.',
      address_line1: 'Street.',
      address_line2: 'More of the address.',
      city: 'City.',
      state: 'State or province.',
      postal_code: 'Postal code.',
    },
  },
  products: {
    row: 'One product, as it was last reported.',
    columns: {
      product_number: 'Number of the product.',
      product_name: 'Name.',
      product_type: '`system`, `accessory` or `service`.',
      serial_pattern: 'Regular expression that a serial number matches as a whole.',
      warranty_type: 'Kind of warranty that comes with it.',
      warranty_months: 'Length of that warranty.',
      program: 'For services: the program.',
    },
  },
};
