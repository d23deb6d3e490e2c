import { beginStory, type Person, type Story } from 'trellis/testing';
import { definePolicy, qualify, type Lead } from 'trellis';
import { expect, expectTypeOf, test } from 'vitest';

/*
 * What the compiler must refuse in this app, checked with the other types: an `@ts-expect-error` over a line without an error
 * is one itself.
 */

test('the compiler knows every content, its variables and its possible reactions', () => {
  const refused = async (lead: Lead) => {
    // @ts-expect-error no such content
    await lead.email('market-guid');
    // @ts-expect-error its variable is missing
    await lead.email('meeting-confirmed');
    // @ts-expect-error its variable has another name
    await lead.email('meeting-confirmed', { at: 1 });
    // @ts-expect-error it has one variable
    await lead.email('meeting-confirmed', { meetingAt: 1, room: 'x' });
    // @ts-expect-error it has none
    await lead.email('market-guide', { topic: 'x' });
    // @ts-expect-error what needs variables can not stand in for something else
    lead.fresh('meeting-confirmed');
    await lead.email('meeting-confirmed', { meetingAt: 1 });
    // @ts-expect-error its variable is of another type
    await lead.email('meeting-confirmed', { meetingAt: 'tomorrow' });
    const trial = await lead.email('free-trial');
    const reaction = await trial.reaction({ within: '14 days' });
    expectTypeOf(reaction).toEqualTypeOf<
      'activated' | 'trialStarted' | 'downloaded' | 'replied' | 'clicked' | 'none' | 'notSent'
    >();
    // @ts-expect-error nothing branches on an open
    return reaction === 'opened';
  };
  expect(refused).toBeTypeOf('function');
});

test('the compiler knows every team and SLA, and the fields and steps of what reps report', () => {
  qualify({ team: 'inside-sales', sla: 'firstAttempt', qualified: 'sales' });
  // @ts-expect-error no such SLA
  qualify({ team: 'inside-sales', sla: 'firstAttemp', qualified: 'sales' });
  // @ts-expect-error no such team; the compiler asks whether 'inside-sales' was meant
  qualify({ team: 'insde-sales', sla: 'firstAttempt', qualified: 'sales' });
  const calls = async (lead: Lead) => {
    const order = { sla: 'firstAttempt', within: '5 days' } as const;
    // @ts-expect-error no such team
    await lead.call('asked for a call', { ...order, team: 'insde-sales' });
    // @ts-expect-error no such team
    await lead.notify('insde-sales', 'has asked for a call');
    await lead.call('asked for a call', { ...order, team: 'inside-sales' });
  };
  expect(calls).toBeTypeOf('function');
  const gatekeeper = { label: 'Got the gatekeeper', menus: ['sdr'], requires: [], contact: false } as const;
  // @ts-expect-error no such step
  expect(() => definePolicy({ dispositions: { gatekeeper: { ...gatekeeper, next: 'cheer' } } })).toThrow('cheer');
  // @ts-expect-error no such field
  expect(() => definePolicy({ dispositions: { accepted: { requires: ['shoeSize'] } } })).toThrow('shoeSize');
});

test('the compiler knows every reason for which a lead goes back', () => {
  const refused = () => {
    definePolicy({ slas: { opportunity: { recycleAs: 'stalled' } }, recycle: { reasons: { budget: { rest: '180 days' } } } });
    // @ts-expect-error no such reason
    definePolicy({ slas: { opportunity: { recycleAs: 'staled' } } });
    // @ts-expect-error no such reason, and the app registers none
    definePolicy({ recycle: { reasons: { buget: { rest: '180 days' } } } });
  };
  expect(refused).toBeTypeOf('function');
});

test('the compiler knows the pages of this app, and what a lead can do', () => {
  const refused = async (lead: Lead) => {
    const term = { label: 'calculated', points: 5, most: 5, on: 'visited' } as const;
    definePolicy({ scoring: { interest: { calculator: { ...term, page: 'calculator' } } } });
    // @ts-expect-error no such page
    definePolicy({ scoring: { interest: { calculator: { ...term, page: 'calculater' } } } });
    // @ts-expect-error nobody does that
    definePolicy({ scoring: { interest: { calculator: { ...term, on: 'vistied' } } } });
    await lead.until({ day: 5, or: ['demoRequested'] });
    // @ts-expect-error nobody does that
    await lead.until({ day: 5, or: ['demoRequestd'] });
  };
  expect(refused).toBeTypeOf('function');
});

test('the compiler knows the emails, the links, the acts and the reports that a story names', () => {
  const refused = async (ann: Person, story: Story) => {
    await ann.gets('market-guide');
    // @ts-expect-error no such content; the compiler asks whether 'market-guide' was meant
    await ann.gets('market-guid');
    await ann.clicks('market-guide', 'guide');
    // @ts-expect-error no such link
    await ann.clicks('market-guide', 'gide');
    await ann.does('demoRequested');
    // @ts-expect-error nobody does that
    await ann.does('demoReqested');
    await ann.isReported('jonas', 'qualified');
    // @ts-expect-error reps report no such thing
    await ann.isReported('jonas', 'qualifid');
    // @ts-expect-error no such rep; the compiler asks whether 'jonas' was meant
    await ann.isReported('jonsa', 'qualified');
    // @ts-expect-error no such rep
    await ann.isDecided('ingrd', 'keep');
    // @ts-expect-error no such rep to whom it goes
    await ann.isDecided('ingrid', 'reassign', 'tesa');
    // @ts-expect-error no such rep
    await ann.isClaimed('tesa');
    // @ts-expect-error no such rep
    await ann.task('tesa');
    // @ts-expect-error no such rep
    story.asRep('tesa');
    // @ts-expect-error no such program; the compiler asks whether 'onboarding' was meant
    await story.enters(ann, 'onbording');
    // @ts-expect-error no such program; the compiler asks whether 'webinar' was meant
    await beginStory({ program: 'webinr' });
    await ann.isHeldBy('inside-sales');
    // @ts-expect-error no such team
    await ann.isHeldBy('insde-sales');
    // @ts-expect-error no such stage
    await ann.becomes('recyled');
    // @ts-expect-error no such channel
    await ann.textsBack('smss', 'STOP');
    // @ts-expect-error no such answer
    await ann.asksFor('toOften');
    // @ts-expect-error no such role
    story.as('marketeer');
  };
  expect(refused).toBeTypeOf('function');
});
