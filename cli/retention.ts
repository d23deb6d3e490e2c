import { Command } from 'commander';
import type { retention } from '../api/health/retention.ts';
import { callApi } from './api-client.ts';
import { asJson, listed, localTime } from './listed.ts';

type Retention = Awaited<ReturnType<typeof retention>>;

interface Options {
  readonly now?: true;
  readonly json?: true;
}

export const retentionCommand = (): Command =>
  new Command('retention')
    .description('Shows how long data stays, and what is too old (API: TRELLIS_API_URL, TRELLIS_API_KEY of an admin).')
    .option('--now', 'remove what is too old now instead of tonight')
    .option('--json', 'print the answer as JSON')
    .action(async ({ now, json }: Options) => {
      const answer = now ? await callApi('ops.forgetOld') : await callApi('ops.retention');
      if (json) return console.log(asJson(answer));
      console.log(now ? goneText(answer as Gone) : retentionText(answer as Retention));
    });

type Gone = { readonly next: string } & Readonly<Record<string, number | string>>;

function goneText({ next, ...gone }: Gone): string {
  const lines = Object.entries(gone).map(([kind, rows]) => `${rows} ${kind}`);
  return [lines.length > 0 ? `Gone: ${lines.join(', ')}.` : 'Nothing was too old.', next].join('\n');
}

function retentionText({ kinds, lastNight, next }: Retention): string {
  const columns = {
    data: ({ label }: Retention['kinds'][number]) => label,
    stays: ({ stays }: Retention['kinds'][number]) => (stays === 'forGood' ? 'for good' : `${stays} days`),
    'too old': ({ tooOld }: Retention['kinds'][number]) => (tooOld > 0 ? tooOld.toLocaleString('en') : ''),
    oldest: ({ oldest }: Retention['kinds'][number]) => oldest && localTime(oldest),
  };
  const last = lastNight ? `Old data was last removed ${localTime(lastNight.at)}.` : 'No old data has been removed yet.';
  return [listed(columns, kinds), '', last, next].join('\n');
}
