/** What a person does with a case (requirement R6.1): asked of the case's own workflow, which is started when it does not run. */

import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { createHash, randomUUID } from 'node:crypto';
import { CaseRequests } from '../../activities/case-requests.js';
import type { CaseLevel } from '../../schemas/case/machine.js';
import type { CaseAnswer, CaseRequest, CaseStanding } from '../../schemas/case/request.js';
import type { LoadedProject } from '../../schemas/loaded-project.js';
import { caseWorkflowId, messages, taskQueues, type CaseStep } from '../../schemas/runs.js';
import type { caseWorkflow } from '../../workflows/case.js';
import { findUnit, typedSerial } from '../find-unit.js';
import { refusal } from './refusal.js';

export interface OpenCaseRequest {
  serial_number: string;
  /** Needed when several products have this serial number, or none. */
  product_number?: string;
  /** 1 (worst) to 4. */
  severity: number;
  /** Personal: it stands in the registry and nowhere else. */
  summary: string;
  /** Who keeps it; default who serves the unit on level 1 and 2 today. */
  party?: string;
  by: string;
  /** Why it is opened although the unit is refused. */
  override?: string;
  /** Its name, when it has one elsewhere already. */
  id?: string;
}

export type CaseStepRequest = { case_id: string; by?: string } & (
  | { kind: 'assigned'; assigned_to: string }
  | { kind: 'escalated'; level?: CaseLevel; text?: string }
  | { kind: 'noted'; text: string }
  | { kind: 'closed'; text?: string }
);

/** Errors: CASE_UNIT_UNKNOWN, CASE_UNIT_REFUSED, CASE_PARTY_NEEDED, CASE_STEP_REFUSED, CASE_KEPT_ELSEWHERE, SERIAL_AMBIGUOUS. */
export async function openCase(client: Client, loaded: LoadedProject, request: OpenCaseRequest): Promise<CaseStanding> {
  const unit = await unitOf(loaded.home, request);
  const { severity, summary, by } = request;
  const at = new Date().toISOString();
  const case_id =
    request.id?.trim() ?? caseId(unit.product_number, unit.serial_number, severity, summary, loaded.project.as_of ?? at.slice(0, 10));
  return step(client, loaded, {
    ...{ event_id: eventId(), case_id, by, at, kind: 'opened', ...unit, severity, summary },
    party_id: request.party?.trim() ?? null,
    override: request.override ?? null,
  });
}

/** Errors: CASE_UNKNOWN, CASE_KEPT_ELSEWHERE, CASE_STEP_REFUSED, CASE_LEVEL_REFUSED. */
export async function stepCase(client: Client, loaded: LoadedProject, request: CaseStepRequest): Promise<CaseStanding> {
  const asked = { event_id: eventId(), case_id: request.case_id.trim(), by: request.by ?? null, at: new Date().toISOString() };
  switch (request.kind) {
    case 'assigned':
      return step(client, loaded, { ...asked, kind: 'assigned', assigned_to: request.assigned_to });
    case 'escalated':
      return step(client, loaded, { ...asked, kind: 'escalated', level: request.level ?? null, text: request.text ?? null });
    case 'noted':
      return step(client, loaded, { ...asked, kind: 'noted', text: request.text });
    case 'closed':
      return step(client, loaded, { ...asked, kind: 'closed', text: request.text ?? null });
  }
}

async function step(client: Client, loaded: LoadedProject, request: CaseRequest): Promise<CaseStanding> {
  const { case_id, event_id } = request;
  const requests = new CaseRequests(loaded.staging);
  await requests.put(request);
  const answer = await client.workflow.executeUpdateWithStart<typeof caseWorkflow, CaseAnswer, [CaseStep]>(messages.step, {
    args: [{ case_id, event_id }],
    updateId: event_id,
    startWorkflowOperation: new WithStartWorkflowOperation<typeof caseWorkflow>('case', {
      workflowId: caseWorkflowId(case_id),
      taskQueue: taskQueues.ingest,
      args: [{ case_id, step_follows: true }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  });
  await requests.remove(event_id);
  if ('refused' in answer) throw await refusal(loaded.home, answer.refused);
  return answer.done;
}

/**
 * The same case typed again on the same day has the same id, so that telling it twice opens one. What is hashed cannot be told from so
 * few characters of it.
 */
const caseId = (...parts: (string | number)[]) =>
  `C-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8).toUpperCase()}`;

const eventId = () => `e${randomUUID().replaceAll('-', '').slice(0, 20)}`;

async function unitOf(home: string, request: OpenCaseRequest): Promise<{ product_number: string; serial_number: string }> {
  const serial_number = typedSerial(request.serial_number);
  if (request.product_number !== undefined) return { product_number: request.product_number.trim(), serial_number };
  const { product_number } = await findUnit(home, request, 'CASE_UNIT_UNKNOWN');
  return { product_number, serial_number };
}
