import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linkKinds } from '../../domain/contact/link-kinds.ts';
import { mailBlames } from '../../domain/contact/mail-status.ts';
import { suppressionScopes } from '../../domain/contact/suppression-scope.ts';
import { channels, suppressionReasons } from '../../domain/contact/suppression.ts';
import { confirmationEmailStates, touchStates } from '../../domain/contact/touch-states.ts';
import { enrolmentStates } from '../../domain/lead/enrolment-states.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import { journalKinds } from '../../domain/lead/journal-kinds.ts';
import { rejections } from '../../domain/lead/rejections.ts';
import { stuckCauses } from '../../domain/lead/stuck.ts';
import { apiRoles, repRoles } from '../../domain/people/roles.ts';
import { nextSteps, standardDispositions } from '../../domain/sales/dispositions.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';
import { answerKinds, coreKinds, replyKinds } from '../../domain/scoring/engagement.ts';
import { rooms } from './walls.ts';

interface Kinds {
  readonly table: Readonly<Record<string, unknown>>;
  /** Files that may list some of the kinds, each with the reason why a new kind is no matter to the list. */
  readonly allowed?: Readonly<Record<string, string>>;
}

const settlements = {
  'domain/lead/lead-events.ts': 'a doubt is settled as one of two',
  'db/touches/touch-settle.ts': 'what a step of sending may write; a doubt is settled as one of two',
  'api/routers/ops.ts': 'a doubt is settled as one of two',
  'db/contact/confirmation-emails.ts': 'a settled email is in none of these',
  'db/touches/touch-claim.ts': 'what a claim makes of a touch',
  'api/mail/calendar-answer.ts': 'what a calendar says, in its own words',
};

const tables: Readonly<Record<string, Kinds>> = {
  channels: { table: channels, allowed: { 'simulate/audience/phone-parts.ts': 'one modelled lead closes these' } },
  taskKinds: {
    table: taskKinds,
    allowed: {
      'activities/contract.ts': 'other kinds become these; an order never asks for them',
      'activities/open-task.ts': 'a call to a lead whose phone is closed is an email',
      'workflows/sales/rep-tasks.ts': 'the tasks that the steps of sales open',
      'workflows/sales/task.ts': 'the tasks that the steps of sales open',
      'simulate/sales/move.ts': 'what the modelled reps do; they just close the other kinds',
    },
  },
  journalKinds: { table: journalKinds },
  linkKinds: {
    table: linkKinds,
    allowed: {
      'activities/touch/render.ts': 'the links that every email has',
      'api/routes/answer.ts': 'two doors to one page',
    },
  },
  suppressionScopes: {
    table: suppressionScopes,
    allowed: {
      'domain/contact/suppression.ts': 'each reason says how far it reaches',
      'db/contact/suppression-list.ts': 'whom a file can name; the other scopes are of Trellis alone',
      'services/contact/close-listed.ts': 'whom a file can name; the other scopes are of Trellis alone',
      'api/suppressions/columns.ts': 'whom a file can name; the other scopes are of Trellis alone',
      'db/contact/concerning.ts': 'the scopes of an address that is no lead; the others have to be named beside them',
    },
  },
  rejections: { table: rejections, allowed: { 'workflows/inbox.ts': 'with what an inbox closes' } },
  apiRoles: {
    table: apiRoles,
    allowed: {
      'domain/contact/suppression.ts': 'each reason says who lifts it',
      'api/routes/imports.ts': 'each door says whom it lets in',
      'api/routes/content-preview.ts': 'each door says whom it lets in',
    },
  },
  repRoles: {
    table: repRoles,
    allowed: {
      'domain/contact/suppression.ts': 'each reason says who lifts it, by the roles of the API',
    },
  },
  suppressionReasons: {
    table: suppressionReasons,
    allowed: {
      'api/mail/feedback.ts': 'what a feedback report can say, in its own words',
      'api/routers/contact.ts': 'what a marketer may close by hand',
      'api/tasks/report-reply.ts': 'what the two dispositions of these names close',
      'simulate/fit/acts.ts': 'the engagements of these names',
    },
  },
  dispositions: {
    table: standardDispositions,
    allowed: {
      'activities/outcome/deal.ts': 'the ways in which a deal closes',
      'api/mail/calendar-answer.ts': 'what a calendar says, in its own words',
      'api/tasks/report-reply.ts': 'what the two dispositions of these names close',
      'simulate/sales/move.ts': 'what the modelled salespeople report',
    },
  },
  nextSteps: { table: nextSteps },
  engagementKinds: {
    table: coreKinds,
    allowed: {
      'content/entry.ts': 'what a click is, and what it can only intend; the compiler of contents refuses the others',
      'workflows/lead.ts': 'an example in a docstring',
      'api/mail/feedback.ts': 'what a feedback report can say, in its own words',
      'simulate/fit/acts.ts': 'what each rate of modelled people counts',
    },
  },
  replyKinds: {
    table: replyKinds,
    allowed: {
      'workflows/interrupts.ts': 'replies that came before each reply became a task; there are no new ones',
      'api/tasks/report-reply.ts': 'what the two dispositions of these names close',
    },
  },
  answerKinds: {
    table: answerKinds,
    allowed: { 'workflows/touch.ts': 'the compiler refuses an answer with a date that is missing here' },
  },
  funnelStages: {
    table: funnelStages,
    allowed: {
      'domain/lead/funnel.ts': 'each stage names those that follow',
      'domain/sales/dispositions.ts': 'each disposition says in which stages it can be reported',
    },
  },
  stuckCauses: { table: stuckCauses },
  mailBlames: { table: mailBlames },
  enrolmentStates: { table: enrolmentStates },
  touchStates: {
    table: touchStates,
    allowed: settlements,
  },
  confirmationEmailStates: { table: confirmationEmailStates, allowed: settlements },
};

