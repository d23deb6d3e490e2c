import { sql } from 'kysely';
import type { Story } from '../simulate/report/report.ts';
import type { Client } from '../client/index.ts';
import type { World } from './world.ts';

interface Hero {
  readonly id: string;
  readonly who: string;
}

/** The story of one lead, as a marketer reads it: the most eventful customer, or without customers the most eventful lead. */
export async function eventfulStory({ platform }: World, marketer: Client): Promise<Story | undefined> {
  const { rows } = await sql<Hero>`
    select leads.id, concat_ws(', ', nullif(concat_ws(' ', first_name, last_name), ''), title, accounts.name) as who
    from leads left join accounts on accounts.id = account_id
    join lateral (select count(*) as n from dispositions join tasks on tasks.id = task_id where tasks.lead_id = leads.id) as reports on true
    join lateral (select count(*) as n from engagements where lead_id = leads.id and human) as acts on true
    order by stage = 'customer' desc, reports.n + acts.n desc, leads.id limit 1`.execute(platform.db);
  const [hero] = rows;
  if (!hero) return undefined;
  const lines = await marketer.leads.story.query({ leadId: hero.id });
  return { who: hero.who, lines: lines.map(({ at, text }) => ({ at: Date.parse(at), text })) };
}
