import type { Command } from 'commander';
import { ask, verb, type Answer } from './known.ts';

interface Whom {
  readonly lead?: string;
  readonly account?: string;
}

interface Braking extends Whom {
  readonly because: string;
  readonly until?: string;
}

const whomOf = ({ lead, account }: Whom) => ({ leadId: lead, account });
const said = ({ next, undo }: Answer<'pause'>): string => (undo === undefined ? next : `${next}\nUndo: ${undo}`);

const withWhom = (command: Command): Command =>
  command
    .option('--lead <lead>', 'only for one lead: its id or address')
    .option('--account <account>', 'only for the leads of one account: its id or domain');

/** Verbs that hold a campaign, let it go on, or end it. */
export const changing = (): Command[] => [
  withWhom(
    verb<Braking, Answer<'pause'>>('pause', 'Holds its marketing emails; waits and sales continue.', {
      act: (campaignId, { because, until, ...whom }) => ask('pause', { campaignId, because, until, ...whomOf(whom) }),
      text: said,
    }),
  )
    .requiredOption('--because <text>', 'why; it is shown in the stories of its leads')
    .option('--until <instant>', 'when it ends by itself, such as 2027-03-01T09:00:00+01:00'),
  withWhom(
    verb<Whom, Answer<'resume'>>('resume', 'Resumes it; nothing goes out twice.', {
      act: (campaignId, whom) => ask('resume', { campaignId, ...whomOf(whom) }),
      text: said,
    }),
  ),
  withWhom(
    verb<Braking, Answer<'stop'>>('stop', 'Ends it: its leads leave it and keep their stage; sales finishes what it has begun.', {
      act: (campaignId, { because, ...whom }) => ask('stop', { campaignId, because, ...whomOf(whom) }),
      text: said,
    }),
  ).requiredOption('--because <text>', 'why'),
  verb<{ readonly lead: string; readonly again?: boolean }, Answer<'add'>>('add', 'Adds a lead to it.', {
    act: (campaignId, { lead, again }) => ask('add', { campaignId, leadId: lead, again }),
    text: ({ enrolled, waiting, notEnrolled }) =>
      enrolled > 0
        ? 'Added.'
        : `${waiting > 0 ? 'Not yet added' : 'Not added'}: it ${notEnrolled.map(({ text }) => text).join(', ')}.`,
  })
    .requiredOption('--lead <lead>', 'its id or address')
    .option('--again', 'even if the lead was archived, or was in it before'),
  verb<{ readonly to: string; readonly email?: string }, Answer<'test'>>(
    'test',
    'Sends its email to your own address as a test.',
    {
      act: (campaignId, { to, email }) => ask('test', { campaignId, to, email }),
      text: ({ next }) => next,
    },
  )
    .requiredOption('--to <address>', 'who gets it')
    .option('--email <email>', 'which email, if the campaign runs a program'),
];
