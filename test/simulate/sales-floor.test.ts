import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { loadApp } from '../../config/load-app.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { namesIn } from '../../domain/sales/dispositions.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { saidAs } from '../../simulate/sales/said-as.ts';
import { START } from '../../testing/virtual-world.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { newApp } from './new-app.ts';

it('a modelled rep also reports the dispositions of the app that lead where the script leads', () => {
  const { dispositions } = definePolicy({
    dispositions: {
      wantsOffer: { label: 'Wants an offer', menus: ['sdr'], requires: ['meetingAt'], next: 'handOver', contact: true },
    },
  });
  const cast = castOf([], 1);
  const menu = namesIn(dispositions, 'sdr');
  const said = Array.from({ length: 40 }, (_, n) =>
    saidAs('qualified', menu, dispositions, cast.member(`lead-${n}@company.example`).dice),
  );
  expect(new Set(said)).toEqual(new Set(['qualified', 'wantsOffer']));
  const without = menu.filter((one) => one !== 'qualified');
  expect(saidAs('qualified', without, dispositions, cast.member('ann@company.example').dice)).toBe('wantsOffer');
  expect(saidAs('voicemail', menu, dispositions, cast.member('ann@company.example').dice)).toBe('voicemail');
});

it('a rep reports nothing while they are away', { timeout: 300_000 }, async () => {
  await using folder = await temporaryFolder();
  const dir = join(folder.path, 'app');
  await newApp(dir);
  const file = join(dir, 'staff.json');
  const staff = JSON.parse(await readFile(file, 'utf8'));
  const sam = staff[0].reps.find(({ name }: { name: string }) => name === 'Sam Rivers');
  sam.absences = [{ from: '2026-03-10', to: '2026-03-20' }];
  await writeFile(file, JSON.stringify(staff));
  const { simulation } = await runSimulation({
    app: await loadApp(dir),
    program: 'welcome',
    people: modelledPeople(12),
    start: START,
    days: 20,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  expect(simulation.ledger.balances).toBe(true);
  const reports = simulation.load.find(({ rep }) => rep === 'Sam Rivers')!.reports;
  expect(Object.keys(reports).length).toBeGreaterThan(0);
  expect(Math.min(...Object.keys(reports).map(Number))).toBeGreaterThanOrEqual(9);
});
