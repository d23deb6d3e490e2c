import { expect, test } from 'vitest';
import { ended, rest, type Next } from '../../workflows/next.ts';
import { program, type NurtureTrack } from '../../workflows/program.ts';
import { pursue } from '../../workflows/sales/pursue.ts';
import { qualify } from '../../workflows/sales/qualify.ts';
import type { Lead } from '../../workflows/lead.ts';

/*
 * What the compiler must refuse in a program, checked with the other types: an `@ts-expect-error` over a line without an
 * error is one itself.
 */

const toOffer: NurtureTrack<'offer'> = async () => 'offer';
const end = async () => ended('archived', 'the end');
const bare = { connect: end, offer: end };

test('a program keeps the names of its tracks, and where recycled leads go', () => {
  const two = program('two', { start: 'connect', tracks: { connect: toOffer, offer: end } });
  expect(two).toMatchObject({ start: 'connect', gate: true, recycle: { connect: 'connect', offer: 'offer' } });
  const one = program('one', { start: 'teach', recycle: { connect: 'teach', offer: 'teach' }, tracks: { teach: end } });
  expect(one.recycle).toEqual({ connect: 'teach', offer: 'teach' });
});

test('the compiler refuses a track that does not exist, wherever it is named', () => {
  const refused = () => [
    // @ts-expect-error the start
    program('p', { start: 'conect', tracks: bare }),
    // @ts-expect-error an interrupt
    program('p', { start: 'connect', interrupts: { mql: 'qualify' }, tracks: bare }),
    // @ts-expect-error an interrupt that decides
    program('p', { start: 'connect', interrupts: { fastTrack: () => 'sales' }, tracks: bare }),
    // @ts-expect-error where people with an open deal go
    program('p', { start: 'connect', openDeal: 'sales', tracks: bare }),
    // @ts-expect-error what a track returns
    program('p', { start: 'connect', tracks: { ...bare, connect: async () => 'ofer' as const } }),
    // @ts-expect-error what a track rests before
    program('p', { start: 'connect', tracks: { ...bare, connect: async () => rest('7 days', 'ofer') } }),
    // @ts-expect-error whom a call hands over to
    program('p', { start: 'connect', tracks: { ...bare, call: qualify({ team: 't', sla: 'fastTrack', qualified: 'sales' }) } }),
    // @ts-expect-error a stand-in
    program('p', { start: 'connect', recycle: { offer: 'trial' }, tracks: bare }),
  ];
  expect(refused).toBeTypeOf('function');
});

test('the compiler asks for stand-ins where the recycle table names a track that the program lacks', () => {
  const refused = () => [
    // @ts-expect-error both are missing
    program('p', { start: 'teach', tracks: { teach: end } }),
    // @ts-expect-error one is missing
    program('p', { start: 'teach', recycle: { connect: 'teach' }, tracks: { teach: end } }),
  ];
  expect(refused).toBeTypeOf('function');
});

test('the compiler refuses stages, durations and SLAs that do not exist', () => {
  const refused = () => [
    // @ts-expect-error no final stage
    ended('mql', 'x'),
    // @ts-expect-error no duration
    rest('7 dayz', 'connect'),
    // @ts-expect-error working time is no calendar time
    rest('7 working days', 'connect'),
    // @ts-expect-error not whole
    rest('1.5 days', 'connect'),
    // @ts-expect-error below zero
    rest('-3 days', 'connect'),
    // @ts-expect-error no time at all
    rest('0 days', 'connect'),
    // @ts-expect-error no SLA
    pursue({ team: 't', sla: 'soon' }),
  ];
  expect(refused).toBeTypeOf('function');
});

test('the compiler asks what follows when an email was not sent', () => {
  const forgets = async (lead: Lead): Promise<Next<'connect'>> => {
    const question = await lead.email('question');
    // @ts-expect-error a goal that was not asked for is neither met nor missed
    const isMet: boolean = await question.metGoal({ within: '14 days' });
    const { kind } = await question.answer({ within: '14 days' });
    if (kind === 'notSent') return 'connect';
    // @ts-expect-error there is no other way to say so
    return isMet || kind === 'unsent' ? 'connect' : ended('archived', 'silent');
  };
  expect(forgets).toBeTypeOf('function');
});

test('the compiler knows how a call ends, and a rep names only a track of the program', () => {
  const calls = async (lead: Lead): Promise<Next<'connect'>> => {
    // @ts-expect-error a call has a deadline
    await lead.call('asked', { team: 't', sla: 'fastTrack' });
    const call = await lead.call('asked', { team: 't', sla: 'fastTrack', within: '5 days' });
    // @ts-expect-error only some outcomes have a date
    if (call.outcome === 'slaMissed') return rest(call.until, 'connect');
    // @ts-expect-error after an attempt that reached nobody, the rep goes on
    if (call.outcome === 'noAnswer') return 'connect';
    return call.outcome === 'notReady' ? rest(call.until, call.track) : 'connect';
  };
  expect(calls).toBeTypeOf('function');
});

test('the compiler knows what an answer comes with', () => {
  const tells = async (lead: Lead): Promise<Next<'connect'>> => {
    const answer = await (await lead.email('question')).answer({ within: '14 days' });
    // @ts-expect-error only "later" and "bought elsewhere" name a date
    if (answer.kind === 'tooOften') return rest(answer.until, 'connect');
    if (answer.kind === 'later') return rest(answer.until, 'connect');
    return 'connect';
  };
  expect(tells).toBeTypeOf('function');
});
