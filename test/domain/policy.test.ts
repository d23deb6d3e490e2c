import { describe, expect, test } from 'vitest';
import { BadPolicy } from '../../domain/policy/bad-policy.ts';
import { definePolicy, type PolicyChanges } from '../../domain/policy/policy.ts';
import { fieldFacts } from '../../domain/people/lead-fields.ts';
import { rankedPersonas } from '../../domain/people/persona.ts';
import { standardAgreement } from '../../domain/sales/agreement-policy.ts';
import { standardScoring } from '../../domain/scoring/scoring-policy.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { dispositionFields, namesIn, nextSteps, standardDispositions, stepAfter } from '../../domain/sales/dispositions.ts';
import { reasonNamed, standardRecycle, type RecycleSpec } from '../../domain/sales/recycle.ts';
import { standardRouting } from '../../domain/sales/routing.ts';
import { slaNamed, standardSlas } from '../../domain/sales/sla.ts';
import { reportable } from '../../domain/sales/task-kinds.ts';
import { standardCadence } from '../../domain/sales/cadence-policy.ts';

function faultsOf(changes: PolicyChanges): readonly string[] {
  try {
    definePolicy(changes);
    return [];
  } catch (error) {
    if (error instanceof BadPolicy) return error.faults;
    throw error;
  }
}

describe('fields', () => {
  test('a wrong field is refused, with all its faults at once', () => {
    expect(
      faultsOf({
        fields: {
          docks: { label: 'Docks', kind: 'number', personal: false },
          'dock-doors': { label: '', kind: 'number', personal: false },
          goods: { label: 'Goods', kind: 'choice', choices: ['dry', 'dry'], personal: false },
          size: { label: 'Size', kind: 'many' as never, personal: 'no' as never },
          notes: { label: 'Notes', kind: 'text', choices: ['a'], personal: false },
        },
      }),
    ).toEqual([
      'fields: dock-doors: expected a name of letters and digits, such as "seats"',
      'fields: dock-doors: label: expected a text',
      'fields: goods: choices: expected at least one, each once',
      'fields: size: kind: expected text, number, date, boolean, choice, got "many"',
      'fields: size: personal: expected true or false',
      'fields: notes: choices: a text has none',
      'fields: notes: personal: a text can hold anything, so it is personal; a choice need not be',
    ]);
  });

  test('programs get what is not personal, as long as it is what the app declares; a date as the instant of its midnight', () => {
    const { fields } = definePolicy({
      fields: {
        docks: { label: 'Docks', kind: 'number', personal: false },
        ends: { label: 'Contract ends', kind: 'date', personal: false },
        income: { label: 'Income', kind: 'number', personal: true },
        goods: { label: 'Goods', kind: 'choice', choices: ['dry'], personal: false },
      },
    });
    const saved = { docks: 3, ends: '2027-01-31', income: 5, goods: 'wet', gone: 'x' };
    expect(fieldFacts(fields, saved)).toEqual({ docks: 3, ends: Date.parse('2027-01-31T00:00:00Z') });
  });
});

describe('routing', () => {
  test('the rules of the standard hold in their order, until an app names others', () => {
    const { dealOwner, rotation } = standardRouting;
    expect(definePolicy().routing).toEqual(Object.values(standardRouting));
    expect(definePolicy({ routing: [rotation, dealOwner] }).routing).toEqual([rotation, dealOwner]);
  });

  test('a wrong rule is refused, with all its faults at once', () => {
    expect(faultsOf({ routing: [] })).toEqual(['routing: expected at least one rule']);
    const { rotation } = standardRouting;
    expect(faultsOf({ routing: [rotation, rotation, { words: '', pick: 'ann' as never }] })).toEqual([
      'routing: rule 2: words: another rule says "it was their turn" already',
      'routing: rule 3: words: expected why a rep gets the lead',
      'routing: rule 3: pick: expected a function',
    ]);
  });
});

