import { expect, test } from 'vitest';
import { statusInWords } from '../../cli/status.ts';

const at = (hour: number) => `2026-03-10T${hour}:00:00.000Z`;
const local = (text: string) => new Date(text).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

test('the status of a lead is a table in the time of this machine', () => {
  const text = statusInWords({
    stage: 'mql',
    label: 'MQL',
    since: at(10),
    held: 'noConsent',
    email: { may: true },
    phone: { may: false, because: 'hold', until: at(12) },
    sms: { may: false, because: 'doNotContact' },
    enrolment: { program: 'newcomers', campaignId: null, startAt: at(10), track: 'educate', state: 'active', reason: null },
    running: {
      program: 'newcomers',
      track: 'educate',
      visit: 2,
      stage: 'mql',
      waitingFor: 'a reaction to guide',
      until: at(11),
    },
    stuck: undefined,
  } as unknown as Parameters<typeof statusInWords>[0]);
  expect(text.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, ' | '))).toEqual([
    `Stage | MQL since ${local(at(10))}`,
    'Program | newcomers, track educate, active',
    `Waits for | a reaction to guide, until ${local(at(11))}`,
    'Held | no emails: no consent is known',
    'email | open',
    `phone | closed until ${local(at(12))}: held by a rep`,
    'sms | closed: asked not to be contacted',
  ]);
});
