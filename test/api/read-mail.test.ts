import { expect, test } from 'vitest';
import { readMail } from '../../api/mail/read-mail.ts';
import { humanMails } from '../support/human-mails.ts';
import { machineMails } from '../support/machine-mails.ts';
import { onTheWire } from '../support/raw-mail.ts';

const kindOf = async (raw: string) => (await readMail(Buffer.from(onTheWire(raw)))).said.kind;

test('of what programs write, less than one in a hundred is taken for a person', async () => {
  const all = machineMails();
  expect(all.length).toBeGreaterThan(600);
  const people: string[] = [];
  for (const { name, raw } of all) if ((await kindOf(raw)) === 'reply') people.push(name);
  expect(people).toEqual([]);
});

test("what people write is taken for a person's", async () => {
  const machines: string[] = [];
  for (const { name, raw } of humanMails()) if ((await kindOf(raw)) !== 'reply') machines.push(name);
  expect(machines).toEqual([]);
});

test('a bounce names its recipient and what their server answered', async () => {
  const silent: string[] = [];
  for (const { name, raw } of machineMails()) {
    const { said } = await readMail(Buffer.from(onTheWire(raw)));
    if (said.kind === 'report' && !said.reports.some(({ addresses }) => addresses.includes('ann@pier7.example')))
      silent.push(name);
  }
  expect(silent).toEqual([]);
});
