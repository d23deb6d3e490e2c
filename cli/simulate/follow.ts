import type { Db } from '../../db/database.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import type { FollowLine } from '../../simulate/calendar/story-text.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { CliError } from '../cli-error.ts';

/** Watches one lead: its story says what happened, this adds why. */
export interface Follower {
  /** Notes what the lead waits for and how it scores, if that has changed; at most once in an hour of program time. */
  look(): Promise<void>;
  /** The story of the lead with the notes, in order. */
  told(): Promise<readonly FollowLine[]>;
}

/** Nobody is followed. */
export const nobody: Follower = { look: () => Promise.resolve(), told: () => Promise.resolve([]) };

/** @param whom an id, an address, or the number of a lead, from 1 @throws CliError when there is no such lead */
export async function follow(world: VirtualWorld, db: Db, whom: string): Promise<Follower> {
  const leadId = await leadNamed(db, whom);
  const { leads } = world.as('marketer');
  const notes = new Map<string, string>();
  const lines: FollowLine[] = [];
  let nextLook = 0;
  const note = (about: string, text: string): void => {
    if (notes.get(about) === text) return;
    notes.set(about, text);
    lines.push({ at: world.clock.now(), text });
  };
  return {
    async look() {
      if (world.clock.now() < nextLook) return;
      nextLook = world.clock.now() + HOUR;
      const { running } = await leads.status({ leadId });
      if (running === 'unavailable') return;
      if (running?.waitingFor) note('wait', waitText(running));
      const { fit, fitWhy, interestWhy, lacks } = (await leads.score({ leadId })).deciding;
      note('fit', `… fits with ${fit} points${termsText(fitWhy)}`);
      const terms = interestWhy.map(({ label }) => label);
      if (terms.length > 0) note('interest', `… counts as interested because it ${terms.join(', ')}`);
      const missing = lacks.map(({ label }) => label);
      note('lacks', missing.length === 0 ? '… is ready for sales' : `… is not ready for sales: it ${missing.join(', ')}`);
    },
    async told() {
      const story = await leads.story({ leadId });
      return [...story.map(({ at, text }) => ({ at: Date.parse(at), text })), ...lines].toSorted((a, b) => a.at - b.at);
    },
  };
}

const waitText = ({ waitingFor, until }: { readonly waitingFor: string; readonly until?: string }): string =>
  `… waits for ${waitingFor}${until === undefined ? '' : `, until ${minuteInWords(Date.parse(until))} at the latest`}`;

const termsText = (terms: readonly { readonly label: string; readonly points: number }[]): string =>
  terms.length === 0 ? '' : `: ${terms.map(({ label, points }) => `${label} +${Math.round(points)}`).join(', ')}`;

async function leadNamed(db: Db, whom: string): Promise<string> {
  const leads = await db.selectFrom('leads').select(['id', 'email']).orderBy('id').execute();
  const named = leads.find(({ id, email }) => id === whom || email === whom.toLowerCase());
  const lead = named ?? (/^\d+$/.test(whom) ? leads[Number(whom) - 1] : undefined);
  if (!lead)
    throw new CliError(
      'badArgument',
      `--lead ${whom}: there is no such lead. Name an id, an address, or a number from 1 to ${leads.length}.`,
    );
  return lead.id;
}
