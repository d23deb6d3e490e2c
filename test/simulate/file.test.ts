import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { peopleOfFile, type LeadsFile } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { loadApp } from '../../config/load-app.ts';
import { START } from '../../testing/virtual-world.ts';
import { root } from '../frame/import-graph.ts';
import { temporaryFolder } from '../stack/folder.ts';

const app = await loadApp(join(root, 'cli/init/template'));

const rows = `Email,First name,Company,Country
ann@lind.example,Ann,Lind,NL
bob@holt.example,Bob,Holt,DE
no address,Cara,Moss,DE
`;

const simulated = async (file: string, { basis, lead }: Pick<LeadsFile, 'basis'> & { readonly lead?: string }) =>
  await runSimulation({
    app,
    program: 'welcome',
    people: peopleOfFile({ path: file, basis }),
    start: START,
    days: 4,
    seed: 1,
    lead,
    signal: new AbortController().signal,
    onProgress: () => {},
  });

describe('a simulation of the leads of a file', { timeout: 300_000 }, () => {
  it('follows one of them with what it waits for and how its score comes about', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'leads.csv');
    await writeFile(file, rows);
    const { simulation, lives, story } = await simulated(file, { basis: 'optIn', lead: 'bob@holt.example' });
    expect(simulation.people).toBe('2 leads of leads.csv (bad cells or rows: 1)');
    expect(lives.map(({ email }) => email)).toEqual(['ann@lind.example', 'bob@holt.example']);
    const lines = story.map(({ text }) => text);
    expect(lines).toContainEqual(expect.stringMatching(/^… waits for its goal \(welcome\), until 2026-03-.* at the latest/));
    expect(lines).toContainEqual(expect.stringMatching(/^… fits with \d+ points/));
    expect(story.map(({ at }) => at)).toEqual(story.map(({ at }) => at).toSorted((a, b) => a - b));
    await expect(simulated(file, { basis: 'optIn', lead: 'eve@holt.example' })).rejects.toThrow(
      '--lead eve@holt.example: there is no such lead.',
    );
  });

  it('says why nobody can enter', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'leads.csv');
    await writeFile(file, rows);
    await expect(simulated(file, { basis: 'none' })).rejects.toThrow(/none of the 2 leads can enter welcome: 2 × .*consent/i);
    await expect(simulated(join(folder.path, 'no.csv'), { basis: 'none' })).rejects.toThrow(/^--file .*no\.csv: /);
  });
});
