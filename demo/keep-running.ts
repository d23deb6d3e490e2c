import type { Instant } from '../domain/time/clock.ts';
import { nextOpening } from '../domain/time/working-calendar.ts';
import { calendarOf } from '../simulate/sales/staff.ts';
import { speedOf } from '../worker/settings.ts';
import type { Invitation } from '../db/people/people.ts';
import { furnish } from './furnish.ts';
import type { Launch } from './launch.ts';
import { personOf } from './people/staff.ts';
import type { Teller } from './tell.ts';
import type { DemoWorld } from './world.ts';

interface Kept {
  readonly world: DemoWorld;
  readonly launch: Launch;
  /** The real length of a day; true: a day. */
  readonly day: true | string;
  readonly teller: Teller;
  readonly signal: AbortSignal;
}

/** The next moment at which somebody in sales works. */
export const someoneWorks = (colleagues: Launch['colleagues'], now: Instant): Instant =>
  Math.min(...colleagues.map((colleague) => nextOpening(calendarOf(colleague), now)));

/** Lets time pass as it does for people, from the next moment at which somebody in sales works. */
export const slowDown = async (world: DemoWorld, { colleagues }: Launch, day: Kept['day']): Promise<DemoWorld> =>
  await world.goOn(day === true ? 1 : speedOf(day), (now) => someoneWorks(colleagues, now));

/** Goes on until Ctrl-C without modelled people: what happens now is up to you. */
export async function keepRunning({ world, launch, day, teller: { line, paint }, signal }: Kept): Promise<void> {
  const { platform } = world;
  await world.startWorker();
  await furnish(world, launch);
  line();
  line(
    paint.bold(`Everything continues, ${day === true ? 'at real speed' : `a day in ${day}`}, and the leads and reps are yours`),
  );
  line(`  Mailbox      ${world.inbox.url}`);
  line(`  API          ${platform.apiUrl}`);
  const linkFor = async ({ name, email }: Pick<Invitation, 'name' | 'email'>) =>
    await platform.signInLink({ name, email, role: 'admin' });
  line(`  Console      ${await linkFor({ name: 'demo', email: 'demo@example.com' })} (once)`);
  line(`  As a rep     ${await linkFor(personOf('marta'))} (once, in a private window)`);
  line(`  Admin key    ${await platform.createKey('admin', 'demo')}`);
  if (world.stack.temporal.uiUrl) line(`  Temporal UI  ${world.stack.temporal.uiUrl}`);
  line(`  Postgres     ${world.stack.databaseUrl}`);
  for (const text of next) line(text);
  line();
  line('Ctrl-C stops everything.');
  await Promise.race([
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
    platform.broken,
    world.broken,
  ]);
}

const next = [
  '',
  'Look at next, in the console',
  '  Campaigns    the rehearsal on the diagram of its program; the draft "After LogiMove", with who would get what',
  '  Team         what waits for a decision, who is late, who is away',
  '  Funnel       how far the leads came, what they brought in, and what to expect next month',
  '  Leads        one lead: what it waits for, and why',
  '  My day       as a rep: report tasks, and undo a report; what alerts a rep gets is in the mailbox',
];
