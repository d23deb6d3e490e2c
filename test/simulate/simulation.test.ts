import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import type { SimulationOrder } from '../../cli/simulate/simulation-order.ts';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { loadApp } from '../../config/load-app.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import { START } from '../../testing/virtual-world.ts';
import { root } from '../frame/import-graph.ts';

const app = await loadApp(join(root, 'cli/init/template'));

async function simulated(order: Partial<SimulationOrder> = {}): Promise<Simulation> {
  const { simulation } = await runSimulation({
    app,
    program: 'welcome',
    people: modelledPeople(12),
    start: START,
    days: 25,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...order,
  });
  return simulation;
}

const sum = (counts: Readonly<Record<number, number>>): number => Object.values(counts).reduce((all, n) => all + n, 0);

describe('a simulation of a new app', { timeout: 300_000 }, () => {
  it('accounts for every lead, every email and every task, and is the same for the same seed', async () => {
    const simulation = await simulated();
    const { calendar, places, load, ledger, failures } = simulation;
    expect(calendar.map(({ content }) => content).toSorted()).toEqual(['introduction', 'shall-we-talk', 'welcome']);
    expect(calendar.find(({ content }) => content === 'welcome')).toMatchObject({ track: 'greet', leads: 12 });
    expect(calendar.reduce((all, { byDay }) => all + sum(byDay), 0)).toBe(ledger.emails.accepted);
    expect(places.reduce((all, { leads }) => all + leads, 0)).toBe(12);
    expect(places).toContainEqual(expect.objectContaining({ stage: 'archived', because: 'silent after two emails' }));
    expect(load.find(({ rep }) => rep === 'Sam Rivers')).toBeDefined();
    expect(load.every(({ tasks }) => sum(tasks) > 0)).toBe(true);
    expect(ledger.leads).toMatchObject({ in: 12, lost: [] });
    expect(ledger.balances).toBe(true);
    expect(failures).toEqual([]);
    expect(await simulated()).toEqual(simulation);
  });

  it('stops when it is told to', async () => {
    const stopping = new AbortController();
    const onProgress = (line: string) => {
      if (line.startsWith('Day')) stopping.abort(new Error('stopped by SIGINT'));
    };
    await expect(simulated({ people: modelledPeople(1), signal: stopping.signal, onProgress })).rejects.toThrow(
      'stopped by SIGINT',
    );
  });
});
