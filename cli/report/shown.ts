import { funnelStages, funnelWay } from '../../domain/lead/funnel.ts';
import { own } from '../../domain/text/own.ts';
import type { Columns } from '../listed.ts';
import type { ReportOption } from './options.ts';

export type Row = Readonly<Record<string, unknown>>;

interface ShownTable {
  /** The rows in an answer. */
  readonly rows: (answer: Row) => readonly Row[];
  readonly columns: Columns<Row>;
}

/** A report as the command line shows it. */
interface Shown extends ShownTable {
  readonly about: string;
  readonly asks?: readonly ReportOption[];
  /** A table below the first one, which CSV leaves out. */
  readonly also?: ShownTable;
  /** Sentences below the table; by default, those of the answer. */
  readonly notes?: (answer: Row) => readonly string[];
}

const scope = [
  'from',
  'to',
  'days',
  'ago',
  'anew',
  'campaignId',
  'source',
  'persona',
  'program',
] as const satisfies readonly ReportOption[];

const list = (row: Row, name: string): readonly Row[] => (own(row, name) ?? []) as readonly Row[];
const inside = (row: Row, name: string): Row => (own(row, name) ?? {}) as Row;
const rowsOf = (answer: Row): readonly Row[] => list(answer, 'rows');

const rounded = (value: unknown, digits = 0): string =>
  typeof value === 'number' ? value.toFixed(digits).replace(/\.0+$/, '') : '';
/** How a value of a row is shown. */
type Cell = (name: string) => (row: Row) => string;
const cell =
  (show: (value: unknown) => string): Cell =>
  (name) =>
  (row) =>
    show(own(row, name));

const text = cell((value) => (typeof value === 'string' ? value : ''));
const count = cell((value) => rounded(value, 2));
const percent = cell((value) => (typeof value === 'number' ? `${rounded(value * 100, 1)} %` : ''));
const days = cell((value) => rounded(value, 1));
const reasons =
  (name: string) =>
  (row: Row): string =>
    list(row, name)
      .map((one) => `${rounded(one['count'] ?? one['leads'])} ${String(one['because'] ?? one['label'])}`)
      .join(', ');
const span = (row: Row): string => `${rounded(inside(row, 'interval')['from'])} to ${rounded(inside(row, 'interval')['to'])}`;

/** The largest of some days. */
const most = (days: readonly Row[]): string =>
  days.length === 0 ? '' : rounded(Math.max(...days.map(({ expected }) => Number(expected))), 1);

/** How far the forecasts of the last month were off. */
const lastMonth = (answer: Row): readonly string[] =>
  rowsOf(answer).map(
    (row) =>
      `${text('month')(answer)}, ${row['by'] === 'simulator' ? 'simulator' : 'months before'}: ${text('label')(row)} ${rounded(row['happened'])}, expected ${rounded(row['expected'])} (${span(row)})`,
  );

const one = (table: Shown): Shown => table;

