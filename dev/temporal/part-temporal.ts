import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { notOurs } from '../not-ours.ts';
import type { Restartable } from '../restartable.ts';
import type { PartOptions } from '../stack-options.ts';
import { startTemporal } from './temporal.ts';
import { checkTemporal, temporalFromEnvironment, type TemporalTarget } from '../../engine/temporal-connection.ts';

/** A Temporal server and its connection. */
export interface TemporalPart extends TemporalTarget, Restartable {
  /** The URL of its web UI, if it is our own server. */
  readonly uiUrl: string | undefined;
}

/** The server of `TEMPORAL_ADDRESS`, otherwise our own dev server. */
export async function temporalPart(options: PartOptions): Promise<TemporalPart> {
  const external = await temporalFromEnvironment(options.env);
  if (!external) return await localServer(options);
  await checkTemporal(external);
  options.onProgress(`Temporal: using ${external.address}, namespace ${external.namespace}`);
  return Object.assign(notOurs('Temporal', 'TEMPORAL_ADDRESS'), external, { uiUrl: undefined });
}

async function localServer({ dir, ports, run, temporalUi, env, onProgress, signal }: PartOptions): Promise<TemporalPart> {
  const began = performance.now();
  const server = await startTemporal({
    dir,
    port: ports.temporal ?? 0,
    uiPort: temporalUi === false ? false : (ports.temporalUi ?? 0),
    stateName: run,
    env,
    onProgress,
    signal,
  });
  await removeStates(dir, (file) => !run || !file.startsWith(`${run}.`));
  const ui = server.uiUrl ? `, web UI ${server.uiUrl}` : '';
  onProgress(`Temporal: ready on ${server.address}${ui} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  const stopServer = server[Symbol.asyncDispose].bind(server);
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      await stopServer();
      if (run) await removeStates(dir, (file) => file.startsWith(`${run}.`));
    },
  });
}

/** Deletes the states of fresh stacks: at the start those of killed runs, at the end our own. */
async function removeStates(dir: string, which: (file: string) => boolean): Promise<void> {
  const folder = join(dir, 'temporal');
  const files = (await readdir(folder)).filter((file) => file.startsWith('run_') && which(file));
  await Promise.all(files.map((file) => rm(join(folder, file), { force: true })));
}