describe('consent', () => {
  test('a wrong law is refused, with all its faults at once', () => {
    const faults = faultsOf({
      consent: {
        bases: { verbal: { label: 'They said so' } } as never,
        jurisdictions: {
          ch: { label: 'Switzerland' },
          us: { inquiryAllows: 'everything' as never, months: { inquiry: 0, verbal: 3 } as never },
        },
        countries: { CH: 'swiss', Deutschland: 'de' },
      },
    });
    const bases = 'doubleOptIn, optIn, customer, inquiry, legitimateInterest';
    expect(faults).toEqual([
      `consent: bases.verbal: expected one of ${bases}`,
      'consent: bases.verbal.optIn: expected a boolean, got nothing',
      'consent: bases.verbal.needsConfirmation: expected a boolean, got nothing',
      'consent: jurisdictions.us.inquiryAllows: expected one of marketing, service, got "everything"',
      'consent: jurisdictions.us.months.inquiry: expected a whole number from 1 on, got 0',
      `consent: jurisdictions.us.months.verbal: expected one of ${bases}`,
      'consent: jurisdictions.ch.optInOnly: expected a boolean, got nothing',
      'consent: jurisdictions.ch.months: expected an object, got nothing',
      'consent: jurisdictions.ch.inquiryAllows: expected one of marketing, service, got nothing',
      'consent: countries.CH: expected one of de, at, ca, eu, uk, us, other, ch, got "swiss"',
      'consent: countries.Deutschland: expected the ISO 3166 code of a country, such as CH',
    ]);
  });
});

describe('slas', () => {
  const vip = {
    label: 'First call on a key account',
    from: 'the lead became MQL',
    met: 'a call was attempted',
    ladder: [{ rung: 'alertManager', after: '30 working minutes' }],
  } as const;

  test('an app changes a field of one, and adds others; the rest keeps its default', () => {
    const ladder = [{ rung: 'remind', after: '1 working hour' }] as const;
    const { slas } = definePolicy({ slas: { firstAttempt: { ladder }, vip } });
    expect(slas).toEqual({ ...standardSlas, firstAttempt: { ...standardSlas.firstAttempt, ladder }, vip });
  });

  test('all faults are reported at once', () => {
    const rung = 'shout' as 'remind';
    const faults = faultsOf({
      slas: {
        empty: {},
        backwards: {
          ...vip,
          ladder: [
            { rung: 'remind', after: '2 working days' },
            { rung: 'alertManager', after: '8 working hours' },
            { rung: 'reassign', after: '8 working hours' },
          ],
        },
        odd: { ...vip, ladder: [{ rung, after: '1 hour' as '1 working hour' }] },
        lost: { ...vip, ladder: [{ rung: 'recycle', after: '1 working day' }] },
        opportunity: { recycleAs: 'whim' as 'budget' },
      },
    });
    expect(faults).toEqual([
      expect.stringMatching(/^slas: opportunity: recycleAs: there is no reason "whim"\. Known: unreachable, timing, /),
      'slas: empty: expected a label',
      'slas: empty: expected what starts its clock (from)',
      'slas: empty: expected what stops its clock (met)',
      'slas: empty: expected a ladder of at least one rung',
      'slas: backwards: ladder: alertManager after 8 working hours is not later than the rung before it',
      'slas: backwards: ladder: reassign after 8 working hours is not later than the rung before it',
      'slas: odd: ladder: there is no rung "shout". Known: remind, alertManager, flag, reassign, decide, recycle.',
      'slas: odd: ladder: expected working time such as "4 working hours", got "1 hour"',
      'slas: lost: expected the reason for recycling its lead (recycleAs)',
    ]);
  });

  test('a task whose SLA is gone continues with that of the first attempt', () => {
    expect(slaNamed(definePolicy().slas, 'vip')).toEqual(standardSlas.firstAttempt);
  });
});

describe('cadence', () => {
  test('an app changes how often a rep tries, and keeps for how long', () => {
    expect(definePolicy({ cadence: { most: 3 } }).cadence).toEqual({ ...standardCadence, most: 3 });
  });

  test('all faults are reported at once', () => {
    expect(
      faultsOf({
        cadence: {
          most: 0,
          within: '10 days' as '10 working days',
          secondPartAt: 30,
          leadHours: { days: [], from: '18:00', to: '08:00' },
        },
      }),
    ).toEqual([
      'cadence: most: expected a whole number from 1 on, got 0',
      'cadence: within: expected working time such as "10 working days", got "10 days"',
      'cadence: secondPartAt: expected an hour from 1 to 23, got 30',
      'cadence: leadHours: expected at least one day of the week',
      'cadence: leadHours: expected hours of one day, got 18:00-08:00',
    ]);
  });
});

