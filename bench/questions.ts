import type { createCaller } from '../api/router.ts';
import { DAY } from '../domain/time/duration.ts';
import { aCampaign, COMPANY_NOW, emailOf, leadOf } from './population.ts';

type Caller = ReturnType<typeof createCaller>;
export interface Callers {
  readonly admin: Caller;
  readonly manager: Caller;
  /** The nth rep. */
  readonly rep: (n: number) => Caller;
}

/** What pages ask. `n` varies it, so that no answer is at hand already. */
export type Questions = Readonly<Record<string, (n: number) => Promise<unknown>>>;

/** What each page of the console asks. @param leads how many leads there are */
export const questionsOf = ({ admin, manager, rep }: Callers, leads: number): Questions => ({
  ...myDay(rep),
  ...leadPage(admin, leads),
  ...callSheet(manager),
  ...lists(admin, leads),
  ...campaignPages(admin),
  ...team(manager),
  ...operations(admin),
  ...spans((span) => reportsOf(admin, span)),
  'reports.now': async () => await admin.reports.now(),
  'reports.plan': async () => await admin.reports.plan({ revenue: 5_000_000, by: COMPANY_NOW + 200 * DAY }),
  'reports.forecast': async () => await admin.reports.forecast(),
  'reports.backtest': async () => await admin.reports.backtest(),
  'reports.people, of the funnel of 30 days': async () => {
    const { groups } = await admin.reports.funnel({ from: COMPANY_NOW - 30 * DAY });
    return await admin.reports.people({ of: groups[0]!.stages[0]!.people.reached, limit: 50 });
  },
});

const myDay = (rep: Callers['rep']): Questions => ({
  'tasks.list, mine': async (n) => await rep(n).tasks.list({ of: 'me', limit: 100 }),
  'tasks.list, mine, due now': async (n) => await rep(n).tasks.list({ of: 'me', due: 'now', limit: 100 }),
  'tasks.list, mine, closed': async (n) => await rep(n).tasks.list({ of: 'me', state: 'closed', limit: 50 }),
  'tasks.day': async (n) => await rep(n).tasks.day(),
});

const leadPage = ({ leads, segments }: Caller, count: number): Questions => ({
  'leads.get': async (n) => await leads.get({ leadId: leadOf(1 + ((n * 997) % count)) }),
  'leads.story': async (n) => await leads.story({ leadId: leadOf(1 + ((n * 997) % count)) }),
  'leads.why': async (n) => await leads.why({ leadId: leadOf(1 + ((n * 997) % count)) }),
  'segments.explain': async (n) =>
    await segments.explain({ leadId: leadOf(1 + ((n * 997) % count)), audience: 'downloaded "market-guide" within 30 days' }),
});

function callSheet({ tasks }: Caller): Questions {
  const mine = tasks.list({ of: 'team', limit: 100 });
  return {
    'tasks.get': async (n) => {
      const { items } = await mine;
      return await tasks.get({ taskId: items[n % items.length]!.taskId });
    },
  };
}

const lists = ({ leads, suppressions, consents, deals, imports }: Caller, count: number): Questions => ({
  'leads.list, newest': async () => await leads.list({ limit: 50 }),
  'leads.list, moved last': async () => await leads.list({ limit: 50, sort: 'moved' }),
  'leads.list, far down': async (n) => await leads.list({ limit: 50, after: leadOf(Math.floor(count / 2) + n) }),
  'leads.list, moved last, far down': async (n) =>
    await leads.list({ limit: 50, sort: 'moved', after: leadOf(Math.floor(count / 2) + n) }),
  'leads.list, of a stage': async () => await leads.list({ limit: 50, where: 'stage is opportunity' }),
  'leads.list, of a stage, moved last': async () => await leads.list({ limit: 50, where: 'stage is opportunity', sort: 'moved' }),
  'leads.list, of a source and a country': async () => await leads.list({ limit: 50, where: 'source is fair and country is NL' }),
  'leads.list, of a campaign': async () => await leads.list({ limit: 50, where: { campaign: 'Campaign 7' } }),
  'leads.list, by a score': async () => await leads.list({ limit: 50, where: 'interest from 60 and country is NL' }),
  'leads.list, by an act': async () => await leads.list({ limit: 50, where: 'downloaded "market-guide" within 30 days' }),
  'leads.list, of nobody': async () => await leads.list({ limit: 50, where: 'size from 50000 and persona is buyer' }),
  'leads.find, by a name': async (n) => await leads.find({ text: `name${n * 97}` }),
  'leads.find, by a first name': async () => await leads.find({ text: 'ann' }),
  'leads.find, by two words': async (n) => await leads.find({ text: `ann name${n}` }),
  'leads.find, by an address': async (n) => await leads.find({ text: emailOf(1 + ((n * 997) % count), count) }),
  'leads.find, by a company': async (n) => await leads.find({ text: `company ${n * 31}` }),
  'leads.find, by a phone number': async (n) => await leads.find({ text: `${100_000 + n * 37}` }),
  'leads.held': async () => await leads.held(),
  'leads.duplicates': async () => await leads.duplicates(),
  'suppressions.list': async () => await suppressions.list({ limit: 50 }),
  'consents.pending': async () => await consents.pending(),
  'deals.list': async () => await deals.list({ limit: 50 }),
  'imports.list': async () => await imports.list(),
});

