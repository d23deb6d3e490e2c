import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { audit } from '../audit/audit.ts';
import type { Audit } from '../audit/result.ts';
import type { AuditDeps } from '../audit/deps.ts';
import { createLinkSigner } from '../content/link-signer.ts';
import { DAY } from '../domain/time/duration.ts';
import { castOf } from '../simulate/audience/cast.ts';
import { startAudience } from '../simulate/audience/audience.ts';
import { createPublicClient } from '../simulate/audience/public-client.ts';
import { diceOf } from '../simulate/dice.ts';
import { makeRows } from '../demo/people/make-people.ts';
import { ledgerOf } from '../simulate/report/collect/ledger.ts';
import { startFloor } from '../simulate/sales/floor.ts';
import { interrupts } from '../cli/interrupts.ts';
import { launchCampaign, readLeads } from '../demo/launch.ts';
import { dnsFor } from '../demo/run-demo.ts';
import { liveLeads } from '../demo/live-leads.ts';
import { settle } from '../demo/settle.ts';
import { createTeller, type Teller } from '../demo/tell.ts';
import { saveReport, lostActs, noActs, witnessed, type Acts } from './acts.ts';
import { disturb, lanes } from './faults.ts';
import { chaosText, type ChaosReport } from './report.ts';
import { replayEverything, type Replays } from './replays.ts';
import { stubbornFetch } from './stubborn.ts';
import { openChaos, type ChaosWorld } from './world.ts';

export interface ChaosRun {
  readonly seed: number;
  readonly minutes: number;
  /** The real length of a day: `3s`. */
  readonly day: string;
  readonly dir: string;
  readonly json?: true;
}

/** Runs chaos and prints the report. @returns whether all promises held */
export async function runChaos(options: ChaosRun): Promise<boolean> {
  using interrupted = interrupts();
  const teller = createTeller(options.json ? process.stderr : process.stdout);
  try {
    const report = await chaos(options, teller, interrupted.signal);
    process.stdout.write(options.json ? `${JSON.stringify(report, undefined, 2)}\n` : chaosText(report, teller.paint));
    return report.holds;
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    teller.line('Stopped early. Nothing was checked.');
    return false;
  }
}

/** Injects faults, restores everything, and checks the result. */
export async function chaos({ seed, minutes, day, dir }: ChaosRun, teller: Teller, signal: AbortSignal): Promise<ChaosReport> {
  const rows = makeRows();
  const cast = castOf(rows, seed);
  const acts = noActs();
  const living = new AbortController();
  const ask = stubbornFetch({
    dice: diceOf(`${seed}/people`),
    signal: AbortSignal.any([signal, living.signal]),
    onAnswer: async (answered) => await saveReport(acts, answered),
  });
  const isGone = (address: string): boolean => cast.member(address).isGone;
  await using world = await openChaos({ seed, day, dir, dns: dnsFor(rows), ask, isGone, signal, tell: teller.line });
  const leads = await readLeads();
  const basis = 'optIn' as const;
  const { colleagues } = await launchCampaign(world, leads, { basis, days: 0, day, seed, dir }, () => {});
  const from = world.clock.now();
  const publicClient = witnessed(
    createPublicClient({
      apiUrl: world.platform.apiUrl,
      intakeKey: await world.platform.createKey('intake', 'mail server'),
      ask,
    }),
    acts,
    createLinkSigner(world.settings.secrets, world.settings.activities.publicUrl, world.clock),
  );
  // Errors at the very end mean nothing; only acknowledged acts are checked.
  const onError = (): void => {};
  const audience = startAudience({
    cast,
    clock: world.clock,
    content: world.app.content,
    client: publicClient,
    inboxUrl: world.inbox.url,
    onError,
  });
  const floor = startFloor({ colleagues, cast, clock: world.clock, dispositions: world.app.policy.dispositions, onError });
  await using people = new AsyncDisposableStack();
  people.defer(async () => void (await Promise.all([audience.stop(), floor.stop()])));
  const faults = await disturbAll(world, minutes, teller, signal);
  teller.line('All faults have ended. People continue for a moment, and then the result is checked.');
  await world.heal();
  await sleep(CALM, undefined, { signal });
  living.abort();
  await people.disposeAsync();
  const { db, client, clock } = world.platform;
  // The audit queries the leads' workflows, so workers must run.
  const rest = await comeToRest(
    { db, client, taskQueue: world.stack.taskQueue, policy: world.app.policy, content: world.app.content, clock, newId: uuid },
    signal,
  );
  await settle(world);
  const replays = await replayEverything(client, world.bundle, dir);
  return await counted(world, { seed, minutes, faults, acts, rest, replays, days: (world.clock.now() - from) / DAY });
}

/** Real milliseconds without faults in which people continue, leases expire and retries happen. */
const CALM = 20_000;
/** Real milliseconds for late messages to arrive, on a shared machine. A lost lead stays lost however long we wait. */
const REST_TIMEOUT = 120_000;
const AUDIT_AGAIN_AFTER = 2_000;

interface Rest {
  readonly audited: Audit;
  /** Real seconds until the audit passed or gave up. */
  readonly after: number;
}

/** Repeats the audit until it passes, or until late messages can no longer explain its findings. */
async function comeToRest(deps: AuditDeps, signal: AbortSignal): Promise<Rest> {
  const began = performance.now();
  for (;;) {
    const audited = await audit(deps);
    const took = performance.now() - began;
    if (audited.passes || took > REST_TIMEOUT) return { audited, after: Math.round(took / 1_000) };
    await sleep(AUDIT_AGAIN_AFTER, undefined, { signal });
  }
}

async function disturbAll(
  world: ChaosWorld,
  minutes: number,
  teller: Teller,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]);
  const began = performance.now();
  const faults = new Map<string, number>();
  const onFault = (what: string): void => {
    faults.set(what, (faults.get(what) ?? 0) + 1);
    teller.line(teller.paint.dim(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`));
  };
  await Promise.all(lanes.map(async (lane) => await disturb(world, lane, { signal: over, onFault })));
  signal.throwIfAborted();
  return Object.fromEntries(faults);
}

interface Lived {
  readonly seed: number;
  readonly minutes: number;
  readonly days: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly acts: Acts;
  readonly rest: Rest;
  readonly replays: Replays;
}

async function counted(world: ChaosWorld, { seed, minutes, days, faults, acts, rest, replays }: Lived): Promise<ChaosReport> {
  const { db } = world.platform;
  const lost = await lostActs(db, acts);
  const ledger = await ledgerOf(db, {
    content: world.app.content,
    policy: world.app.policy,
    live: async (ids) => await liveLeads(world.platform, ids),
    messageIds: () => world.inbox.messages().map(({ messageId }) => messageId),
    raceMs: 50 * world.clock.spec.speed,
  });
  return {
    seed,
    minutes,
    programDays: Math.round(days),
    faults,
    clocks: Object.fromEntries(Object.entries(world.supervised).map(([part, { clocks }]) => [part, clocks])),
    acts: {
      unsubscribed: acts.unsubscribed.size,
      clicked: acts.clicked.size,
      reported: acts.reported.size,
      mailed: acts.mailed.size,
      asked: acts.asked.size,
    },
    lost,
    ended: world.ended,
    rested: rest.after,
    audit: rest.audited,
    replays,
    ledger,
    holds: rest.audited.passes && ledger.balances && lost.length === 0 && replays.broken.length === 0,
  };
}
