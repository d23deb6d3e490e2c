import { fileURLToPath } from 'node:url';
import { VirtualEngine, loadBundle } from '../../testing/engine.ts';
import type { EngineOptions } from '../../testing/engine.ts';
import { createActivities } from './activities.ts';

export const workflowsPath = fileURLToPath(new URL('workflows.ts', import.meta.url));
export const bundle = await loadBundle(workflowsPath);

export const newYear = Date.UTC(2026, 0, 1);
export const second = 1000;
export const hour = 3_600_000;
export const day = 24 * hour;

/** An engine with the small workflows, and the journal of its activities. */
export async function setUp(options: Partial<EngineOptions> = {}) {
  const journal: string[] = [];
  const activities = createActivities(journal, (ms) => engine.spend(ms));
  const engine = await VirtualEngine.create({ bundle, activities, start: newYear, recordHistories: true, ...options });
  return { engine, journal, activities, [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose]() };
}
