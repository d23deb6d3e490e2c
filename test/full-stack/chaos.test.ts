import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { chaos } from '../../chaos/run-chaos.ts';
import { createTeller } from '../../demo/tell.ts';
import { temporaryFolder } from '../stack/folder.ts';

/** The last lines that were told, for whoever looks into a failure. */
function listener() {
  const told: string[] = [];
  const stream = new Writable({ write: (chunk, _, done) => (told.push(String(chunk)), done()) });
  return { told, teller: createTeller(Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream) };
}

test(
  'half a minute of chaos: nothing is sent twice or after a no, no act is lost, and nobody is left behind',
  { timeout: 420_000 },
  async () => {
    await using folder = await temporaryFolder();
    const { told, teller } = listener();
    const options = { seed: 7, minutes: 0.5, day: '6s', dir: folder.path };
    const { ledger, audit, lost, faults } = await chaos(options, teller, new AbortController().signal);
    const context = told.slice(-60).join('');
    expect(lost, context).toEqual([]);
    expect(ledger.duplicates, context).toEqual({ sameContent: 0, sameMessageId: 0 });
    expect(ledger.forbidden, context).toEqual([]);
    expect([ledger.emails.unknown, ledger.emails.missing, ledger.leads.lost], context).toEqual([[], [], []]);
    // What is in doubt is a note: a person looks into the mail server's log.
    expect(
      audit.findings.filter(({ fault }) => !['inDoubt', 'alertInDoubt'].includes(fault)),
      context,
    ).toEqual([]);
    expect(audit.passes, context).toBe(true);
    expect(Object.keys(faults).length).toBeGreaterThan(5);
    expect(ledger.emails.accepted, context).toBeGreaterThan(0);
  },
);
