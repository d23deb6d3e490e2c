import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { MailBehaviour } from '../dev/mail/mail-behaviour.ts';
import { withClient } from '../dev/postgres/database.ts';
import type { Restartable } from '../dev/restartable.ts';
import { someClock, type ChaosWorld } from './world.ts';

/** A temporary fault. When `run` returns, the fault has ended and everything works again. */
export interface Fault {
  readonly name: string;
  /** @param lasts real milliseconds */
  run(world: ChaosWorld, lasts: number): Promise<void>;
}

/** A part that has one fault at a time, in parallel with the other lanes. */
export interface Lane {
  readonly name: string;
  readonly faults: readonly [Fault, ...Fault[]];
}

const lanesOfParts = ['first worker', 'second worker', 'api', 'relay'] as const;

/** Every fault that can happen. */
export const lanes: readonly Lane[] = [
  ...lanesOfParts.map((name): Lane => ({ name, faults: faultsOfPart(name) })),
  { name: 'Temporal', faults: faultsOfServer(({ stack }) => stack.temporal) },
  {
    name: 'Postgres',
    faults: [
      ...faultsOfServer(({ stack }) => stack.postgres),
      { name: 'connections ended', run: async ({ stack }) => await terminateAll(stack.postgres.adminUrl) },
      { name: 'connections run out', run: async ({ stack }, lasts) => await exhaust(stack.postgres.adminUrl, lasts) },
      { name: 'read-only', run: async ({ stack }, lasts) => await readOnly(stack.postgres.adminUrl, lasts) },
      { name: 'touches locked', run: async ({ stack }, lasts) => await locked(stack.databaseUrl, 'touches', lasts) },
      { name: 'leads locked', run: async ({ stack }, lasts) => await locked(stack.databaseUrl, 'leads', lasts) },
    ],
  },
  {
    name: 'mail server',
    faults: [
      mailFault('refuses for now', { recipient: () => ({ code: 451, text: '4.7.1 try again later' }) }),
      mailFault('refuses for now, after the final dot', {
        afterDot: () => ({ reply: { code: 451, text: '4.3.0 try again later' } }),
      }),
      mailFault('stalls', { recipient: () => 'stall' }),
      mailFault('drops after the final dot, and saves', { afterDot: () => ({ reply: 'drop', keep: true }) }),
      mailFault('drops after the final dot, and loses', { afterDot: () => ({ reply: 'drop', keep: false }) }),
      mailFault('is slow', { afterDot: () => ({ delayMs: 4_000 }) }),
    ],
  },
];

function faultsOfPart(name: keyof ChaosWorld['supervised']): [Fault, ...Fault[]] {
  const partOf = ({ supervised }: ChaosWorld) => supervised[name];
  return [
    {
      name: 'killed',
      async run(world, lasts) {
        await partOf(world).kill();
        await sleep(lasts / 4);
        await partOf(world).start();
      },
    },
    {
      name: 'restarted',
      async run(world) {
        await partOf(world).stop();
        await partOf(world).start();
      },
    },
    {
      name: 'suspended',
      async run(world, lasts) {
        partOf(world).suspend();
        await sleep(lasts);
        partOf(world).resume();
      },
    },
    {
      name: 'clock set wrong',
      async run(world) {
        const part = partOf(world);
        await part.stop();
        part.setClock(someClock(world.dice, name, part.clocks.length));
        await part.start();
      },
    },
  ];
}

function faultsOfServer(serverOf: (world: ChaosWorld) => Restartable): [Fault, ...Fault[]] {
  return [
    { name: 'restarted', run: async (world) => await serverOf(world).restart() },
    {
      name: 'killed',
      async run(world, lasts) {
        const { server } = serverOf(world);
        server?.signal('SIGKILL');
        await server?.exited;
        await sleep(lasts / 4);
        await serverOf(world).start();
      },
    },
    {
      name: 'suspended',
      async run(world, lasts) {
        const { server } = serverOf(world);
        server?.signal('SIGSTOP');
        await sleep(lasts);
        server?.signal('SIGCONT');
      },
    },
  ];
}

/** Affects half of the emails; the other half must not be delayed. */
function mailFault(name: string, behaviour: MailBehaviour): Fault {
  return {
    name,
    async run({ stack, usualMail, dice }, lasts) {
      const isHit = (address: string): boolean => dice.chance(0.5, 'hit', address);
      stack.mail.behave!({
        recipient: (address) => usualMail.recipient?.(address) ?? (isHit(address) ? behaviour.recipient?.(address) : undefined),
        afterDot: (mail) => (isHit(mail.to[0] ?? '') ? behaviour.afterDot?.(mail) : undefined),
      });
      await sleep(lasts);
      stack.mail.behave!(usualMail);
    },
  };
}

async function terminateAll(adminUrl: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
    ),
  );
}

/** Takes all remaining connections. */
async function exhaust(adminUrl: string, lasts: number): Promise<void> {
  const held: Client[] = [];
  try {
    for (;;) {
      const client = new Client({ connectionString: adminUrl });
      client.on('error', () => {});
      await client.connect();
      held.push(client);
    }
  } catch {
    // No connection is left.
  }
  await sleep(lasts);
  await Promise.all(held.map(async (client) => await client.end().catch(() => {}))); // Postgres may have closed it
}

async function readOnly(adminUrl: string, lasts: number): Promise<void> {
  const set = async (value: 'on' | 'off') =>
    await withClient(adminUrl, async (client) => {
      await client.query('set default_transaction_read_only = off');
      await client.query(`alter system set default_transaction_read_only = ${value}`);
      await client.query('select pg_reload_conf()');
    });
  await set('on');
  await sleep(lasts);
  await set('off');
}

async function locked(databaseUrl: string, table: string, lasts: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('begin');
    await client.query(`lock table ${table} in access exclusive mode`);
    await sleep(lasts);
    await client.query('rollback');
  });
}

/** Real milliseconds. */
const BETWEEN = { least: 1_500, most: 9_000 };
const LASTS = { least: 300, most: 6_000 };

/** Runs random faults in a lane until the signal aborts. @param onFault gets the name of each fault at its start */
export async function disturb(
  world: ChaosWorld,
  { name: lane, faults }: Lane,
  { signal, onFault }: { signal: AbortSignal; onFault: (what: string) => void },
): Promise<void> {
  const { dice } = world;
  for (let n = 0; ; n++) {
    await sleep(dice.between(BETWEEN.least, BETWEEN.most, lane, 'pause', n), undefined, { signal }).catch(() => {}); // aborted
    if (signal.aborted) return;
    const fault = dice.pick(faults, lane, 'fault', n);
    onFault(`${lane}: ${fault.name}`);
    // A fault in another lane may break this one, for example by ending the connection that holds a lock.
    await fault.run(world, dice.between(LASTS.least, LASTS.most, lane, 'lasts', n)).catch(() => {});
  }
}
