import type { RecycleReason } from '../../domain/recycle.ts';
import { recycleReasons, RENEWAL_LEAD_DAYS } from '../../domain/recycle.ts';
import type { Instant } from '../../domain/clock.ts';
import { DAY, milliseconds } from '../../domain/duration.ts';
import { Lead } from '../lead.ts';
import { rest, TrackLeft, type Next } from '../next.ts';
import { isNurture, type Program } from '../program.ts';
import { Flow, type Run } from '../run.ts';

/** After a rep sent a lead back without a date, MQL does not interrupt its rest and nurture for so long. */
const MQL_HELD_FOR = 30 * DAY;

/** Where sales works on a lead: the run, mails that go out beside the work, and the way back to nurture. */
export class SalesDesk {
  readonly run: Run;
  readonly flow: Flow;
  readonly program: Program;
  readonly #beside: { flow: Flow; done: Promise<void> }[] = [];

  constructor(run: Run, flow: Flow, program: Program) {
    this.run = run;
    this.flow = flow;
    this.program = program;
  }

  /** Does something beside the work, such as a mail in the rep's name: a mail that has to wait must not hold up the rep. */
  beside(what: (lead: Lead) => Promise<unknown>): void {
    const flow = new Flow(this.run, `b${this.#beside.length + 1}`);
    this.#beside.push({ flow, done: this.#unlessLeft(flow, what) });
  }

  /** Runs a nurture track beside the work, whatever it returns. */
  meanwhile(track: string): void {
    const nurture = this.program.tracks[track];
    if (nurture && isNurture(nurture)) this.beside(nurture);
  }

  /** The work is over: what goes on beside it stops at its next step; a touch that has begun finishes. */
  async close(): Promise<void> {
    for (const { flow } of this.#beside) flow.leave('', 'the work of sales is over');
    for (const { done } of this.#beside) await done;
  }

  /** Sends the lead back to nurture, as the recycle table says. `given` is the date that the rep named. */
  recycle(reason: RecycleReason, given?: Instant): Next<never> {
    const { run } = this;
    const spec = recycleReasons[reason];
    const rep = run.task?.assigneeId ?? run.facts.ownerId;
    run.becomes('recycled', reason);
    const until = this.#restUntil(reason, given);
    this.holdMql(given ?? run.now() + MQL_HELD_FOR);
    delete run.state.prefer;
    if (spec.owner === 'same' && rep) run.state.prefer = rep;
    run.state.exclude = spec.owner === 'another' && rep ? [...new Set([...run.state.exclude, rep])] : run.state.exclude;
    return rest(until, this.program.recycle[spec.to]) as Next<never>;
  }

  /** Until then only a fast-track act brings the lead back to sales. */
  holdMql(until: Instant): void {
    this.run.state.mqlHeldUntil = until;
  }

  #restUntil(reason: RecycleReason, given: Instant | undefined): Instant {
    const now = this.run.now();
    const spec = recycleReasons[reason];
    const asked = given ?? now + MQL_HELD_FOR;
    if (reason === 'competitorChosen') return Math.max(now, asked - RENEWAL_LEAD_DAYS * DAY);
    return spec.rest === 'given' ? Math.max(now, asked) : now + milliseconds(spec.rest);
  }

  async #unlessLeft(flow: Flow, what: (lead: Lead) => Promise<unknown>): Promise<void> {
    try {
      await what(new Lead(this.run, flow));
    } catch (error) {
      if (!(error instanceof TrackLeft)) this.run.note('noted', { reason: `beside the work of sales: ${codeOf(error)}` });
    }
  }
}

/** What a failure is called; its message could hold something personal. */
export const codeOf = (error: unknown): string => {
  const { cause, type, name } = error as { cause?: unknown; type?: string; name?: string };
  return cause === undefined ? (type ?? name ?? 'unknown') : codeOf(cause);
};
