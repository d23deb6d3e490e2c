import { relative } from 'node:path';
import { DAY } from '../domain/time/duration.ts';
import { castOf, type Cast } from '../simulate/audience/cast.ts';
import { endings } from './people/endings.ts';
import { makeRows } from './people/make-people.ts';
import type { Row } from './people/person.ts';
import { collectReport } from '../simulate/report/collect/collect.ts';
import type { Report } from '../simulate/report/report.ts';
import { reportText } from '../simulate/report/text/report-text.ts';
import { interrupts } from '../cli/interrupts.ts';
import type { PartOrder } from './parts/part-child.ts';
import { columnLines, countLine, fileLines } from '../cli/import/answer-text.ts';
import { startLife } from './life.ts';
import { keepRunning, slowDown } from './keep-running.ts';
import { launchCampaign, readLeads, type Launch, type LeadsFile } from './launch.ts';
import type { DemoOptions } from './options.ts';
import { watchDays } from './progress.ts';
import { liveLeads } from './live-leads.ts';
import { numbersOf } from './numbers.ts';
import { settle } from './settle.ts';
import { eventfulStory } from './story.ts';
import { createTeller, type Teller } from './tell.ts';
import { openWorld, type DemoWorld } from './world.ts';

/** Rehearses the campaign and prints the report. @returns whether the ledger balances */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  using interrupted = interrupts();
  const { signal } = interrupted;
  const teller = createTeller(options.json ? process.stderr : process.stdout);
  try {
    return await rehearse(options, teller, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    teller.line('Stopped before the last day. Nothing was counted, and nothing is still running.');
    return false;
  }
}

async function rehearse(options: DemoOptions, teller: Teller, signal: AbortSignal): Promise<boolean> {
  const started = performance.now();
  const leads = await readLeads(options.leads);
  const rows = options.leads === undefined ? makeRows() : [];
  const cast = castOf(rows, options.seed);
  const isGone = (address: string): boolean => cast.member(address).isGone;
  await using world = await openWorld({ ...options, dns: dnsFor(rows), signal, tell: teller.line, isGone });
  const launch = await launchCampaign(world, leads, options, (preview) => tellPreview(leads, preview, teller));
  tellLaunch(launch, teller);
  const from = world.clock.now();
  const refused = await live({ world, launch, cast, from, options, teller, signal });
  const after = options.keep ? await slowDown(world, launch, options.keep) : world;
  await settle(after);
  const tookSeconds = (performance.now() - started) / 1000;
  const report = await reportOf({ world: after, launch, options, from, tookSeconds, refused });
  process.stdout.write(options.json ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report, teller.paint));
  if (!options.keep) teller.line('\nTo look around and work a queue yourself: npm run demo -- --keep');
  else await keepRunning({ world: after, launch, day: options.keep, teller, signal });
  return report.ledger.balances;
}

/** Answers in place of DNS. The demo does not know the domains of a user's own file. */
export const dnsFor = (rows: readonly Row[]): PartOrder['dns'] => ({
  without: rows.filter(({ person }) => person.part === 'bogus').map(({ person }) => person.company.domain),
  others: rows.length > 0 ? 'yes' : 'unknown',
});

interface Life {
  readonly world: DemoWorld;
  readonly launch: Launch;
  readonly cast: Cast;
  readonly from: number;
  readonly options: DemoOptions;
  readonly teller: Teller;
  readonly signal: AbortSignal;
}

/** Runs audience and sales until the last day. @returns how often Trellis refused sales, by reason code */
async function live({ world, launch, cast, from, options, teller, signal }: Life): Promise<Refused> {
  const { marketer, colleagues } = launch;
  const life = await startLife({ world, colleagues, cast, onError: errorTeller(teller) });
  try {
    await watchDays({ world, marketer, began: from, days: options.days, teller, signal });
  } finally {
    await life.stop();
  }
  return life.refused;
}

type Refused = Readonly<Record<string, number>>;

const MOST_ERRORS = 10;

/** Prints the first errors of modelled people, but not a flood of them. */
function errorTeller(teller: Teller): (error: unknown) => void {
  let printed = 0;
  return (error) => {
    if (++printed <= MOST_ERRORS)
      teller.line(teller.paint.yellow(`! ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`));
  };
}

/** Prints the dry run of the import, as a marketer sees it. */
function tellPreview({ file, encoding }: LeadsFile, preview: Launch['imported'], { line, paint }: Teller): void {
  line();
  line(`${paint.bold(nameOf(file))}: ${countLine(preview)}`);
  line(paint.dim(`  read as ${encoding.name} (${encoding.because})`));
  for (const text of fileLines(preview)) line(paint.dim(`  ${text}`));
  for (const text of columnLines(preview)) line(paint.dim(text));
}

function tellLaunch({ imported, launched, program, deals }: Launch, { line }: Teller): void {
  line(
    `${imported.created} leads imported; ${launched.enrolled} enrolled in ${program}, ${launched.notEnrolled.reduce((sum, { leads }) => sum + leads, 0)} not${deals > 0 ? `; ${deals} opportunities are already open` : ''}`,
  );
  line();
}

function nameOf(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere.startsWith('..') ? file : fromHere;
}

interface Ended {
  readonly world: DemoWorld;
  readonly launch: Launch;
  readonly options: DemoOptions;
  readonly from: number;
  readonly tookSeconds: number;
  readonly refused: Refused;
}

async function reportOf({ world, launch, options, from, tookSeconds, refused }: Ended): Promise<Report> {
  const { clock, platform, inbox, settings } = world;
  const { imported, launched, marketer } = launch;
  const { seed, days, day } = options;
  const messageIds = (): string[] => inbox.messages().map(({ messageId }) => messageId);
  const live = async (leadIds: readonly string[]) => await liveLeads(world.platform, leadIds);
  return await collectReport({
    db: platform.db,
    clock,
    speed: settings.speed,
    witnesses: { content: world.app.content, policy: world.app.policy, live, messageIds },
    rehearsal: { seed, days, day, from, to: clock.now(), zone: settings.api.zone, tookSeconds },
    file: {
      name: nameOf(launch.file),
      rows: imported.rows,
      leads: imported.created,
      duplicates: imported.duplicates,
      held: Object.entries(imported.heldBecause).map(([what, count]) => ({ what, count })),
      rejected: imported.rejected,
      mapping: imported.mapping,
      unused: imported.unused,
    },
    enrolled: launched.enrolled,
    endings: options.leads === undefined ? endings : undefined,
    refused,
    numbers: await numbersOf(marketer, { from: from - DAY, to: clock.now() }),
    story: await eventfulStory(world, marketer),
  });
}
