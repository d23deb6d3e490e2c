import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { claim, type ClaimHandle } from './claim.ts';
import { keepPorts, keptPorts, type Addresses } from './kept-ports.ts';
import type { Inbox } from './mail/inbox.ts';
import type { PartOptions, StackOptions } from './stack-options.ts';
import { databasePart, type DatabasePart } from './postgres/part-database.ts';
import { mailPart, type MailPart } from './mail/part-mail.ts';
import { temporalPart, type TemporalPart } from './temporal/part-temporal.ts';
import { StackError } from '../engine/stack-error.ts';

/** Postgres, Temporal and mail server, ready to use. */
export interface Stack extends AsyncDisposable {
  readonly databaseUrl: string;
  /** The task queue for workers and clients; a `fresh` stack has its own. */
  readonly taskQueue: string;
  readonly postgres: DatabasePart;
  readonly temporal: TemporalPart;
  readonly smtpUrl: string;
  readonly mail: MailPart;
  /** The messages in the sink; undefined with an external server in `TRELLIS_SMTP_URL`. */
  readonly inbox: (Inbox & { readonly url: string | undefined }) | undefined;
  stop(): Promise<void>;
}

/**
 * Starts the three servers at the same time, or uses those of the environment: `DATABASE_URL`, `TEMPORAL_ADDRESS`,
 * `TRELLIS_SMTP_URL`. If one fails, stops the others.
 * @throws StackError that names the part and the remedy; AggregateError when several failed
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const failed = new AbortController();
  const run = options.fresh ? `run_${randomBytes(4).toString('hex')}` : undefined;
  const part: PartOptions = {
    ...options,
    dir: resolve(options.dir ?? '.trellis'),
    ports: {},
    durable: options.durable ?? !options.fresh,
    run,
    env: options.env ?? process.env,
    onProgress: options.onProgress ?? (() => {}),
    signal: options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal,
  };
  const held = await claimFolder(part);
  part.ports = { ...(run ? {} : await keptPorts(part.dir)), ...options.ports };
  const starting = () => allOrNone(failed, [databasePart(part), temporalPart(part), mailPart(part)]);
  const [postgres, temporal, mail] = await starting().catch(async (error: unknown) => {
    await held?.release();
    throw error;
  });
  if (held && !run) await keepPorts(part.dir, ownAddresses({ postgres, temporal, mail }, part.env));
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= stopAll([postgres, temporal, mail], held));
  return {
    databaseUrl: postgres.url,
    taskQueue: run ? `trellis_${run}` : 'trellis',
    postgres,
    temporal,
    smtpUrl: mail.smtpUrl,
    mail,
    inbox: mail.inbox,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const settings = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TRELLIS_SMTP_URL'] as const;

interface Parts {
  readonly postgres: DatabasePart;
  readonly temporal: TemporalPart;
  readonly mail: MailPart;
}

/** The addresses of the servers that are ours. */
const ownAddresses = ({ postgres, temporal, mail }: Parts, env: NodeJS.ProcessEnv): Addresses => ({
  ...(!env['DATABASE_URL'] && { postgres: postgres.url }),
  ...(!env['TEMPORAL_ADDRESS'] && { temporal: `http://${temporal.address}` }),
  ...(temporal.uiUrl && { temporalUi: temporal.uiUrl }),
  ...(mail.inbox?.url && { smtp: mail.smtpUrl, inbox: mail.inbox.url }),
});

/** Claims the folder for this stack. Not needed if all three servers are external. */
async function claimFolder({ dir, env, onProgress }: PartOptions): Promise<ClaimHandle | undefined> {
  if (settings.every((name) => env[name])) return undefined;
  return await claim({ component: 'Trellis', file: join(dir, 'stack.claim.json'), stopSignals: [], onProgress });
}

async function allOrNone<T extends AsyncDisposable[]>(
  failed: AbortController,
  parts: [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const starting: readonly Promise<AsyncDisposable>[] = parts;
  const settled = Promise.allSettled(starting);
  const first = await Promise.all(starting).catch((error: unknown) => {
    failed.abort(error);
    return undefined;
  });
  if (first) return first as T;
  const results = await settled;
  await stopAll(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  // An aborted part repeats the error of the failed part; report each error once.
  throw asOne([...new Set(reasons.map((reason) => (isAbort(reason) ? failed.signal.reason : reason)))]);
}

const isAbort = (reason: unknown): boolean => reason instanceof Error && reason.name === 'AbortError';

function asOne(errors: unknown[]): unknown {
  if (errors.length === 1) return errors[0];
  const own = errors.filter((error) => error instanceof StackError);
  return new AggregateError(errors, own.map((error) => error.message).join('\n'));
}

async function stopAll(parts: AsyncDisposable[], held?: ClaimHandle): Promise<void> {
  const results = await Promise.allSettled(parts.map((part) => part[Symbol.asyncDispose]()));
  await held?.release();
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (errors.length > 0) throw asOne(errors);
}