const sources = rooms
  .filter((room) => room !== 'console')
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .map((name) => join(room, name))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.gen.ts') && !file.startsWith('db/migrations/')),
  )
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const literal = String.raw`'\w+'`;
/** How a list of kinds is written: an array, SQL's `in (…)`, a union of types, comparisons in a row, cases in a row. */
const lists = [
  String.raw`\[\s*${literal}(?:,\s*${literal})+,?\s*\]`,
  String.raw`\bin \(${literal}(?:, ?${literal})+\)`,
  String.raw`${literal}(?:\s*\|\s*${literal})+`,
  String.raw`[!=]==? ${literal}(?:\s*(?:\|\||&&)\s*[\w.]+ [!=]==? ${literal})+`,
  String.raw`case ${literal}:(?:\s*case ${literal}:)+`,
].map((pattern) => new RegExp(pattern, 'g'));

/** The lists in a text that hold kinds of a table, and nothing else. */
const listsOf = (table: Kinds['table'], text: string): string[] =>
  lists
    .flatMap((pattern) => text.match(pattern) ?? [])
    .filter((list) => [...list.matchAll(/'(\w+)'/g)].every(([, word = '']) => Object.hasOwn(table, word)));

test.each(Object.entries(tables))('%s are listed in their table only', (_, { table, allowed = {} }) => {
  const found = sources.flatMap(({ file, text }) => listsOf(table, text).map((list) => `${file}: ${list}`));
  expect(found.filter((place) => !Object.keys(allowed).some((file) => place.startsWith(`${file}: `)))).toEqual([]);
  for (const file of Object.keys(allowed))
    expect(
      found.some((place) => place.startsWith(`${file}: `)),
      file,
    ).toBe(true);
});

test.each([
  ["where('kind', 'in', ['call', 'email'])", 1],
  ["where tasks.kind not in ('call', 'acceptance', 'opportunity')", 1],
  ["readonly kind: 'call' | 'acceptance';", 1],
  ["task.kind === 'call' || task.kind === 'email'", 1],
  ["switch (kind) { case 'call':\n case 'email': }", 1],
  ["select(['id', 'email'])", 0],
  ["task.kind === 'call'", 0],
] as const)('in "%s" the test finds %i list of task kinds', (text, expected) => {
  expect(listsOf(taskKinds, text)).toHaveLength(expected);
});
