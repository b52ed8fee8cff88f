/** The one module through which command line and console use the product. */

import type { CaseStanding } from '../schemas/case/request.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { CaseStepRequest, OpenCaseRequest } from './cases/step.js';
import type { Decided, DecisionRequest, ResubmitRequest } from './decisions.js';
import type { AcceptRequest, Accepted } from './partner-assets/accept.js';
import type { TakenBack } from './partner-assets/take-back.js';
import type { Progress } from './progress.js';
import type { PullReport } from './report.js';
import type { RerunReport } from './rerun.js';
import type { RunSummary, RunsOptions } from './runs.js';
import type { BackfillRequest } from './schedules/backfill.js';
import type { ScheduleSummary } from './schedules/list.js';
import { Session, type SessionOptions } from './session.js';
import type { WaiveRequest, Waived } from './waive.js';

export type {
  AcceptRequest,
  Accepted,
  CaseStanding,
  CaseStepRequest,
  Decided,
  DecisionRequest,
  OpenCaseRequest,
  Progress,
  PullReport,
  RerunReport,
  ResubmitRequest,
  RunSummary,
  ScheduleSummary,
  WaiveRequest,
  Waived,
};
export type { Problem } from './report.js';
export { startUp, type Up } from './up.js';

/**
 * Starts nothing yet: the engine of a running `assurance up` is joined, or one is started for this caller, with the first method that
 * needs it. Close it in any case.
 */
export function connect(loaded: LoadedProject, options: SessionOptions): Client {
  return new Client(loaded, new Session(loaded, options));
}

/** Errors of every method that needs an engine: PROJECT_BUSY, INTERRUPTED, TEMPORAL_*, REGISTRY_*. Each method names its own. */
export class Client {
  constructor(
    private readonly loaded: LoadedProject,
    private readonly session: Session,
  ) {}

  /**
   * Pulls the named sources (default all) and waits until what came is judged, reconciled and published. What is wrong with one source
   * or delivery is a problem of the report and stops no other.
   * Errors: SOURCE_UNKNOWN.
   */
  async pull(options: { sources?: string[]; onProgress?: (progress: Progress) => void } = {}): Promise<PullReport> {
    const { choose, pull } = await import('./pull.js');
    const sources = choose(this.loaded, options.sources);
    return this.session.work((engine) => pull(engine.client, this.loaded, sources, options.onProgress));
  }

  /** Takes a held delivery as it is. Errors: DELIVERY_UNKNOWN, DELIVERY_AMBIGUOUS, DELIVERY_NOT_HELD, DELIVERY_ALREADY_DECIDED. */
  async release(request: DecisionRequest): Promise<Decided> {
    const { release } = await import('./decisions.js');
    return this.session.work((engine) => release(engine.client, this.loaded, request));
  }

  /** Leaves a held delivery out for good. Errors as release. */
  async discard(request: DecisionRequest): Promise<Decided> {
    const { discard } = await import('./decisions.js');
    return this.session.work((engine) => discard(engine.client, this.loaded, request));
  }

  /**
   * Takes a corrected copy of rejected rows, or a whole corrected file in the place of a held delivery.
   * Errors as release, FILE_NOT_FOUND, RESUBMIT_UNCHANGED, RESUBMIT_NO_CORRECTION, and why the file cannot be read.
   */
  async resubmit(request: ResubmitRequest): Promise<Decided> {
    const { resubmit } = await import('./decisions.js');
    return this.session.work((engine) => resubmit(engine.client, this.loaded, request));
  }

  /** Errors: ASSET_UNKNOWN, SERIAL_AMBIGUOUS. */
  async waive(request: WaiveRequest): Promise<Waived> {
    const { waive } = await import('./waive.js');
    return this.session.work((engine) => waive(engine.client, this.loaded, request));
  }

