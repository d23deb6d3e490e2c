import { expect, it } from 'vitest';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import { simulationText } from '../../simulate/calendar/simulation-text.ts';

const simulation: Simulation = {
  program: 'welcome',
  seed: 1,
  days: 21,
  from: Date.UTC(2026, 2, 10, 10),
  to: Date.UTC(2026, 2, 31, 10),
  people: '10 modelled leads',
  leads: 10,
  enrolled: 9,
  emailsByDay: { 0: 8, 1: 1, 3: 2, 7: 5, 20: 1 },
  funnel: [
    { stage: 'inquiry', leads: 9, share: 1, interval: { from: 0.7, to: 1 } },
    { stage: 'mql', leads: 2, share: 2 / 9, interval: { from: 0.063, to: 0.547 } },
  ],
  calendar: [
    { track: 'greet', content: 'welcome', leads: 9, byDay: { 0: 8, 1: 1 } },
    { track: 'connect', content: 'shall-we-talk', leads: 8, byDay: { 3: 2, 7: 5, 20: 1 } },
  ],
  places: [
    { is: 'inTrack', stage: 'recycled', track: 'sales', because: null, leads: 2 },
    { is: 'ended', stage: 'archived', track: null, because: 'silent after two emails', leads: 7 },
    { is: 'notEnrolled', stage: 'inquiry', track: null, because: 'noConsent', leads: 1 },
  ],
  load: [
    { team: 'sales', rep: 'Sam Rivers', tasks: { 0: 1, 14: 2, 16: 1 }, reports: { 15: 5 } },
    { team: 'sales', rep: null, tasks: { 8: 1 }, reports: {} },
  ],
  ledger: {
    leads: { in: 10, ended: 7, live: 2, held: 1, notAcquired: 0, withTask: 0, ready: 0, lost: [] },
    emails: { inSink: 17, accepted: 17, inDoubt: 0, unknown: [], missing: [] },
    duplicates: { sameContent: 0, sameMessageId: 0 },
    forbidden: [],
    parked: 0,
    balances: true,
  },
  failures: [],
};

it('says which email goes out when, where the leads are, who works how much, and that no lead is forgotten', () => {
  expect(simulationText(simulation)).toMatchInlineSnapshot(`
    "
    welcome: 10 modelled leads, 21 days
    2026-03-10 to 2026-03-31 · 9 enrolled · seed 1

    Calendar: emails by the time since a lead came in
      track    email          leads  on day  wk 1  wk 2  wk 3
      greet    welcome            9     0–1     9     ·     ·
      connect  shall-we-talk      8    3–20     2     5     1

    Emails by week since the launch
            emails                            most on a day
      wk 1      11  ████████████████████████              8
      wk 2       5  ██████████▉                           5
      wk 3       1  ██▏                                   1
      The busiest day is 2026-03-10, with 8 emails.

    Funnel: enrolled leads that were ever in a stage
      stage    leads                              share    95 % interval
      Inquiry      9  ████████████████████████  100.0 %  70.0 to 100.0 %
      MQL          2  █████▍                     22.2 %    6.3 to 54.7 %

    Where the leads are after 21 days
                      stage     leads  because
      in track sales  Recycled      2
      ended           Archived      7  silent after two emails
      not enrolled    Inquiry       1  no consent basis

    Load: new tasks of each rep, by week
      team   rep         tasks  most on a day  reports  wk 1  wk 2  wk 3
      sales  Sam Rivers      4              2        5     1     ·     3
      sales  no rep          1              1        0     ·     1     ·

    Ledger
      ✓ leads in 10 = 7 in a final stage + 2 in a live workflow + 1 held + 0 at customers and competitors
      ✓ emails in the mailbox 17 = touches accepted 17
      ✓ sent twice to the same lead: 0
      ✓ emails with the Message-ID of another one: 0
      ✓ emails to people who may not be emailed: 0

      The ledger balances.
    "
  `);
});

it('has at most a column for every fourth week in a simulation of a year', () => {
  const [titles] = simulationText({ ...simulation, days: 365 }).match(/^.*\b49–52\b.*$/m) ?? [];
  expect(titles?.match(/\d+–\d+|wk \d+/g)).toHaveLength(14);
});

it('names the leads that are nowhere, and what modelled people could not do', () => {
  const { ledger } = simulation;
  const text = simulationText({
    ...simulation,
    ledger: { ...ledger, leads: { ...ledger.leads, lost: ['lead-7'] }, balances: false },
    failures: [{ what: 'RequestRefused: GET /c/… answered 500', count: 2 }],
  });
  expect(text).toContain('leads that are nowhere, or in two places: lead-7');
  expect(text).toContain('2 × RequestRefused: GET /c/… answered 500');
  expect(text).toContain('does not balance');
});
