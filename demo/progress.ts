import { setTimeout as sleep } from 'node:timers/promises';
import { DAY } from '../domain/time/duration.ts';
import { funnelStages, type FunnelStage } from '../domain/lead/funnel.ts';
import { lagOf } from '../simulate/report/collect/lag.ts';
import { dayOf } from '../simulate/report/text/dates.ts';
import { bar } from '../simulate/report/text/table.ts';
import type { Client } from '../client/index.ts';
import type { Teller } from './tell.ts';
import type { World } from './world.ts';

interface ProgressOptions {
  readonly world: World;
  readonly marketer: Client;
  readonly began: number;
  readonly days: number;
  readonly teller: Teller;
  readonly signal: AbortSignal;
}

/** Real milliseconds between two updates. */
const UPDATE_EVERY = 1_500;
/** Days between two lines on an output without a live block. */
const LINE_EVERY = 5;
/** How many days the lag covers. */
const LAG_OVER = 4;

/** Waits for the last day and prints progress. */
export async function watchDays({ world, marketer, began, days, teller, signal }: ProgressOptions): Promise<void> {
  const end = began + days * DAY;
  let nextLine = began + LINE_EVERY * DAY;
  while (world.clock.now() < end) {
    const now = world.clock.now();
    const status = async () => await statusOf({ world, marketer, began, now });
    if (teller.isLive) teller.block(asBlock(await status(), days, teller));
    else if (now >= nextLine) {
      teller.line(asLine(await status(), days));
      nextLine += LINE_EVERY * DAY;
    }
    const left = (end - world.clock.now()) / world.clock.spec.speed;
    await Promise.race([sleep(Math.max(0, Math.min(left, UPDATE_EVERY)), undefined, { signal }), world.broken]);
  }
  teller.line(asLine(await statusOf({ world, marketer, began, now: end }), days));
}

interface Status {
  readonly day: number;
  readonly date: string;
  readonly emails: number;
  readonly funnel: readonly { readonly label: string; readonly count: number }[];
  /** Undefined when no timer was due recently. */
  readonly lagHours: number | undefined;
}

async function statusOf({
  world,
  marketer,
  began,
  now,
}: Pick<ProgressOptions, 'world' | 'marketer' | 'began'> & { now: number }): Promise<Status> {
  const [{ stages }, lag] = await Promise.all([marketer.reports.now.query(), lagOf(world.platform.db, now - LAG_OVER * DAY)]);
  const counts = new Map(stages.map(({ stage, count }) => [stage, count]));
  const funnel = (Object.keys(funnelStages) as FunnelStage[]).map((stage) => ({
    label: funnelStages[stage].label,
    count: counts.get(stage) ?? 0,
  }));
  return {
    day: Math.round((now - began) / DAY),
    date: dayOf(now, world.settings.api.zone),
    emails: world.inbox.count,
    funnel,
    lagHours: lag.samples === 0 ? undefined : lag.p50,
  };
}

const asLine = ({ day, emails, funnel, lagHours }: Status, days: number): string =>
  [
    `day ${String(day).padStart(2)} of ${days}`,
    `${String(emails).padStart(4)} emails`,
    ...funnel.filter(({ count }) => count > 0).map(({ label, count }) => `${label.toLowerCase()} ${count}`),
    lagInWords(lagHours),
  ].join('  ');

const lagInWords = (hours: number | undefined): string =>
  hours === undefined ? 'no timer was due' : `timers late by ${hours.toFixed(1)} program hours`;

function asBlock({ day, date, emails, funnel, lagHours }: Status, days: number, { paint }: Teller): string[] {
  const most = Math.max(1, ...funnel.map(({ count }) => count));
  return [
    '',
    `${paint.bold(`Day ${day} of ${days}`)}  ${date}  ${paint.cyan(bar(day / days, 30))}`,
    `${emails} emails  ·  ${lagInWords(lagHours)}`,
    ...funnel.map(
      ({ label, count }) => `  ${label.padEnd(13)}${String(count).padStart(4)}  ${paint.cyan(bar(count / most, 40))}`,
    ),
  ];
}