  /** Errors: PARTNER_LIST_MISSING, DIFFERENCE_UNKNOWN, SERIAL_AMBIGUOUS, LOCATION_INCOMPLETE. */
  async accept(request: AcceptRequest): Promise<Accepted> {
    const { accept } = await import('./partner-assets/accept.js');
    return this.session.work((engine) => accept(engine.client, this.loaded, request));
  }

  /** Errors: DIFFERENCE_UNKNOWN, SERIAL_AMBIGUOUS. */
  async takeBack(request: AcceptRequest): Promise<TakenBack> {
    const { takeBack } = await import('./partner-assets/take-back.js');
    return this.session.work((engine) => takeBack(engine.client, this.loaded, request));
  }

  /** The commands of `assurance case`. */
  readonly cases = {
    /** Errors: CASE_UNIT_UNKNOWN, CASE_UNIT_REFUSED, CASE_PARTY_NEEDED, CASE_STEP_REFUSED, CASE_KEPT_ELSEWHERE, SERIAL_AMBIGUOUS. */
    open: async (request: OpenCaseRequest): Promise<CaseStanding> => {
      const { openCase } = await import('./cases/step.js');
      return this.session.work((engine) => openCase(engine.client, this.loaded, request));
    },
    /** Errors: CASE_UNKNOWN, CASE_KEPT_ELSEWHERE, CASE_STEP_REFUSED, CASE_LEVEL_REFUSED. */
    step: async (request: CaseStepRequest): Promise<CaseStanding> => {
      const { stepCase } = await import('./cases/step.js');
      return this.session.work((engine) => stepCase(engine.client, this.loaded, request));
    },
  };

  /** Decides again what the day alone changes, and publishes. */
  async decide(): Promise<{ assets_changed: number }> {
    const { decide } = await import('./decide.js');
    return this.session.work((engine) => decide(engine.client));
  }

  /** Newest first: every pull, reconciliation and decision, and deliveries that are held or failed. */
  async runs(options: RunsOptions = {}): Promise<RunSummary[]> {
    const { runs } = await import('./runs.js');
    return this.session.look((engine) => runs(engine.client, options));
  }

  /** Starts the same work once more and waits for it. Errors: RUN_UNKNOWN, RUN_AMBIGUOUS, RUN_NOT_OVER. */
  async rerun(run: string): Promise<RerunReport> {
    const { rerun } = await import('./rerun.js');
    return this.session.work((engine) => rerun(engine.client, run));
  }

  /** Schedules are made from the project file when `assurance up` starts. Errors of each verb: SCHEDULE_UNKNOWN. */
  readonly schedules = {
    list: async (): Promise<ScheduleSummary[]> => {
      const { listSchedules } = await import('./schedules/list.js');
      return this.session.look((engine) => listSchedules(engine.client));
    },
    /** @param name a source's id, `decide-daily`, or a schedule's id. */
    pause: async (name: string, note: string): Promise<ScheduleSummary> => {
      const { pauseSchedule } = await import('./schedules/pause.js');
      return this.session.look((engine) => pauseSchedule(engine.client, name, note));
    },
    resume: async (name: string): Promise<ScheduleSummary> => {
      const { resumeSchedule } = await import('./schedules/resume.js');
      return this.session.look((engine) => resumeSchedule(engine.client, name));
    },
    /** Starts it now; the run goes on without the caller when `assurance up` runs, and is finished before the caller ends when not. */
    trigger: async (name: string): Promise<ScheduleSummary> => {
      const { triggerSchedule } = await import('./schedules/trigger.js');
      return this.session.work((engine) => triggerSchedule(engine.client, name));
    },
    /** Runs it for each time that it had on these days, one after the other. Errors: SCHEDULE_RANGE_INVALID. */
    backfill: async (name: string, request: BackfillRequest): Promise<ScheduleSummary> => {
      const { backfillSchedule } = await import('./schedules/backfill.js');
      return this.session.work((engine) => backfillSchedule(engine.client, name, this.loaded.project.timezone, request));
    },
  };

  /** Stops what was started for this caller. */
  async close(): Promise<void> {
    await this.session.close();
  }
}