const campaignPages = ({ campaigns }: Caller): Questions => ({
  'campaigns.list': async () => await campaigns.list({ limit: 200 }),
  'campaigns.get': async (n) => await campaigns.get({ campaignId: aCampaign(n) }),
  ...Object.fromEntries(
    (['email', 'variant', 'stage'] as const).map((by) => [
      `campaigns.results, by ${by}`,
      async (n: number) => await campaigns.results({ campaignId: aCampaign(n), by }),
    ]),
  ),
  'campaigns.members': async (n) => await campaigns.members({ campaignId: aCampaign(n), limit: 50 }),
  'campaigns.members, out': async (n) => await campaigns.members({ campaignId: aCampaign(n), where: { is: 'out' }, limit: 50 }),
  'campaigns.members, of a track': async (n) =>
    await campaigns.members({ campaignId: aCampaign(n), where: { track: 'compare' }, limit: 50 }),
  'campaigns.people, clicked': async (n) =>
    await campaigns.people({ campaignId: aCampaign(n), content: 'market-guide', measure: 'clicked', limit: 50 }),
  'campaigns.people, not sent': async (n) =>
    await campaigns.people({ campaignId: aCampaign(n), content: 'market-guide', measure: 'notSent', limit: 50 }),
  'campaigns.people, of a stage': async (n) => await campaigns.people({ campaignId: aCampaign(n), stage: 'customer', limit: 50 }),
  'campaigns.notEnrolled': async (n) => await campaigns.notEnrolled({ campaignId: aCampaign(n), limit: 50 }),
  'campaigns.waiting': async (n) => await campaigns.waiting({ campaignId: aCampaign(n), limit: 50 }),
});

const team = ({ tasks, team: ours }: Caller): Questions => ({
  'team.load': async () => await ours.load(),
  'team.pilot': async () => await ours.pilot({}),
  'team.agreement': async () => await ours.agreement({}),
  'tasks.list, of a team': async () => await tasks.list({ of: 'team', limit: 100 }),
  'tasks.list, to decide': async () => await tasks.list({ of: 'team', state: 'toDecide' }),
});

const operations = ({ ops, audit, events, mail }: Caller): Questions => ({
  'ops.overview': async () => await ops.overview(),
  'ops.health': async () => await ops.health(),
  'ops.unattended': async () => await ops.unattended(),
  'ops.stuck': async () => await ops.stuck({}),
  'ops.parked': async () => await ops.parked({}),
  'ops.inDoubt': async () => await ops.inDoubt({}),
  'ops.outbox': async () => await ops.outbox(),
  'ops.sending': async () => await ops.sending(),
  'ops.alerts': async () => await ops.alerts({}),
  'ops.retention': async () => await ops.retention(),
  'audit.list': async () => await audit.list({}),
  'events.deliveries': async () => await events.deliveries({}),
  'mail.unmatched': async () => await mail.unmatched(),
});

interface Span {
  readonly from: number;
  readonly to: number;
}

const reportsOf = ({ reports }: Caller, span: Span): Questions => ({
  'reports.funnel': async () => await reports.funnel(span),
  'reports.funnel, by source': async () => await reports.funnel({ ...span, by: 'source' }),
  'reports.funnel, by campaign': async () => await reports.funnel({ ...span, by: 'campaign' }),
  'reports.ready': async () => await reports.ready(span),
  'reports.agreement': async () => await reports.agreement(span),
  'reports.sla, by rep': async () => await reports.sla({ ...span, by: 'rep' }),
  'reports.emails': async () => await reports.emails(span),
  'reports.emails, by week': async () => await reports.emails({ ...span, by: 'week' }),
  'reports.sources': async () => await reports.sources(span),
  'reports.touches': async () => await reports.touches(span),
  'reports.money': async () => await reports.money(span),
  'reports.answers': async () => await reports.answers(span),
  'reports.feedback': async () => await reports.feedback(span),
  'reports.review': async () => await reports.review(span),
});

/** The same for the console's period and for a year. */
const spans = (of: (span: Span) => Questions): Questions =>
  Object.fromEntries(
    [90, 365].flatMap((days) =>
      Object.entries(of({ from: COMPANY_NOW - days * DAY, to: COMPANY_NOW })).map(([name, ask]) => [
        `${name}, ${days} days`,
        ask,
      ]),
    ),
  );
