import { setTimeout as sleep } from 'node:timers/promises';
import type { MxResolver } from '../../activities/enrich/mx.ts';
import { DAY } from '../../domain/duration.ts';
import { startAudience } from '../../simulate/audience/audience.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { createDoors } from '../../simulate/audience/doors.ts';
import { makeRows } from '../../simulate/people/make-people.ts';
import { startFloor } from '../../simulate/sales/floor.ts';
import { interrupts } from '../../worker/stack/interrupts.ts';
import { launchCampaign } from './launch.ts';
import type { DemoOptions } from './options.ts';
import { openWorld } from './world.ts';

/** Rehearses the campaign. @returns whether the ledger balances */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  using interrupted = interrupts();
  const { signal } = interrupted;
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const rows = options.leads === undefined ? makeRows() : [];
  const cast = castOf(rows, options.seed);
  const bogus = new Set(rows.filter(({ person }) => person.part === 'bogus').map(({ person }) => person.company.domain));
  const mx: MxResolver = (domain) => Promise.resolve(options.leads !== undefined ? 'unknown' : bogus.has(domain) ? 'no' : 'yes');
  await using world = await openWorld({ ...options, mx, signal, tell, isGone: (address) => cast.member(address).isGone });
  const { clock, platform, inbox } = world;
  const launch = await launchCampaign(world, options);
  tell(JSON.stringify({ ...launch.imported, rejected: launch.imported.rejected.length, enrolled: launch.launched.enrolled }));
  const began = clock.now();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => {
    errors.push(error);
    if (errors.length < 20) tell(`! ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`);
  };
  const doors = createDoors({ apiUrl: platform.apiUrl, intakeKey: await platform.createKey('intake', 'mail server') });
  const audience = startAudience({ cast, clock, doors, inboxUrl: inbox.url, onError });
  const floor = startFloor({ colleagues: launch.colleagues, cast, clock, onError });
  for (let day = 5; day <= options.days; day += 5) {
    while (clock.now() < began + day * DAY && !signal.aborted) await sleep(100);
    const funnel = await launch.marketer.ops.funnel.query();
    tell(
      `day ${day} mails ${inbox.count} ${JSON.stringify(funnel.stages.map((s) => [s.stage, s.count]))} ${JSON.stringify(funnel.tracks.map((s) => [s.track, s.state, s.count]))} ${JSON.stringify(funnel.outbox)} ${JSON.stringify(process.cpuUsage())}`,
    );
  }
  await audience.stop();
  await floor.stop();
  tell(JSON.stringify({ deeds: audience.deeds, done: floor.done, refused: floor.refused }));
  if (options.keep) {
    tell(`${world.settings.databaseUrl} inbox ${inbox.url} ui ${world.stack.temporal.uiUrl}`);
    await new Promise<void>((r) => signal.addEventListener('abort', () => r()));
  }
  return true;
}
