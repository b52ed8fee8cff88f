/** The registry: the one writer. Each method is one transaction and can be killed at any instruction and called again. */

import { caseOf } from '../schemas/case/machine.js';
import type { CaseAnswer, CaseRequest, CaseWatch } from '../schemas/case/request.js';
import type { Decision, ReconcileResult, Refusal } from '../schemas/delivery.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { literal } from '../schemas/sql.js';
import { Database } from './database.js';
import { deriveAnswers } from './answers.js';
import { anyResponseDue, caseTime, setCaseClock } from './case-clock.js';
import { lateness, planRequest, type NewEvent } from './case-record.js';
import { deriveKeptCases, deriveReportedCases, eventsOf, insertRows } from './cases.js';
import { derive, touchBatch, usual, type Derived, type DeriveOptions } from './derive.js';
import { loadDeliveries, receivedDay } from './load.js';
import { loadAhead, takeBackLoading } from './load-ahead.js';
import { closeFindings, recordFileFindings, recordRefusals, recordSightings, refusalsOf } from './notes.js';
import { publishSnapshot } from './publish.js';
import { applySettings } from './settings.js';
import { clearStaged, readSighting, readStaged, type StagedDelivery } from './staged.js';

/** Where a project's registry lives; all paths absolute. */
export type RegistryPlace = Pick<LoadedProject, 'project' | 'home' | 'registry' | 'staging'>;

export interface Batch {
  batch_id: string;
  delivery_ids: string[];
  sighting_ids: string[];
  refusals: Refusal[];
}

export class Registry {
  /** Commits never overlap, whoever calls: DuckDB has one connection here. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly place: RegistryPlace,
    private readonly database: Database,
    private readonly deriving: DeriveOptions,
  ) {}

  /** @throws AssuranceError REGISTRY_LOCKED, REGISTRY_UNREADABLE. */
  static async open(place: RegistryPlace, deriving: DeriveOptions = usual): Promise<Registry> {
    return new Registry(place, await Database.open(place.registry), deriving);
  }

  async close(): Promise<void> {
    await this.turn.catch(() => undefined);
    this.database.close();
  }

  /** Which of these deliveries the registry has; a held one counts as known. */
  async committed(deliveryIds: string[]): Promise<string[]> {
    return this.inTurn(async () => {
      const rows = await this.database.rows<{ delivery_id: string }>(
        'SELECT delivery_id FROM core.delivery WHERE list_contains($ids::VARCHAR[], delivery_id)',
        { ids: JSON.stringify(deliveryIds) },
      );
      return rows.map((row) => row.delivery_id);
    });
  }

  /**
   * Commits judged deliveries and derives what they touch, in one transaction with the ledger row of the batch.
   * @throws AssuranceError STAGING_MISSING when a delivery was not judged.
   */
  async reconcile(batch: Batch): Promise<ReconcileResult> {
    return this.inTurn(async () => {
      const done = await this.database.rows<{ deliveries: number }>('SELECT deliveries FROM core.batch WHERE batch_id = $id', {
        id: batch.batch_id,
      });
      if (done[0]) return { ...nothing, batch_id: batch.batch_id, deliveries: done[0].deliveries, already_committed: true };

      const staged = await this.stagedOf(batch.delivery_ids);
      const sightings = await Promise.all(batch.sighting_ids.map((id) => readSighting(this.place.staging, id)));
      const finished: string[] = [...batch.sighting_ids];

      await loadAhead(staged, this.deriving.rows_ahead, this.place.staging, this.database);
      const derived = await this.commit(batch.batch_id, 'reconcile', staged.length, async () => {
        await this.takeBack(staged.map((delivery) => delivery.taken.delivery_id));
        const loaded = await loadDeliveries(staged, this.place, this.database);
        finished.push(...loaded.filter(({ status }) => status !== 'held').map(({ taken }) => taken.delivery_id));
        await recordFileFindings(staged, this.database);
        await recordSightings(
          sightings.map((sighting) => ({ ...sighting, received_on: receivedDay(sighting.received_at, this.place.project) })),
          this.database,
        );
        const refused = await recordRefusals(batch.refusals, this.database);
        return {
          idle: staged.length === 0 && refused === 0,
          facts: loaded.reduce((sum, { judgement }) => sum + judgement.rows_accepted, 0),
          reported_cases: loaded.some(({ taken }) => taken.feed === 'cases'),
        };
      });
      await clearStaged(this.place.staging, finished);
      return { batch_id: batch.batch_id, deliveries: staged.length, ...derived, already_committed: false };
    });
  }

  /** A file that was refused once and is taken now is refused no more. Publishing is up to what follows. */
  async closeRefusals(sourceId: string, fileNames: string[]): Promise<void> {
    return this.inTurn(async () => {
      const over = await refusalsOf(sourceId, fileNames, this.database);
      if (over.length === 0) return;
      await this.commit(`refusals-${new Date().toISOString()}`, 'refusals', 0, async () => {
        await closeFindings(over, this.database);
        return { idle: false, facts: 0 };
      });
    });
  }

