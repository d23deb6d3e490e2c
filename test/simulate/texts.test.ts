import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { sms } from '../../channels/index.ts';
import { START } from '../../testing/virtual-world.ts';
import { openDay } from '../stories/texts/workflows.ts';
import { app } from '../support/app.ts';

const gateway = {
  sender: 'Sundry',
  company: 'Sundry',
  contact: 'hello@example.com',
  url: 'https://texts.example.com',
  token: 'x',
};

/** Only a card filled in at the stand asks for texts. */
const openDayApp = {
  ...app,
  programs: { 'open-day': openDay },
  workflowsPath: fileURLToPath(new URL('../stories/texts/workflows.ts', import.meta.url)),
  channels: [sms({ ...gateway, covers: ({ source }) => source === 'stand' })],
};

async function simulated(source?: string) {
  const people = modelledPeople(12, source);
  const about = { program: 'open-day', start: START, days: 12, seed: 1, signal: new AbortController().signal };
  return (await runSimulation({ app: openDayApp, people, onProgress: () => {}, ...about })).simulation;
}

it('modelled leads get the texts that the consents of their source allow, beside the emails', { timeout: 300_000 }, async () => {
  const { people, calendar, emailsByDay, ledger } = await simulated('stand');
  expect(people).toBe('12 modelled leads from "stand"');
  expect(calendar).toContainEqual(expect.objectContaining({ track: 'invite', content: 'open-day-soon (sms)' }));
  expect(Object.values(emailsByDay).reduce((all, n) => all + n, 0)).toBe(ledger.emails.accepted);
  expect(ledger.balances).toBe(true);
  expect((await simulated()).calendar.map(({ content }) => content)).not.toContain('open-day-soon (sms)');
});
