import { expect, test } from 'vitest';
import type { Lead } from '../../workflows/lead.ts';
import { done, ended, rest } from '../../workflows/next.ts';
import { program } from '../../workflows/program.ts';
import { qualify } from '../../workflows/sales/qualify.ts';
import { sideProgram, type SideLead } from '../../workflows/side-program.ts';

/*
 * What the compiler must refuse in a side program: an `@ts-expect-error` over a line without an error is one itself.
 */

const recycle = { connect: 'begin', offer: 'begin' } as const;

test('a side program calls nobody, opens no task and changes no stage', () => {
  const refused = async (lead: SideLead) => {
    // @ts-expect-error sales belongs to the lead's main program
    await lead.call('asked for it', { team: 'sdr-team', sla: 'firstAttempt', within: '5 days' });
    // @ts-expect-error so do tasks
    await lead.notify('sdr-team', 'asked for it');
    // @ts-expect-error and so does the stage
    lead.becomes('mql', 'asked for it');
    return await lead.email('guide');
  };
  expect(refused).toBeTypeOf('function');
});

test('a side program has no track of sales, and does not end the lead', () => {
  const begin = async () => done('over');
  const call = qualify({ team: 'sdr-team', sla: 'firstAttempt', qualified: 'begin' });
  // @ts-expect-error no rep works in a side program
  sideProgram('sells', { lane: 'a', start: 'begin', tracks: { begin, call } });
  // @ts-expect-error what becomes of the lead, its main program decides
  sideProgram('ends', { lane: 'a', start: 'begin', tracks: { begin: async () => ended('archived', 'silent') } });
  // @ts-expect-error no such track
  sideProgram('errs', { lane: 'a', start: 'begin', tracks: { begin: async () => rest('3 days', 'end') } });
  // @ts-expect-error a fast-track leads to sales
  sideProgram('hurries', { lane: 'a', start: 'begin', interrupts: { fastTrack: 'begin' }, tracks: { begin } });
  // @ts-expect-error the lead's main program ends with a decision
  program('stops', { start: 'begin', recycle, tracks: { begin } });
  expect(sideProgram('asks', { lane: 'a', start: 'begin', tracks: { begin } })).toMatchObject({ lane: 'a', gate: false });
});

test('what any program may do with a lead is written once', () => {
  const remind = async (lead: SideLead) => await lead.email('guide');
  const both = async (lead: Lead, other: SideLead) => [await remind(lead), await remind(other)];
  expect(both).toBeTypeOf('function');
});