  /** Time passing alone changes verdicts: derives the assets for which today is such a day. */
  async decide(): Promise<{ assets_changed: number }> {
    return this.inTurn(async () => this.commit(`decide-${new Date().toISOString()}`, 'decide', 0, async () => ({ idle: true, facts: 0 })));
  }

  /** Puts a person's decision on record (requirement R3.5). Told twice, it changes nothing. */
  async record(decision: Decision): Promise<{ already_recorded: boolean }> {
    return this.inTurn(async () => {
      const known = await this.database.rows('SELECT 1 FROM core.decision WHERE decision_id = $id', { id: decision.decision_id });
      if (known.length > 0) return { already_recorded: true };
      await this.commit(decision.decision_id, decision.kind, 0, async () => {
        await this.database.run(
          `INSERT INTO core.decision BY NAME SELECT $id AS decision_id, $kind AS kind, $delivery AS delivery_id, $corrected AS corrected_by,
             $product AS product_number, $serial AS serial_number, $until::DATE AS until, $by AS decided_by, $reason AS reason,
             $at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS decided_at, $on::DATE AS decided_on, $sheet AS sheet, $line::BIGINT AS line,
             $attribute AS attribute`,
          {
            id: decision.decision_id,
            kind: decision.kind,
            delivery: 'delivery_id' in decision ? decision.delivery_id : null,
            corrected: 'corrected_by' in decision ? decision.corrected_by : null,
            product: 'product_number' in decision ? decision.product_number : null,
            serial: 'serial_number' in decision ? decision.serial_number : null,
            until: decision.kind === 'waive' ? decision.until : null,
            by: decision.by,
            reason: decision.reason,
            at: decision.decided_at,
            on: receivedDay(decision.decided_at, this.place.project),
            sheet: decision.kind === 'accept' ? decision.sheet : null,
            line: decision.kind === 'accept' ? decision.line : null,
            attribute: 'attribute' in decision ? decision.attribute : null,
          },
        );
        return { idle: false, facts: 0 };
      });
      return { already_recorded: false };
    });
  }

  /**
   * Puts on record what was asked of a case, unless it may not be: asks the verdict of the unit on this day (requirement R6.1).
   * Told twice, it changes nothing. A refusal is an answer and leaves no trace.
   */
  async recordCase(request: CaseRequest): Promise<CaseAnswer> {
    return this.inTurn(async () => {
      await this.commit(`decide-${new Date().toISOString()}`, 'decide', 0, async () => ({ idle: true, facts: 0 }));
      const plan = await planRequest(request, this.place.project, this.database);
      if ('answer' in plan) return plan.answer;
      await this.appendEvents(request.case_id, request.event_id, plan.append);
      return { done: plan.then };
    });
  }

  /** How long a case may still wait for its response. One that is overdue is on record as that afterwards. */
  async watchCase(caseId: string): Promise<CaseWatch> {
    return this.inTurn(async () => {
      const now = caseTime(new Date(), this.place.project).toISOString();
      const events = await eventsOf(caseId, this.database);
      const { state } = caseOf(events);
      if (state === undefined || state.status === 'closed') return { open: false, wait_ms: null, became_overdue: false };
      const late = lateness(events, state, now);
      if (late.length > 0) await this.appendEvents(caseId, late[0]!.event_id, late);
      const due = events.find((event) => event.kind === 'opened')?.respond_by ?? null;
      const waits = due !== null && late.length === 0 && state.responded_at === null && state.overdue_at === null;
      return { open: true, wait_ms: waits ? Date.parse(due) - Date.parse(now) + 1 : null, became_overdue: late.length > 0 };
    });
  }

  private async appendEvents(caseId: string, batchId: string, events: NewEvent[]): Promise<void> {
    await this.commit(batchId, 'case', 0, async () => {
      const recorded_at = new Date().toISOString();
      await insertRows(
        'core.case_event',
        events.map((event) => ({ ...event, recorded_at })),
        this.database,
      );
      await deriveKeptCases([caseId], this.place.project, this.database);
      return { idle: false, facts: 0 };
    });
  }

  /** The read-only snapshot and the Parquet files beside it, replaced atomically; nothing is written when nothing was committed. */
  async publish(): Promise<{ published: string }> {
    return this.inTurn(async () => publishSnapshot(this.database, this.place.home));
  }

