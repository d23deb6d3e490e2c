import type { RecycleReason } from '../../domain/recycle.ts';
import { afterRecycling, MQL_HELD_FOR, recycleReasons, RENEWAL_LEAD_DAYS } from '../../domain/recycle.ts';
import type { Instant } from '../../domain/clock.ts';
import { DAY, milliseconds } from '../../domain/duration.ts';
import type { Beside } from '../beside.ts';
import type { Lead } from '../lead.ts';
import { rest, type Next } from '../next.ts';
import { isNurture, trackOf, type Program } from '../program.ts';
import type { Flow } from '../flow.ts';
import type { Run } from '../run.ts';

/** What marketing does as soon as sales has the lead, without holding anybody up: a mail about what the lead has just begun. */
export type Welcome = (lead: Lead) => unknown;

/** Where sales works on a lead: the run, mails that go out beside the work, and the way back to nurture. */
export class SalesDesk {
  readonly run: Run;
  readonly flow: Flow;
  readonly program: Program;
  readonly #beside: Beside;

  constructor(run: Run, flow: Flow, program: Program, beside: Beside) {
    this.run = run;
    this.flow = flow;
    this.program = program;
    this.#beside = beside;
  }

  /** Does something that the rep need not wait for, such as a mail in their name. */
  beside(name: string, what: (lead: Lead) => Promise<unknown>, before?: Instant): void {
    this.#beside.start(name, what, before);
  }

  /** What marketing does as soon as sales has the lead. */
  welcome(welcome: Welcome | undefined): void {
    if (welcome) this.beside('welcome', async (lead) => welcome(lead));
  }

  /** Runs a nurture track beside the work, whatever it returns. */
  meanwhile(track: string): void {
    const nurture = trackOf(this.program, track);
    if (nurture && isNurture(nurture)) this.beside(track, nurture);
  }

  /** Sends the lead back to nurture, as the recycle table says. `given` is the date that the rep named. */
  recycle(reason: RecycleReason, given?: Instant): Next<never> {
    const { run } = this;
    const spec = recycleReasons[reason];
    const rep = run.task?.assigneeId ?? run.facts.ownerId;
    run.becomes('recycled', reason);
    const until = this.#restUntil(reason, given);
    delete run.state.prefer;
    Object.assign(run.state, afterRecycling(reason, { at: run.now(), given, rep }));
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
}
