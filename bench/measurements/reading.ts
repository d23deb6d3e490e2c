import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { createMailReader } from '../../api/mail/mail-reader.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { worstMails } from '../worst-mails.ts';

/** The number of usual messages for the rate. */
const USUAL = 200;
/** Real milliseconds after which the reader gives up on a message. */
const DEADLINE = 10_000;

export const reading: Measurement = {
  name: 'reading',
  about: 'incoming emails, parsed in their thread: the usual kind, and the worst known messages of 1 MB',
  async run() {
    await using reader = createMailReader({ deadline: DEADLINE });
    const usual = readFileSync(new URL('../usual-reply.eml', import.meta.url));
    await reader.read(usual);
    const ours = await milliseconds(async () => await reader.read(usual), USUAL);
    const parser = await milliseconds(async () => await PostalMime.parse(usual), USUAL);
    const times: { readonly name: string; readonly ms: number }[] = [];
    for (const [name, raw] of Object.entries(worstMails)) {
      const bytes = Buffer.from(raw);
      // What is measured is how long it takes, even to be refused.
      times.push({ name, ms: await milliseconds(async () => await reader.read(bytes).catch(() => {}), 1) });
      // An abandoned message has ended the thread, so this call starts a new one.
      await reader.read(usual);
    }
    const [worst] = times.toSorted((a, b) => b.ms - a.ms);
    const rows: Row[] = [
      { name: 'reading/usual', value: ours, unit: 'ms', baseline: parser, beside: 'postal-mime alone, without a thread' },
      { name: `reading/worst (${worst!.name})`, value: worst!.ms, unit: 'ms', budget: atMost(DEADLINE + 500) },
      {
        name: 'reading/median of the worst',
        value: times.map(({ ms }) => ms).toSorted((a, b) => a - b)[times.length >> 1]!,
        unit: 'ms',
      },
    ];
    return rows;
  },
};

async function milliseconds(act: () => Promise<unknown>, times: number): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < times; n++) await act();
  return (performance.now() - begun) / times;
}