describe('recycle', () => {
  /** Names that no app has registered. */
  type Names = Readonly<Record<string, Partial<RecycleSpec>>>;
  const merger = { label: 'They merge', rest: '60 days', to: 'connect', owner: 'any' } as const;

  test('an app changes a field of a reason, and adds others; an SLA may give a lead back for one', () => {
    const reasons: Names = { budget: { rest: '180 days' }, merger };
    const { recycle, slas } = definePolicy({ recycle: { reasons }, slas: { opportunity: { recycleAs: 'merger' as 'budget' } } });
    const { budget } = standardRecycle.reasons;
    expect(recycle).toEqual({
      ...standardRecycle,
      reasons: { ...standardRecycle.reasons, budget: { ...budget, rest: '180 days' }, merger },
    });
    expect(slas['opportunity']?.recycleAs).toBe('merger');
  });

  test('all faults are reported at once', () => {
    const reasons: Names = {
      nowhere: { label: 'Nowhere to go', rest: '1 day', owner: 'any' },
      elsewhere: { ...merger, to: 'moon' as 'offer', owner: 'me' as 'any' },
      early: { ...merger, ahead: '1 day' },
      budget: { label: '', rest: 'long' as '1 day' },
    };
    const faults = faultsOf({ recycle: { reasons, mqlHeldFor: 'a month' as '1 day', repsWhoMayReject: 1.5 } });
    expect(faults).toEqual([
      'recycle: budget: expected a label',
      'recycle: budget: rest: expected "given" or a duration, got "long"',
      'recycle: nowhere: to: expected one of connect, offer',
      'recycle: elsewhere: to: expected one of connect, offer',
      'recycle: elsewhere: owner: expected one of same, another, any',
      'recycle: early: ahead: expected a duration, and rest: "given", got "1 day"',
      'recycle: mqlHeldFor: expected a duration such as "30 days", got "a month"',
      'recycle: repsWhoMayReject: expected a whole number from 1 on, got 1.5',
    ]);
  });

  test('a lead whose reason is gone comes back like one without an opportunity', () => {
    expect(reasonNamed(definePolicy().recycle, 'merger')).toBe(standardRecycle.reasons.noOpportunity);
  });
});

describe('agreement', () => {
  test('an app changes a number; the others keep their default', () => {
    expect(definePolicy({ agreement: { mqlsPerMonth: 40 } }).agreement).toEqual({ ...standardAgreement, mqlsPerMonth: 40 });
  });

  test('whatever is wrong is told at once', () => {
    expect(faultsOf({ agreement: { acceptedShare: 70, mqlsPerMonth: -1, followedUpShare: -0.5 } })).toEqual([
      'agreement: acceptedShare: expected a share from 0 to 1, got 70',
      'agreement: followedUpShare: expected a share from 0 to 1, got -0.5',
      'agreement: mqlsPerMonth: expected 0 or more, got -1',
    ]);
  });
});

