import { countLeads } from '../../db/audience/audience-leads.ts';
import { audiencePage } from '../../db/campaigns/audience.ts';
import { namesOf } from '../../domain/audience/names.ts';
import { readExpression } from '../../domain/audience/read-expression.ts';
import { app, compiled } from '../app.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { COMPANY_NOW } from '../population.ts';

const audiences = {
  fields: 'stage is inquiry and country is NL, DE',
  account: 'size from 50 to 500 and industry is logistics and persona is buyer',
  acts: 'downloaded "market-guide" within 30 days',
  often: 'stage is mql and visited page pricing at least 3 times',
  silent: 'not clicked within 30 days and not was sent anything within 30 days',
  score: 'interest from 20 and country is NL',
  campaign: 'in campaign "Campaign 7" and stage is inquiry',
  reachable: 'country is NL and reachable by email',
  everyone: 'reachable by email',
} as const;

const names = namesOf(app.policy, { campaigns: ['Campaign 7'], contents: Object.keys(compiled), segments: [] });
const context = { policy: app.policy, fields: names.fields, now: COMPANY_NOW };
const FIRST = '00000000-0000-0000-0000-000000000000';

export const audience: Measurement = {
  name: 'audience',
  about: 'how long it takes to count an audience, and to read its first 1,000 leads, among as many as --leads says',
  async run(ground) {
    const { db } = await ground.company();
    const rows: Row[] = [];
    for (const [name, words] of Object.entries(audiences)) {
      const expression = readExpression(names, words);
      const counted = await fastest(() => countLeads(db, context, expression));
      const page = await fastest(() => audiencePage(db, context, expression, { campaignId: FIRST, after: FIRST, limit: 1_000 }));
      const found = `${counted.answer.toLocaleString('en')} leads`;
      ground.say(`  ${words}: ${found}, ${counted.ms} ms; the first 1,000: ${page.ms} ms`);
      rows.push({ name: `audience/count-${name}`, value: counted.ms, unit: 'ms', budget: atMost(5_000), beside: found });
      rows.push({ name: `audience/page-${name}`, value: page.ms, unit: 'ms' });
    }
    return rows;
  },
};

async function fastest<T>(ask: () => Promise<T>): Promise<{ readonly ms: number; readonly answer: T }> {
  let best = Infinity;
  let answer: T | undefined;
  for (let n = 0; n < 3; n++) {
    const began = performance.now();
    answer = await ask();
    best = Math.min(best, performance.now() - began);
  }
  return { ms: Math.round(best), answer: answer! };
}
