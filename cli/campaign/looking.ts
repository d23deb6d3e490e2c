import { Command } from 'commander';
import { asJson, listed, localTime, type Columns } from '../listed.ts';
import { previewText } from './preview-text.ts';
import { ask, verb, type Answer } from './known.ts';

const campaigns: Columns<Answer<'list'>['items'][number]> = {
  NAME: ({ name }) => name,
  STATE: ({ state }) => state,
  RUNS: ({ content, program }) => (content === null ? program : `email ${content}`),
  LAUNCHED: ({ launchedAt }) => (launchedAt === null ? '' : localTime(launchedAt)),
  IN: ({ living }) => String(living),
  THROUGH: ({ ended }) => String(ended),
  OUT: ({ refused }) => String(refused),
  ID: ({ id }) => id,
};

const members: Columns<Answer<'members'>['items'][number]> = {
  NAME: ({ name }) => name,
  ADDRESS: ({ email }) => email,
  COMPANY: ({ company }) => company,
  TRACK: ({ track }) => track,
  WHAT: ({ text }) => text,
};

interface Page {
  readonly after?: string;
  readonly limit: number;
}

interface MembersOptions extends Page {
  readonly is?: string;
  readonly track?: string;
  readonly because?: string;
}

/** Verbs that only look. */
export const looking = (): Command[] => [
  new Command('list')
    .description('Lists the campaigns, latest first.')
    .option('--after <id>', 'show the next page, after this cursor')
    .option('--limit <count>', 'how many', Number, 100)
    .option('--json', 'print the answer as JSON')
    .action(async ({ json, ...page }: Page & { json?: boolean }) => {
      const answer = await ask('list', page);
      if (json) return console.log(asJson(answer));
      console.log(answer.items.length === 0 ? 'There are no campaigns.' : listed(campaigns, answer.items));
      if (answer.next !== undefined) console.error(`There are more: --after ${answer.next}`);
    }),
  verb<object, Answer<'get'>>('get', 'Shows its state, what holds it, and its progress.', {
    act: (campaignId) => ask('get', { campaignId }),
    text: ({ name, state, text, held, progress }) =>
      [
        `${name}: ${state === text ? state : text}`,
        ...held.map(
          ({ kind, because, by, account, email, until }) =>
            `  ${kind}${email ? ` for ${email}` : account ? ` for ${account}` : ''}${until ? ` until ${localTime(Date.parse(until))}` : ''}: ${because} (by ${by})`,
        ),
        progressText(progress),
      ].join('\n'),
  }),
  verb<{ readonly days: number }, Answer<'preview'>>(
    'preview',
    'Shows who would get it, who would not and why, and what to expect: emails a day, first emails, work for reps. Sends nothing.',
    { act: (campaignId, { days }) => ask('preview', { campaignId, days }), text: previewText },
  ).option('--days <n>', 'how many days to simulate; 0 only counts the leads', Number, 30),
  verb<{ readonly by: string }, Answer<'results'>>('results', 'Shows what was sent, and the results.', {
    act: (campaignId, { by }) => ask('results', { campaignId, by }),
    text: resultsText,
  }).option('--by <what>', 'email, variant or stage', 'email'),
  verb<MembersOptions, Answer<'members'>>('members', 'Lists its leads, and what each is waiting for.', {
    act: (campaignId, { is, track, because, after, limit }) =>
      ask('members', { campaignId, where: { is, track, because }, after, limit }),
    text: ({ items, next }) => [listed(members, items), next ? `More: --after ${next}` : ''].join('\n').trim(),
  })
    .option('--is <how>', 'in, through or out (those who do not get it)')
    .option('--track <track>', 'only those in this track')
    .option('--because <code>', 'only those who wait, or are out, for this reason')
    .option('--after <id>', 'show the next page, after this cursor')
    .option('--limit <count>', 'how many', Number, 100),
];

export const progressText = ({ in: still, through, out, outBecause }: Answer<'get'>['progress']): string =>
  [
    `${still.toLocaleString('en-US')} in it, ${through.toLocaleString('en-US')} through, ${out.toLocaleString('en-US')} do not get it`,
    ...outBecause.map(({ text, leads }) => `  ${leads.toLocaleString('en-US')}  ${text}`),
  ].join('\n');

const numbers = ['waiting', 'sent', 'clicked', 'goal', 'replied', 'unsubscribed', 'complained', 'bounced', 'notSent'] as const;

function resultsText({ name, state, rows, progress, holdout }: Answer<'results'>): string {
  const columns: Columns<(typeof rows)[number]> = {
    WHAT: (row) => ('stage' in row ? row.label : [row.content, row.persona].filter(Boolean).join(' / ')),
    ...Object.fromEntries(
      numbers.map((number) => [
        number.replace(/[A-Z]/, ' $&').toUpperCase(),
        (row: (typeof rows)[number]) => ('stage' in row ? (number === 'sent' ? String(row.leads) : '') : String(row[number])),
      ]),
    ),
  };
  const why = rows.flatMap((row) =>
    'stage' in row ? [] : row.notSentBecause.map(({ text, leads }) => `  ${row.content}, ${leads} not sent: ${text}`),
  );
  return [`${name}: ${state}`, listed(columns, rows), ...why, progressText(progress), ...(holdout ? [holdout.text] : [])].join(
    '\n',
  );
}