  /** Facts and decisions in, derived state out, ledger row beside them: all in one transaction. */
  private async commit(batchId: string, kind: string, deliveries: number, write: () => Promise<News>): Promise<Derived> {
    const { database } = this;
    await database.run('CREATE OR REPLACE TEMP TABLE touched_before (product_number VARCHAR, serial_number VARCHAR)');
    await database.run('CREATE OR REPLACE TEMP TABLE batch_delivery (delivery_id VARCHAR)');
    return database.transaction(async () => {
      // Commits have distinct times even when the clock stands still, because the history of an asset is ordered by them.
      await database.run(
        `SET VARIABLE now = (SELECT greatest(now() AT TIME ZONE 'UTC', max(committed_at) + INTERVAL 1 MILLISECOND)::TIMESTAMP_MS::TIMESTAMP FROM core.batch)`,
      );
      const parties = await this.partiesNow();
      const news = await write();
      if (!news.idle) await deriveAnswers(database);
      const settings = await applySettings(this.place.project, news.idle, database);
      // With nothing new, on the same day and under the same policy, everything stands as it should.
      if (news.idle && !settings.moved && !(await this.anyDue())) return nothing;
      if (news.reported_cases === true || settings.everything) await deriveReportedCases(this.place.project, database);
      await setCaseClock(this.place.project, database);
      const everything = settings.everything || (await this.isMostlyNew(news.facts)) || (await this.partiesNow()) !== parties;
      if (!everything) {
        await touchBatch(database);
        await database.run(
          `INSERT INTO touched
           SELECT product_number, serial_number FROM core.asset WHERE next_change_on <= getvariable('today')::DATE
           UNION ALL SELECT product_number, serial_number FROM core.decision WHERE decision_id = $id AND product_number IS NOT NULL`,
          { id: batchId },
        );
      }
      const derived = await derive(everything ? 'all' : 'touched', this.deriving, database);
      if (!news.idle || derived.assets_changed > 0) {
        await database.run(
          `INSERT INTO core.batch VALUES ($id, $kind, getvariable('now'), getvariable('today'), $deliveries::BIGINT, $derived::BIGINT, $changed::BIGINT)`,
          { id: batchId, kind, deliveries, derived: derived.assets_derived, changed: derived.assets_changed },
        );
      }
      return derived;
    });
  }

  private async anyDue(): Promise<boolean> {
    const due = await this.database.rows("SELECT 1 FROM core.asset WHERE next_change_on <= getvariable('today')::DATE LIMIT 1");
    return due.length > 0 || anyResponseDue(this.place.project, this.database);
  }

  /** Where much is new, finding out which units it touches costs more than deriving all of them. */
  private async isMostlyNew(facts: number): Promise<boolean> {
    const tables = ['fact_shipments', 'fact_pos', 'fact_sales_out'].map((table) => `(SELECT count(*) FROM core.${table})`);
    const [all] = await this.database.rows<{ n: number }>(`SELECT ${tables.join(' + ')} AS n`);
    return facts * 3 > all!.n;
  }

  /** A delivery that was settled by another batch meanwhile is no longer staged, and there is nothing to do for it. */
  private async stagedOf(deliveryIds: string[]): Promise<StagedDelivery[]> {
    const staged: StagedDelivery[] = [];
    for (const id of deliveryIds) {
      try {
        staged.push(await readStaged(this.place.staging, id));
      } catch (error) {
        const settled = await this.database.rows("SELECT 1 FROM core.delivery WHERE delivery_id = $id AND status <> 'held'", { id });
        if (settled.length === 0) throw error;
      }
    }
    return staged;
  }

  /** What the batch's deliveries said before (a held one that is released, a batch told again) is derived without them too. */
  private async takeBack(deliveryIds: string[]): Promise<void> {
    if (deliveryIds.length === 0) return;
    await this.database.run(`INSERT INTO batch_delivery VALUES ${deliveryIds.map((id) => `(${literal(id)})`).join(', ')}`);
    const known = await this.database.rows('SELECT 1 FROM core.delivery SEMI JOIN batch_delivery USING (delivery_id) LIMIT 1');
    if (known.length === 0) return;
    for (const feed of ['shipments', 'pos', 'sales_out']) {
      await this.database.run(
        `INSERT INTO touched_before SELECT product_number, serial_number FROM core.fact_${feed} SEMI JOIN batch_delivery USING (delivery_id)`,
      );
    }
    await this.database.run(
      `INSERT INTO touched_before SELECT product_number, serial_number FROM core.agreement
       SEMI JOIN (SELECT agreement_number FROM core.fact_agreements SEMI JOIN batch_delivery USING (delivery_id)) USING (agreement_number)`,
    );
  }

  /** Any end user may turn out to be a party: when one of them changes, every unit is derived again. */
  private async partiesNow(): Promise<string> {
    const [parties] = await this.database.rows<{ all: string | null }>(
      'SELECT string_agg(party::VARCHAR, chr(30) ORDER BY party.party_id) AS "all" FROM (SELECT * EXCLUDE (delivery_id, sheet, line) FROM core.party) party',
    );
    return parties?.all ?? '';
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const begin = async () => {
      await takeBackLoading(this.database);
      return work();
    };
    const next = this.turn.then(begin, begin);
    this.turn = next.catch(() => undefined);
    return next;
  }
}

/** What a commit brings. */
interface News {
  /** It brings nothing. */
  idle: boolean;
  /** Rows that speak of units, about. */
  facts: number;
  /** Partners report cases in it. */
  reported_cases?: boolean;
}

const nothing: Derived = { assets_derived: 0, assets_changed: 0, findings_open: 0 };
