import { Option } from 'commander';

/** The options that reports take. */
export const reportOptions = {
  from: () => new Option('--from <date>', 'from this date on'),
  to: () => new Option('--to <date>', 'before this date'),
  days: () => new Option('--days <days>', 'the last days, including today').argParser(Number),
  ago: () => new Option('--ago <days>', 'end that many days before today').argParser(Number),
  anew: () => new Option('--anew', 'count now, instead of using the saved answer'),
  campaignId: () => new Option('--campaign-id <id>', 'of a campaign'),
  source: () => new Option('--source <source>', 'of leads from a source'),
  persona: () => new Option('--persona <persona>', 'of a kind of buyer'),
  program: () => new Option('--program <program>', 'of a program'),
  by: () => new Option('--by <column>', 'in groups, such as source, campaign, rep, week or month'),
  until: () => new Option('--by <date>', 'by when to earn the revenue').makeOptionMandatory(),
  revenue: () => new Option('--revenue <amount>', 'the revenue to earn').argParser(Number).makeOptionMandatory(),
  stage: () => new Option('--stage <stage>', 'such as mql or customer'),
  ahead: () => new Option('--ahead <months>', 'how many months ahead').argParser(Number),
} as const;

export type ReportOption = keyof typeof reportOptions;
