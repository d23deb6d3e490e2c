import { partProcess, type PartProcess } from '../../../demo/parts/part-process.ts';
import type { Part } from '../../../worker/platform.ts';
import type { RealWorld } from './world.ts';

/** A part of the platform of a world in a process of its own, which may have a clock of its own. */
export function processOf({ settings, servers, taskQueue }: RealWorld, part: Part): PartProcess {
  const { address, namespace, connection } = servers.stack.temporal;
  const dns = { without: [], others: 'yes' } as const;
  const order = { app: servers.app.dir, parts: [part], settings, temporal: { address, namespace, connection }, taskQueue, dns };
  return partProcess(order, (because) => console.error(because));
}