/** All reports of the API that are tables. */
export const shownReports = {
  funnel: one({
    about: 'How far new leads got, and how fast; where the others are, and why.',
    asks: [...scope, 'by'],
    rows: (answer) =>
      list(answer, 'groups').flatMap((group) => list(group, 'stages').map((stage) => ({ group: group['label'], ...stage }))),
    columns: {
      GROUP: text('group'),
      STAGE: text('label'),
      REACHED: count('reached'),
      RATE: percent('rate'),
      'OF ALL': percent('ofAll'),
      'MEDIAN DAYS': days('medianDays'),
      HERE: count('here'),
      LEFT: reasons('left'),
    },
  }),
  ready: one({
    about: 'How many leads in programs became ready for sales, by month.',
    asks: scope,
    rows: rowsOf,
    columns: {
      MONTH: text('month'),
      NURTURED: count('nurtured'),
      READY: count('ready'),
      AGAIN: count('again'),
      RATE: percent('rate'),
      'MEDIAN DAYS': days('medianDays'),
    },
  }),
  agreement: one({
    about: 'What marketing and sales delivered to each other, compared with what they agreed.',
    asks: scope,
    rows: (answer) => list(answer, 'promised'),
    columns: {
      SIDE: text('side'),
      IS: (row) => (row['unit'] === 'share' ? percent('is') : count('is'))(row),
      AGREED: (row) => (row['unit'] === 'share' ? percent('agreed') : count('agreed'))(row),
      WHAT: text('label'),
      KEPT: ({ isKept }) => (isKept ? 'yes' : 'no'),
    },
  }),
  sla: one({
    about: 'How many tasks met their SLA, how fast reps acted, and which rungs the other tasks reached.',
    asks: [...scope, 'by'],
    rows: rowsOf,
    columns: {
      '': text('label'),
      TASKS: count('opened'),
      MET: count('met'),
      BREACHED: count('breached'),
      RUNNING: count('running'),
      ATTAINMENT: percent('attainment'),
      'FOLLOWED UP': percent('followUp'),
      'MEDIAN HOURS': days('medianHours'),
      RUNGS: reasons('rungs'),
    },
  }),
  emails: one({
    about: 'What happened to emails.',
    asks: [...scope, 'by'],
    rows: rowsOf,
    columns: {
      '': text('label'),
      SENT: count('sent'),
      CLICKED: count('clicked'),
      GOAL: count('goal'),
      REPLIED: count('replied'),
      UNSUBSCRIBED: count('unsubscribed'),
      COMPLAINED: count('complained'),
      BOUNCED: count('bounced'),
      DEFERRED: count('deferred'),
      'NOT SENT': reasons('notSentBecause'),
    },
  }),
  sources: one({
    about: 'How far the leads of each source got, and how they ended.',
    asks: scope,
    rows: rowsOf,
    columns: {
      SOURCE: text('source'),
      LEADS: count('leads'),
      MQL: count('mql'),
      SAL: count('sal'),
      OPPORTUNITIES: count('opportunity'),
      CUSTOMERS: count('customer'),
      RATE: percent('rate'),
      REVENUE: count('revenue'),
      COST: count('cost'),
    },
  }),
  touches: one({
    about: 'How many messages a lead got before it first reached a stage.',
    asks: [...scope, 'stage'],
    rows: rowsOf,
    columns: { MESSAGES: count('touches'), LEADS: count('leads') },
  }),
  money: one({
    about: 'Opportunities, revenue and cost.',
    asks: [...scope, 'by'],
    rows: rowsOf,
    columns: {
      '': text('label'),
      LEADS: count('leads'),
      OPPORTUNITIES: count('opportunities'),
      WON: count('won'),
      LOST: count('lost'),
      PIPELINE: count('pipeline'),
      REVENUE: count('revenue'),
      COST: count('cost'),
      RETURN: percent('return'),
    },
  }),
  plan: one({
    about: 'How many leads a revenue goal needs, and by when, based on your own rates.',
    asks: ['revenue', 'until', 'campaignId', 'source', 'persona', 'program'],
    rows: (answer) => list(answer, 'stages'),
    columns: {
      STAGE: text('label'),
      NEEDED: count('needed'),
      '95 % INTERVAL': span,
      UNTIL: text('day'),
    },
    also: {
      rows: (answer) => list(answer, 'months'),
      columns: {
        MONTH: text('month'),
        ...Object.fromEntries(
          funnelWay.map((stage) => [funnelStages[stage].label.toUpperCase(), (row: Row) => count(stage)(inside(row, 'needed'))]),
        ),
        REVENUE: count('revenue'),
        COST: count('cost'),
      },
    },
  }),
  forecast: one({
    about: 'What to expect next month: emails, leads ready for sales, calls by rep.',
    asks: ['ahead', 'anew'],
    rows: (answer) => [
      ...rowsOf(answer).map((row) => ({ from: 'months before', ...row })),
      ...rowsOf(inside(inside(answer, 'simulated'), 'answer')).map((row) => ({ from: 'simulator', ...row })),
    ],
    notes: (answer) => [
      text('text')(answer),
      text('text')(inside(answer, 'simulated')),
      ...lastMonth(inside(inside(answer, 'simulated'), 'lastMonth')),
    ],
    columns: {
      FROM: text('from'),
      WHAT: text('label'),
      EXPECTED: count('expected'),
      '95 % INTERVAL': span,
      'MOST ON A DAY': (row) => most(list(row, 'byDay')),
      BEFORE: (row) =>
        list(row, 'before')
          .map((month) => rounded(month['count']))
          .join(', '),
    },
  }),
  answers: one({
    about: 'The answers of leads, counted.',
    asks: scope,
    rows: rowsOf,
    columns: { QUESTION: text('question'), ANSWER: text('label'), LEADS: count('count'), SHARE: percent('share') },
  }),
  feedback: one({
    about: 'How sales rated leads, what resonated and fell flat, and why deals were won and lost.',
    asks: [...scope, 'by'],
    rows: (answer) =>
      rowsOf(answer).flatMap((row) => [
        { ...row, question: 'Rating', answer: rounded(row['mean'], 1), count: row['rated'] },
        ...list(row, 'answers').flatMap((asked) =>
          list(asked, 'answers').map((said) => ({
            label: row['label'],
            question: asked['label'],
            answer: said['label'],
            count: said['count'],
          })),
        ),
      ]),
    columns: { '': text('label'), QUESTION: text('question'), ANSWER: text('answer'), REPORTS: count('count') },
  }),
  review: one({
    about: 'The leads that were passed to sales, the leads that were held back, and advice about the threshold.',
    asks: scope,
    rows: (answer) => [
      { label: 'Passed to sales', count: inside(answer, 'passed')['all'] },
      { label: '– accepted', count: inside(answer, 'passed')['accepted'] },
      { label: '– returned', count: inside(answer, 'passed')['returned'] },
      { label: 'Held back', count: inside(answer, 'heldBack')['all'] },
      ...list(inside(answer, 'heldBack'), 'lacks'),
    ],
    columns: { '': text('label'), LEADS: count('count') },
  }),
  backtest: one({
    about: 'What each threshold of interest would have done with the leads that were won and lost.',
    asks: scope,
    rows: (answer) =>
      list(answer, 'models').flatMap((model) => list(model, 'thresholds').map((row) => ({ model: model['model'], ...row }))),
    columns: { MODEL: text('model'), THRESHOLD: count('threshold'), 'WON PASSED': count('won'), 'LOST PASSED': count('lost') },
  }),
  now: one({
    about: 'How many leads are in each stage now.',
    asks: scope,
    rows: (answer) => list(answer, 'stages'),
    columns: { STAGE: text('label'), LEADS: count('count') },
  }),
  definitions: one({
    about: 'What the stages mean.',
    rows: (answer) => list(answer, 'stages'),
    columns: { STAGE: text('label'), DEFINITION: text('definition'), ENTRY: text('entry'), OWNER: text('owner') },
  }),
} as const;

export type ReportName = keyof typeof shownReports;