describe('dispositions', () => {
  const gatekeeper = { label: 'Got the gatekeeper', menus: ['sdr'], requires: [], next: 'retry', contact: false } as const;

  test('an app changes what one requires, and adds others, which are in their menu', () => {
    const { dispositions } = definePolicy({ dispositions: { accepted: { requires: ['reason'] }, gatekeeper } });
    expect(dispositions['accepted']).toEqual({ ...standardDispositions.accepted, requires: ['reason'] });
    expect(reportable(dispositions, 'call', 'mql')).toEqual([...namesIn(standardDispositions, 'sdr'), 'gatekeeper']);
    expect(stepAfter(dispositions, 'gatekeeper', 'sdr')).toBe('retry');
  });

  test('all faults are reported at once', () => {
    const faults = faultsOf({
      dispositions: {
        empty: {},
        elsewhere: { ...gatekeeper, menus: ['sales', 'reply'] },
        odd: { ...gatekeeper, next: 'cheer' as 'retry', requires: ['shoeSize' as 'reason'], stages: ['moon' as 'mql'] },
        doubled: { ...gatekeeper, requires: ['reason'], allows: ['reason'] },
        unexplained: { ...gatekeeper, reasons: { 'too small': { label: 'Too small' }, price: { label: '' } } },
      },
    });
    const steps = Object.keys(nextSteps).join(', ');
    expect(faults).toEqual([
      'dispositions: empty: expected a label',
      'dispositions: empty: expected at least one menu (sdr, sales, reply)',
      `dispositions: empty: next: there is no step "". Known: ${steps}.`,
      'dispositions: elsewhere: next: "retry" cannot follow from the menu reply',
      `dispositions: odd: there is no field "shoeSize". Known: ${Object.keys(dispositionFields).join(', ')}.`,
      `dispositions: odd: there is no stage "moon". Known: ${Object.keys(funnelStages).join(', ')}.`,
      `dispositions: odd: next: there is no step "cheer". Known: ${steps}.`,
      'dispositions: doubled: "reason" is both required and allowed',
      'dispositions: unexplained: reasons.too small: expected a name of letters and digits that begins with a lower-case letter',
      'dispositions: unexplained: reasons.price: expected a label',
    ]);
  });

  test('a removed one is in no menu', () => {
    expect(stepAfter(definePolicy().dispositions, 'gatekeeper', 'sdr')).toBeUndefined();
  });
});

describe('callGuide', () => {
  test('an app’s questions replace the standard ones', () => {
    const callGuide = { pain: 'What hurts?' };
    expect(definePolicy({ callGuide }).callGuide).toEqual(callGuide);
  });

  test('a guide without a question is refused', () => {
    expect(faultsOf({ callGuide: {} })).toEqual(['callGuide: expected at least one question']);
  });
});

describe('scoring', () => {
  const strict = { ...standardScoring.ready, fit: 80 };

  test('what an app leaves out keeps its default', () => {
    expect(definePolicy({ scoring: { warmFrom: 10 } }).scoring).toEqual({ ...standardScoring, warmFrom: 10, models: {} });
  });

  test('all faults are reported at once', () => {
    const click = { label: 'clicked', on: 'clicked' } as const;
    const faults = faultsOf({
      scoring: {
        ideal: { size: { from: 500, to: 50 } },
        fit: { size: 0, industry: 25, seniority: 25, region: 20 },
        inProfileFrom: 101,
        senior: ['boss' as 'director'],
        interest: {
          nothing: { ...click, points: 0, most: 5 },
          capped: { ...click, points: 5, most: 4 },
          opened: { ...click, on: 'opened', points: 1, most: 1 },
          lost: { ...click, page: 'lost' as 'pricing', points: 1, most: 1 },
        },
        halfLife: 'a month' as '1 day',
        warmFrom: 60,
        hot: { upper: 50, lower: 55 },
        ready: { fit: 60, acts: 0, within: '0 days' as never, positions: [] },
      },
    });
    expect(faults).toEqual([
      'scoring: ideal.size: expected from <= to',
      'scoring: expected a seniority (staff, manager, director, executive), got "boss"',
      'scoring: fit.size: expected points above 0, got 0',
      'scoring: fit: expected points that add up to 100, got 70',
      'scoring: inProfileFrom: expected a score from 0 to 100, got 101',
      'scoring: interest.nothing.points: expected points above or below 0, got 0',
      'scoring: interest.capped.most: expected 5 or more of it, got 4',
      expect.stringMatching(/^scoring: interest\.opened\.on: "opened" is no act of a person\. Known: clicked, /),
      'scoring: interest.lost.page: expected "visited", which has a page, got "clicked"',
      'scoring: interest.lost.page: there is no page "lost". Known: pricing, careers, article.',
      'scoring: halfLife: expected a duration such as "30 days", got "a month"',
      'scoring: hot: expected 1 <= lower <= upper <= 100, got lower 55 and upper 50',
      'scoring: warmFrom: expected more than 0 and less than hot.upper, got 60',
      'scoring: ready.acts: expected a whole number from 1 on, got 0',
      'scoring: ready.within: expected a duration such as "30 days", got "0 days"',
      'scoring: ready.positions: expected some of top, middle, bottom, got []',
    ]);
  });

  test('another model says only how it differs from the deciding one', () => {
    const { scoring } = definePolicy({ scoring: { warmFrom: 10, models: { strict: { ready: strict } } } });
    expect(scoring.models).toEqual({ strict: { ...standardScoring, warmFrom: 10, ready: strict } });
    expect(scoring.ready).toEqual(standardScoring.ready);
  });

  test('a fault of a model has the model’s name, and a fault of the deciding one is reported once', () => {
    const models = { strict: { ready: { ...strict, acts: 0 } }, 'for retail': {} };
    expect(faultsOf({ scoring: { inProfileFrom: 101, models } })).toEqual([
      'scoring: inProfileFrom: expected a score from 0 to 100, got 101',
      'scoring: models.strict.ready.acts: expected a whole number from 1 on, got 0',
      'scoring: models.for retail: expected a name of letters and digits that begins with a lower-case letter',
    ]);
  });
});

