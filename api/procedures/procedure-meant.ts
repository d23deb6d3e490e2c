import { nearest } from '../../domain/text/did-you-mean.ts';
import { own } from '../../domain/text/own.ts';

/** Old names, and names that people try first, of what has another noun or a longer verb here. */
const elsewhere: Readonly<Record<string, string>> = {
  'campaigns.report': 'campaigns.results',
  'leads.closeChannel': 'contact.close',
  'leads.import': 'imports.run',
  'leads.openChannel': 'contact.open',
  'leads.previewImport': 'imports.preview',
  'leads.rejected': 'imports.rejections',
  'leads.unsubscribe': 'contact.close',
  'ops.audit': 'audit.list',
  'ops.backlog': 'ops.overview',
  'ops.funnel': 'reports.funnel',
  'ops.stop': 'ops.stopEverything',
  'suppressions.add': 'contact.close',
  'suppressions.remove': 'contact.open',
};

/** Other words for our nouns. */
const nouns: Readonly<Record<string, string>> = {
  companies: 'accounts',
  contacts: 'leads',
  newsletters: 'campaigns',
  reps: 'team',
  staff: 'team',
  users: 'people',
};

/** Verbs that say the same. A noun has the ones that fit it: keys are revoked, leads removed. */
const verbs: readonly (readonly string[])[] = [
  ['get', 'show', 'read', 'view', 'info', 'details'],
  ['list', 'all', 'mine', 'ofTeam', 'queue', 'waitingForDecision'],
  ['find', 'search', 'lookup'],
  ['create', 'draft', 'add', 'save', 'invite', 'new', 'insert'],
  ['capture', 'enrol', 'enroll', 'add'],
  ['update', 'change', 'correct', 'edit', 'set'],
  ['remove', 'delete', 'revoke'],
  ['close', 'suppress', 'block'],
  ['open', 'lift', 'unblock'],
  ['stop', 'cancel', 'end', 'abort'],
  ['pause', 'hold', 'halt'],
  ['start', 'launch', 'run', 'send'],
  ['report', 'finish', 'complete', 'done'],
  ['assign', 'reassign', 'give'],
  ['story', 'history', 'timeline', 'journal'],
];

/** The procedure that a wrong name means: one that says the same in our words, or else the one with the most similar name. */
export const procedureMeant = (name: string, known: readonly string[]): string | undefined =>
  [own(elsewhere, name), ...inOurWords(name)].find((one) => one !== undefined && known.includes(one)) ?? nearest(name, known);

/** The names that say the same with our noun and each verb of the same meaning. */
function inOurWords(name: string): readonly string[] {
  const [noun = '', verb = ''] = name.split(/[./ ]/);
  const same = verbs.find((words) => words.includes(verb)) ?? [];
  return [noun, `${noun}s`].flatMap((word) => [verb, ...same].map((said) => `${own(nouns, word) ?? word}.${said}`));
}
