import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FIRST_MORNING } from '../../demo/people/calendar.ts';
import type { Report } from '../../simulate/report/report.ts';
import { coloured } from '../../simulate/report/text/paint.ts';
import { reportText } from '../../simulate/report/text/report-text.ts';
import { bar, percent, table } from '../../simulate/report/text/table.ts';
import { standardAgreement } from '../../domain/sales/agreement-policy.ts';
import { agreementKept } from '../../domain/sales/agreement.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';

const report: Report = {
  rehearsal: { seed: 1, days: 60, day: '3s', from: FIRST_MORNING, to: FIRST_MORNING + 60 * DAY, zone: 'Europe/Amsterdam', tookSeconds: 201.4 },
  file: {
    name: 'demo/leads.csv',
    rows: 204,
    leads: 192,
    duplicates: 8,
    held: [{ what: 'noConsent', count: 15 }],
    rejected: [{ line: 42, reason: 'has no email address', value: 'Marit,Jansen' }],
    mapping: { email: 'Email' },
    unused: [],
  },
  enrolment: { enrolled: 158, notEnrolled: [{ what: 'customer', count: 5 }] },
  funnel: [
    { stage: 'inquiry', label: 'Inquiry', reached: 192, now: 100 },
    { stage: 'mql', label: 'MQL', reached: 48, now: 8 },
    { stage: 'archived', label: 'Archived', reached: 20, now: 20 },
  ],
  endings: [{ stage: 'archived', because: 'unsubscribed', count: 5 }],
  emails: [{ track: 'educate', sent: 200, opened: 90, acted: 50, replied: 3 }],
  undelivered: [{ what: 'skipped: alreadySent', count: 7 }],
  sla: [{ team: 'Inside sales', mode: 'observe', sla: 'fastTrack', label: 'First call on a fast-track lead', tasks: 6, met: 2, breached: 4, running: 0, tooFast: true }],
  ladder: [{ team: 'Inside sales', mode: 'observe', rungs: { remind: 4, alertManager: 2 } }],
  numbers: {
    money: [{ label: 'Rehearsal', opportunities: 30, won: 9, currency: 'EUR', pipeline: 512_000, revenue: 261_000, cost: 4_800, return: 53.4 }],
    sources: [
      { source: 'Website: guide', leads: 60, mql: 20, sal: 14, opportunity: 12, customer: 4, revenue: 120_000 },
      { source: null, leads: 2, mql: 0, sal: 0, opportunity: 0, customer: 0, revenue: 0 },
    ],
    reps: [{ label: 'Marit Zondervan', opened: 14, met: 10, breached: 3, attainment: 10 / 13, medianHours: 3.26 }],
    emails: { sent: 200, clicked: 40, unsubscribed: 5 },
    heldBack: [{ label: 'They show too little interest', count: 40 }],
  },
  dispositions: [{ what: 'qualified', label: 'Qualified', count: 30 }],
  refused: [{ what: 'taskReassigned', count: 1 }],
  recycled: [
    { what: 'timing', label: 'Not the right time', count: 2 },
    { what: 'notReady', label: 'Interested, not ready', count: 1 },
  ],
  unseen: [],
  agreement: agreementKept(standardAgreement, { handed: 10, accepted: 8, mqls: 48, tasks: 0, followedUp: 0 }, 60),
  lag: { samples: 200, p50: 0.31, p95: 1.52, most: 6 },
  story: { who: 'Petra Albrecht', lines: [{ at: FIRST_MORNING + 3 * HOUR, text: 'becomes MQL' }] },
  ledger: {
    leads: { in: 192, ended: 60, live: 98, held: 25, notAcquired: 9, withTask: 0, ready: 0, lost: [] },
    emails: { inSink: 613, accepted: 613, inDoubt: 0, unknown: [], missing: [] },
    duplicates: { sameContent: 0, sameMessageId: 0 },
    forbidden: [],
    parked: 0,
    balances: true,
  },
}; // prettier-ignore

describe('the report', () => {
  it('reads like this', () => {
    expect(reportText(report)).toMatchSnapshot();
  });

  it('has no colours but for a terminal', () => {
    expect(reportText(report)).not.toContain('\u001B');
    expect(reportText(report, coloured)).toContain('\u001B[1m');
  });

  it('says what is wrong when the ledger does not balance', () => {
    const ledger = {
      ...report.ledger,
      balances: false,
      forbidden: [{ what: 'unsubscribed', count: 2 }],
      leads: { ...report.ledger.leads, live: 97, lost: ['lead-1'] },
    };
    const text = reportText({ ...report, ledger });
    expect(text).toContain('✗ leads in 192 = 60 in a final stage + 97 in a live workflow');
    expect(text).toContain('✗ emails to people who may not be emailed: 2 (unsubscribed 2)');
    expect(text).toContain('nowhere, or in two places: lead-1');
    expect(text).toContain('The ledger does not balance.');
  });
});

describe('tables and bars', () => {
  it('align what is coloured like what is not', () => {
    const columns = [
      { title: 'a', of: (row: string) => row },
      { title: 'b', of: () => 1, align: 'right' as const },
    ];
    expect(table(columns, ['x', coloured.red('yy')]).map(stripVTControlCharacters)).toEqual(['a   b', 'x   1', 'yy  1']);
  });

  it('draw an eighth for anything that is more than nothing', () => {
    expect([bar(0, 10), bar(0.0001, 10), bar(0.5, 10), bar(1, 10)]).toEqual(['', '▏', '█████', '██████████']);
  });

  it('say nothing of a share of nothing', () => {
    expect([percent(undefined), percent(0.756)]).toEqual(['–', '76 %']);
  });
});