describe('engagements and pages', () => {
  test('of an app come in addition to those of Trellis', () => {
    const quoted = { label: 'asked for a quote', human: true, position: 'bottom', fastTrack: true } as const;
    const { engagements, pages } = definePolicy({
      engagements: { quoted },
      pages: { calculator: { label: 'calculator', position: 'middle' } },
    });
    expect(engagements).toMatchObject({ quoted, clicked: { label: 'clicked a link' } });
    expect(Object.keys(pages)).toEqual(['pricing', 'careers', 'article', 'calculator']);
  });

  test('that are impossible are reported at once', () => {
    const faults = faultsOf({
      engagements: {
        'asked for it': { label: 'asked for it', human: true },
        unsubscribed: { label: 'unsubscribed', human: true },
        scanned: { label: 'scanned', human: false, fastTrack: true },
        left: { label: 'left', human: true, position: 'up' as 'top', closes: 'gone' as 'hold' },
      },
      pages: { Calculator: { label: 'calculator', position: 'near' as 'top' } },
    });
    expect(faults).toEqual([
      'engagements: unsubscribed: human and closes of a core kind are fixed',
      'engagements: asked for it: expected a name of letters and digits that begins with a lower-case letter',
      'engagements: scanned: expected neither a position nor fastTrack, because it does not prove a person',
      'engagements: left: expected a position (top, middle, bottom), got "up"',
      'engagements: left: closes: expected a reason to close a channel, got "gone"',
      'pages: Calculator: expected a name of letters and digits that begins with a lower-case letter',
      'pages: Calculator: expected a position (top, middle, bottom), got "near"',
    ]);
  });
});

describe('personas', () => {
  test('of an app come in addition to those that a title suggests, by rank', () => {
    const { personas } = definePolicy({ personas: { installer: { label: 'Installer', pace: 1, rank: 1.5 } } });
    expect(rankedPersonas(personas, 'user')).toEqual(['user', 'champion', 'installer', 'decision-maker', 'buyer']);
  });

  test('that are impossible are reported at once', () => {
    expect(
      faultsOf({
        personas: {
          Installer: { label: 'Installer', pace: 1, rank: 5 },
          user: { label: 'User', pace: 0, rank: 1 },
        },
      }),
    ).toEqual([
      'personas: user: pace: expected more than 0, got 0',
      'personas: Installer: expected a name of lower-case letters and hyphens, because files are named after it',
      'personas: rank: expected a rank of its own for each, got 1 for champion and user',
    ]);
  });
});

test('the faults of all parts are reported together', () => {
  expect(faultsOf({ sending: { mostPerWeek: 0 }, cadence: { most: 0 } })).toEqual([
    'sending: mostPerWeek: expected a whole number from 1 on, got 0',
    'cadence: most: expected a whole number from 1 on, got 0',
  ]);
});
