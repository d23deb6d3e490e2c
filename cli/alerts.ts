import { Command } from 'commander';
import type { AlertTally } from '../db/alerts/tally.ts';
import { callApi } from './api-client.ts';
import { asJson, listed, type Columns } from './listed.ts';
import { printableLine } from './printable.ts';

interface Preference {
  readonly kind: string;
  readonly label: string;
  readonly wanted: boolean;
}

const preferences: Columns<Preference> = {
  KIND: ({ kind }) => kind,
  '': ({ wanted }) => (wanted ? 'on' : 'off'),
  WHAT: ({ label }) => label,
};

const seconds = (value: number | null): string | undefined => value?.toFixed(0);

const deliveries: Columns<AlertTally> = {
  KIND: ({ kind }) => kind,
  STATE: ({ state, reason }) => [state, reason].filter(Boolean).join(': '),
  COUNT: ({ count }) => String(count),
  'MEDIAN s': ({ medianSeconds }) => seconds(medianSeconds),
  '95 % s': ({ p95Seconds }) => seconds(p95Seconds),
};

const REP = ['--rep <rep>', 'a rep of your team: an address, a name or an id (default: yourself)'] as const;

const turn = (name: 'on' | 'off'): Command =>
  new Command(name)
    .description(`Turns a kind of alert ${name}.`)
    .argument('<kind>', 'such as digest; `trellis alerts list` shows all')
    .option(...REP)
    .action(async (kind: string, { rep }: { rep?: string }) => {
      const { next } = (await callApi('alerts.prefer', { rep, kind, wanted: name === 'on' })) as { next: string };
      console.log(printableLine(next));
    });

export const alertsCommand = (): Command =>
  new Command('alerts')
    .description('Shows and chooses the emails that reps and managers get (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .addCommand(
      new Command('list')
        .description('Lists the kinds of alerts, and whether they are on.')
        .option(...REP)
        .option('--json', 'print the answer as JSON')
        .action(async ({ rep, json }: { rep?: string; json?: true }) => {
          const answer = (await callApi('alerts.preferences', { rep })) as readonly Preference[];
          console.log(json ? asJson(answer) : listed(preferences, answer));
        }),
    )
    .addCommand(turn('on'))
    .addCommand(turn('off'))
    .addCommand(
      new Command('sent')
        .description('Counts alerts by kind and state, with the seconds from event to email.')
        .option('--json', 'print the answer as JSON')
        .action(async ({ json }: { json?: true }) => {
          const answer = (await callApi('ops.alerts', {})) as readonly AlertTally[];
          console.log(json ? asJson(answer) : answer.length === 0 ? 'There were no alerts.' : listed(deliveries, answer));
        }),
    );
