/** The one module through which command line and console use the product. */

import type { CaseStanding } from '../schemas/case/request.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { CaseStepRequest, OpenCaseRequest } from './cases/step.js';
import { choose } from './choose.js';
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
import type { Up } from './up.js';
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
  Up,
  WaiveRequest,
  Waived,
};
export type { Problem } from './report.js';

/** The engine that stays: `assurance up`. Errors: ALREADY_UP, PROJECT_BUSY, SCHEDULE_INVALID, TEMPORAL_*, REGISTRY_*. */
export const startUp = async (loaded: LoadedProject, options: SessionOptions): Promise<Up> =>
  (await import('./up.js')).startUp(loaded, options);

/**
 * Starts nothing yet: the engine of a running `assurance up` is joined, or one is started for this caller, with the first method that
 * needs it. Close it in any case.
 */
export function connect(loaded: LoadedProject, options: SessionOptions): Client {
  return new Client(loaded, new Session(loaded, options));
}

/**
 * Errors of every method that needs an engine: PROJECT_BUSY, INTERRUPTED, TEMPORAL_*, REGISTRY_*. Each method names its own.
 * What it does is loaded only when the engine is there: Temporal's client takes a while, and so would begin later to start the server.
 */
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
    const sources = choose(this.loaded, options.sources);
    return this.session.work(async (engine) => (await import('./pull.js')).pull(engine.client, this.loaded, sources, options.onProgress));
  }

  /** Takes a held delivery as it is. Errors: DELIVERY_UNKNOWN, DELIVERY_AMBIGUOUS, DELIVERY_NOT_HELD, DELIVERY_ALREADY_DECIDED. */
  async release(request: DecisionRequest): Promise<Decided> {
    return this.session.work(async (engine) => (await import('./decisions.js')).release(engine.client, this.loaded, request));
  }

  /** Leaves a held delivery out for good. Errors as release. */
  async discard(request: DecisionRequest): Promise<Decided> {
    return this.session.work(async (engine) => (await import('./decisions.js')).discard(engine.client, this.loaded, request));
  }

  /**
   * Takes a corrected copy of rejected rows, or a whole corrected file in the place of a held delivery.
   * Errors as release, FILE_NOT_FOUND, RESUBMIT_UNCHANGED, RESUBMIT_NO_CORRECTION, and why the file cannot be read.
   */
  async resubmit(request: ResubmitRequest): Promise<Decided> {
    return this.session.work(async (engine) => (await import('./decisions.js')).resubmit(engine.client, this.loaded, request));
  }

  /** Errors: ASSET_UNKNOWN, SERIAL_AMBIGUOUS. */
  async waive(request: WaiveRequest): Promise<Waived> {
    return this.session.work(async (engine) => (await import('./waive.js')).waive(engine.client, this.loaded, request));
  }

  /** Errors: PARTNER_LIST_MISSING, DIFFERENCE_UNKNOWN, SERIAL_AMBIGUOUS, LOCATION_INCOMPLETE. */
  async accept(request: AcceptRequest): Promise<Accepted> {
    return this.session.work(async (engine) => (await import('./partner-assets/accept.js')).accept(engine.client, this.loaded, request));
  }

  /** Errors: DIFFERENCE_UNKNOWN, SERIAL_AMBIGUOUS. */
  async takeBack(request: AcceptRequest): Promise<TakenBack> {
    return this.session.work(async (engine) =>
      (await import('./partner-assets/take-back.js')).takeBack(engine.client, this.loaded, request),
    );
  }

  /** The commands of `assurance case`. */
  readonly cases = {
    /** Errors: CASE_UNIT_UNKNOWN, CASE_UNIT_REFUSED, CASE_PARTY_NEEDED, CASE_STEP_REFUSED, CASE_KEPT_ELSEWHERE, SERIAL_AMBIGUOUS. */
    open: async (request: OpenCaseRequest): Promise<CaseStanding> => {
      return this.session.work(async (engine) => (await import('./cases/step.js')).openCase(engine.client, this.loaded, request));
    },
    /** Errors: CASE_UNKNOWN, CASE_KEPT_ELSEWHERE, CASE_STEP_REFUSED, CASE_LEVEL_REFUSED. */
    step: async (request: CaseStepRequest): Promise<CaseStanding> => {
      return this.session.work(async (engine) => (await import('./cases/step.js')).stepCase(engine.client, this.loaded, request));
    },
  };

  /** Decides again what the day alone changes, and publishes. */
  async decide(): Promise<{ assets_changed: number }> {
    return this.session.work(async (engine) => (await import('./decide.js')).decide(engine.client));
  }

  /** Newest first: every pull, reconciliation and decision, and deliveries that are held or failed. */
  async runs(options: RunsOptions = {}): Promise<RunSummary[]> {
    return this.session.look(async (engine) => (await import('./runs.js')).runs(engine.client, options));
  }

  /** Starts the same work once more and waits for it; `run` may also name a delivery. Errors: RUN_UNKNOWN, RUN_AMBIGUOUS, RUN_NOT_OVER, DELIVERY_AMBIGUOUS. */
  async rerun(run: string): Promise<RerunReport> {
    return this.session.work(async (engine) => (await import('./rerun.js')).rerun(engine.client, this.loaded.home, run));
  }

  /** Schedules are made from the project file when `assurance up` starts. Errors of each verb: SCHEDULE_UNKNOWN. */
  readonly schedules = {
    list: async (): Promise<ScheduleSummary[]> => {
      return this.session.look(async (engine) => (await import('./schedules/list.js')).listSchedules(engine.client));
    },
    /** @param name a source's id, `decide-daily`, or a schedule's id. */
    pause: async (name: string, note: string): Promise<ScheduleSummary> => {
      return this.session.look(async (engine) => (await import('./schedules/pause.js')).pauseSchedule(engine.client, name, note));
    },
    resume: async (name: string): Promise<ScheduleSummary> => {
      return this.session.look(async (engine) => (await import('./schedules/resume.js')).resumeSchedule(engine.client, name));
    },
    /** Starts it now; the run goes on without the caller when `assurance up` runs, and is finished before the caller ends when not. */
    trigger: async (name: string): Promise<ScheduleSummary> => {
      return this.session.work(async (engine) => (await import('./schedules/trigger.js')).triggerSchedule(engine.client, name));
    },
    /** Runs it for each time that it had on these days, one after the other. Errors: SCHEDULE_RANGE_INVALID. */
    backfill: async (name: string, request: BackfillRequest): Promise<ScheduleSummary> => {
      return this.session.work(async (engine) =>
        (await import('./schedules/backfill.js')).backfillSchedule(engine.client, name, this.loaded.project.timezone, request),
      );
    },
  };

  /** Stops what was started for this caller. */
  async close(): Promise<void> {
    await this.session.close();
  }
}
