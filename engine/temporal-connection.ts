import type { Connection, ConnectionOptions } from '@temporalio/client';
import { readFile } from 'node:fs/promises';
import { searchAttributes } from '../workflows/search-attributes.ts';
import { StackError } from './stack-error.ts';
import { own } from '../domain/text/own.ts';

/** The options that both `Connection.connect` and the worker's `NativeConnection.connect` accept. */
export type TemporalConnectionOptions = Pick<ConnectionOptions, 'apiKey'> & {
  address: string;
  tls?:
    | boolean
    | { clientCertPair?: { crt: Buffer; key: Buffer }; serverRootCACertificate?: Buffer; serverNameOverride?: string };
};

/** A Temporal server, and how to reach it. */
export interface TemporalTarget {
  address: string;
  namespace: string;
  connection: TemporalConnectionOptions;
}

/**
 * Reads the Temporal server from the environment: `TEMPORAL_ADDRESS`, with `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, and the files
 * `TEMPORAL_TLS_CERT`, `TEMPORAL_TLS_KEY` (ours) and `TEMPORAL_TLS_CA` (the server's). `TEMPORAL_TLS=true` enables TLS without files.
 * @returns undefined without `TEMPORAL_ADDRESS`
 * @throws StackError `badSetting` when a file can't be read, half of a pair is missing, or TEMPORAL_TLS is neither true nor false
 */
export async function temporalFromEnvironment(env: NodeJS.ProcessEnv): Promise<TemporalTarget | undefined> {
  const address = env['TEMPORAL_ADDRESS'];
  if (!address) return undefined;
  const [crt, key, ca] = await Promise.all(
    (['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY', 'TEMPORAL_TLS_CA'] as const).map((name) => fileNamedBy(env, name)),
  );
  if (!crt !== !key) throw halfAPair(crt ? 'TEMPORAL_TLS_KEY' : 'TEMPORAL_TLS_CERT');
  const apiKey = env['TEMPORAL_API_KEY'] || undefined;
  const asked = env['TEMPORAL_TLS'] ?? '';
  if (!['', 'true', 'false'].includes(asked)) throw neitherTrueNorFalse();
  const serverName = env['TEMPORAL_TLS_SERVER_NAME'];
  const detailed = { ...(crt && key && { clientCertPair: { crt, key } }), ...(ca && { serverRootCACertificate: ca }) };
  const tls = { ...detailed, ...(serverName && { serverNameOverride: serverName }) };
  const wantsTls = Object.keys(tls).length > 0 || apiKey !== undefined || asked === 'true';
  return {
    address,
    namespace: env['TEMPORAL_NAMESPACE'] || 'default',
    connection: { address, ...(wantsTls && { tls }), ...(apiKey && { apiKey }) },
  };
}

/**
 * Connects, and checks that the server has the namespace.
 * @throws StackError `unreachable` or `badSetting`, with what to do
 */
export async function connectTemporal(
  { address, namespace, connection }: TemporalTarget,
  connectMs = 10_000,
): Promise<Connection> {
  const client = await import('@temporalio/client');
  const link = await client.Connection.connect({ ...connection, connectTimeout: connectMs }).catch((cause: unknown) => {
    throw unreachable(address, cause);
  });
  await link.workflowService.describeNamespace({ namespace }).catch(async (cause: unknown) => {
    await link.close();
    throw noNamespace(address, namespace, cause);
  });
  return link;
}

/**
 * Connects once to check the server and the namespace, and registers our search attributes if they are missing.
 * @throws StackError `unreachable` or `badSetting`, with what to do
 */
export async function checkTemporal(target: TemporalTarget, connectMs?: number): Promise<void> {
  const { address, namespace } = target;
  const link = await connectTemporal(target, connectMs);
  try {
    await registerSearchAttributes(link, namespace).catch((cause: unknown) => {
      throw cannotRegister(address, namespace, cause);
    });
  } finally {
    await link.close();
  }
}

async function registerSearchAttributes(link: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await link.operatorService.listSearchAttributes({ namespace });
  const missing = Object.keys(searchAttributes).filter((name) => !Object.hasOwn(customAttributes, name));
  if (missing.length === 0) return;
  const keyword = 2; // temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, the type of all our search attributes
  const wanted = Object.fromEntries(missing.map((name) => [name, keyword]));
  await link.operatorService.addSearchAttributes({ namespace, searchAttributes: wanted });
}

async function fileNamedBy(env: NodeJS.ProcessEnv, name: string): Promise<Buffer | undefined> {
  const path = own(env, name);
  if (!path) return undefined;
  return await readFile(path).catch((cause: unknown) => {
    throw badSetting(`${name} names ${path}, which can't be read.`, 'Give the path of a PEM file.', cause);
  });
}

/** A user who writes `yes` or `1` believes that the connection is encrypted, so any other value is an error. */
const neitherTrueNorFalse = (): StackError =>
  badSetting('TEMPORAL_TLS is neither true nor false.', 'Write TEMPORAL_TLS=true for TLS, or leave it out.');

const halfAPair = (missing: string): StackError =>
  badSetting(`${missing} is missing; a client certificate and its key need each other.`, 'Set both, or neither.');

const unreachable = (address: string, cause: unknown): StackError =>
  new StackError({
    component: 'Temporal',
    code: 'unreachable',
    problem: `no Temporal server answers at ${address} (${reason(cause)}).`,
    remedy:
      'Check TEMPORAL_ADDRESS (host:port), TEMPORAL_API_KEY and the TEMPORAL_TLS_… files, or unset it to use Trellis’ own server.',
    cause,
  });

const noNamespace = (address: string, namespace: string, cause: unknown): StackError =>
  badSetting(
    `${address} does not offer the namespace "${namespace}" (${reason(cause)}).`,
    `Create it (temporal operator namespace create --namespace ${namespace}), or correct TEMPORAL_NAMESPACE or TEMPORAL_API_KEY.`,
    cause,
  );

const cannotRegister = (address: string, namespace: string, cause: unknown): StackError =>
  badSetting(
    `${address} did not let us register the search attributes (${reason(cause)}).`,
    `Register them once by hand: temporal operator search-attribute create --namespace ${namespace} ${Object.entries(
      searchAttributes,
    )
      .map(([name, type]) => `--name ${name} --type ${type}`)
      .join(' ')}`,
    cause,
  );

const badSetting = (problem: string, remedy: string, cause?: unknown): StackError =>
  new StackError({ component: 'Temporal', code: 'badSetting', problem, remedy, cause });

function reason(error: unknown): string {
  const { details, message } = error as { details?: string; message?: string };
  return details || message || String(error);
}
