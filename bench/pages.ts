import { DAY } from '../domain/time/duration.ts';
import { aCampaign, COMPANY_NOW, leadOf } from './population.ts';
import type { Callers, Questions } from './questions.ts';

/** When each campaign was launched. */
const LAUNCHED = COMPANY_NOW - 730 * DAY;
/** Emails that the company has sent often. */
const contents = ['market-guide', 'customer-case', 'free-trial', 'common-mistakes', 'buyers-checklist'] as const;

/** What each page of the console asks together when it opens. `n` varies it, so that no answer is at hand already. */
export function pagesOf({ admin, manager, rep }: Callers, leads: number): Questions {
  const aLead = (n: number) => leadOf(1 + ((n * 9_973) % leads));
  return {
    'P1 My day': (n) => {
      const { people, ops, tasks } = rep(n);
      return Promise.all([people.me(), ops.stopped(), tasks.day(), tasks.list({ of: 'me' })]);
    },
    'P1 a call sheet': async (n) => {
      const { tasks } = rep(n);
      const { items } = await tasks.list({ of: 'me' });
      const one = items[n % items.length];
      // In a small company, a rep may have nothing to do.
      return one && (await tasks.get({ taskId: one.taskId }));
    },
    'P2 a lead': (n) => {
      const leadId = aLead(n);
      const { leads: one, suppressions, content } = admin;
      return Promise.all([
        one.get({ leadId }),
        one.story({ leadId }),
        one.why({ leadId }),
        suppressions.list({ leadId }),
        content.list(),
      ]);
    },
    'P2 leads': () =>
      Promise.all([admin.leads.list({}), admin.segments.count({ audience: 'everybody' }), admin.segments.list({ limit: 200 })]),
    'P3 a new campaign': (n) => {
      const { programs, content, segments, imports } = admin;
      const audience = `stage is inquiry and country is NL and size from ${n}`;
      return Promise.all([
        programs.list(),
        content.list(),
        segments.list({ limit: 20 }),
        imports.list({ limit: 5 }),
        segments.count({ audience }),
      ]);
    },
    'P4 a campaign': (n) => {
      const campaignId = aCampaign(n);
      const { campaigns, reports } = admin;
      return Promise.all([
        campaigns.get({ campaignId }),
        campaigns.results({ campaignId, by: 'email' }),
        campaigns.results({ campaignId, by: 'stage' }),
        reports.funnel({ campaignId, from: LAUNCHED }),
      ]);
    },
    'P4 campaigns': () => admin.campaigns.list({}),
    'P5 Team': () => {
      const { team, tasks, reports } = manager;
      return Promise.all([
        team.load(),
        tasks.list({ of: 'team', state: 'toDecide' }),
        reports.sla({ days: 7, by: 'rep' }),
        reports.agreement({ days: 7 }),
      ]);
    },
    'P5 its SLAs': () => {
      const { team, reports } = manager;
      return Promise.all([reports.sla({ days: 7, by: 'sla' }), reports.sla({ days: 7, by: 'rep' }), team.pilot({ days: 7 })]);
    },
    'P6 Funnel': () => {
      const { campaigns, reports } = admin;
      return Promise.all([
        campaigns.list({ limit: 200 }),
        reports.funnel({ days: 90 }),
        reports.funnel({ days: 90, ago: 90 }),
        reports.funnel({ days: 90, by: 'source' }),
        reports.ready({ days: 90 }),
      ]);
    },
    'P6 its money': () => {
      const { campaigns, reports } = admin;
      return Promise.all([
        campaigns.list({ limit: 200 }),
        reports.money({ days: 90, by: 'campaign' }),
        reports.money({ days: 90, ago: 90, by: 'campaign' }),
        reports.sources({ days: 90 }),
      ]);
    },
    'P6 its plan and forecast': (n) => {
      const { campaigns, reports } = admin;
      const plan = { revenue: 100_000 + 1_000 * n, by: COMPANY_NOW + 182 * DAY };
      return Promise.all([campaigns.list({ limit: 200 }), reports.plan(plan), reports.forecast({ ahead: 1 })]);
    },
    'P6 its emails': () => {
      const { campaigns, reports } = admin;
      return Promise.all([
        campaigns.list({ limit: 200 }),
        reports.emails({ days: 90, by: 'content' }),
        reports.emails({ days: 90, by: 'week' }),
      ]);
    },
    'P7 Content': () => Promise.all([admin.content.list(), admin.content.grid()]),
    'P7 an email': (n) => {
      const { content } = admin;
      const id = contents[n % contents.length]!;
      return Promise.all([content.list(), content.preview({ id }), content.results({ id }), content.versions({ id })]);
    },
    'P8 Operations': () => Promise.all([admin.ops.overview(), admin.ops.unattended(), admin.ops.health(), admin.ops.stopped()]),
    'P8 its installation': () =>
      Promise.all([admin.ops.installation(), admin.ops.alerts({}), admin.ops.retention(), admin.ops.providers()]),
    'the search of each page': (n) => {
      const text = `name${n * 97}`;
      const { leads: all, accounts, campaigns, imports, content } = admin;
      return Promise.all([
        all.find({ text, limit: 8 }),
        accounts.list({ text, limit: 4 }),
        campaigns.list({ limit: 200 }),
        imports.list({ limit: 50 }),
        content.list(),
      ]);
    },
  };
}
