import type { Instant } from '../domain/time/clock.ts';
import { codeOf } from './code-of.ts';
import { Lead } from './lead.ts';
import { TrackLeft } from './next.ts';
import { Flow } from './flow.ts';
import type { Run } from './run.ts';

/** What goes on beside a track: mails in a rep's name, a nurture track while sales works, a question passed on to a person. */
export class Beside {
  readonly #run: Run;
  readonly #underWay = new Set<Flow>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** Whether nothing goes on any more. */
  get isQuiet(): boolean {
    return this.#underWay.size === 0;
  }

  /**
   * Begins something that the track does not wait for: a mail that has to wait must not hold up a rep.
   * The name is part of the keys: the same thing, begun again in a visit that runs again, has the same keys.
   * @param before a mail that can't go out before this instant is not sent any more
   */
  start(name: string, what: (lead: Lead) => Promise<unknown>, before?: Instant): void {
    const flow = new Flow(this.#run, `/${name}`, before);
    this.#underWay.add(flow);
    void this.#unlessLeft(flow, what);
  }

  /** The track is over: what goes on beside it stops at its next step; a touch that has begun finishes. */
  stop(): void {
    for (const flow of this.#underWay) flow.leave('', 'the track is over');
  }

  async #unlessLeft(flow: Flow, what: (lead: Lead) => Promise<unknown>): Promise<void> {
    try {
      await what(new Lead(this.#run, flow));
    } catch (error) {
      if (!(error instanceof TrackLeft)) this.#run.note('noted', { reason: `failed beside the track: ${codeOf(error)}` });
    } finally {
      this.#underWay.delete(flow);
    }
  }
}
