import { expect, test } from 'vitest';
import { asHtml, asMarkdown } from '../../domain/text/document.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

/** Fit and interest made them MQL, on Tuesday at eleven. */
async function mql(story: Story): Promise<Person> {
  const ann = await story.lead();
  await ann.does('attended');
  await ann.does('attended');
  await ann.does('trialStarted');
  return ann;
}

test('a pilot shows what an observed SLA would have done, and lists the tasks about which nobody is told', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await mql(story);
  await story.runFor('3 days');
  const { slas, observed } = await story.asRep('mia').team.pilot();
  expect(slas).toMatchObject([
    {
      team: 'sdr-team',
      sla: 'firstAttempt',
      mode: 'observe',
      tasks: 1,
      inTime: 0,
      did: {},
      would: { remind: 1, alertManager: 1, reassign: 1, decide: 1 },
      inWords:
        'Reps acted in time on 0 of 1 tasks. If it had been enforced: reminder 1×, manager alerted 1×, reassigned 1×, manager decides 1×.',
    },
  ]);
  expect(observed).toMatchObject([
    {
      lead: { email: ann.email },
      rep: 'Sam Rivers',
      ageHours: 72,
      wouldHaveFollowed: ['Reminder', 'Manager alerted', 'Reassigned', 'Manager decides'],
    },
  ]);
});

test('a task that was withdrawn before a rep acted on it is not one that was kept', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await mql(story);
  await story.as('marketer').leads.move({ leadId: ann.id, track: 'educate' });
  await story.settle();
  const { slas } = await story.asRep('mia').team.pilot();
  expect(slas).toMatchObject([{ sla: 'firstAttempt', tasks: 1, inTime: 0, acted: 0 }]);
});

test('a manager enforces one SLA of an observed team, and reverts it with the same call', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await mql(story);
  const { team } = story.asRep('mia');
  const enforced = await team.mode({ sla: 'firstAttempt', mode: 'enforce' });
  expect(enforced).toMatchObject({ team: 'sdr-team', before: 'observe' });
  expect(enforced.inWords).toBe(
    'The SLA "First attempt on an MQL" of SDRs is enforced, starting with the next rung of each task.',
  );
  const first = await ann.holder();
  await story.runFor('47 hours');
  expect(await ann.holder()).not.toBe(first);
  await team.mode({ sla: 'firstAttempt', mode: 'observe' });
  await story.runFor('1 day');
  const { slas } = await team.pilot();
  expect(slas[0]).toMatchObject({ did: { remind: 1, alertManager: 1, reassign: 1 }, would: { decide: 1 } });
});

test('only the manager of a team changes its SLAs, and only those that there are', async () => {
  await using story = await beginStory();
  await expect(story.asRep('mia').team.mode({ team: 'deal-team', mode: 'observe' })).rejects.toThrow('You manage another team.');
  await expect(story.asRep('mia').team.mode({ team: 'moon', mode: 'observe' })).rejects.toThrow('moon');
  await expect(story.asRep('mia').team.mode({ sla: 'fastest', mode: 'observe' })).rejects.toThrow('There is no SLA "fastest".');
  await expect(story.asRep('sam').team.mode({ mode: 'observe' })).rejects.toThrow();
  await expect(story.as('admin').team.mode({ mode: 'observe' })).rejects.toThrow('Which team?');
});

test('the agreement can be printed: duties of both sides with the current figures, times, attempts and reasons', async () => {
  await using story = await beginStory();
  await story.asRep('mia').team.mode({ sla: 'reply', mode: 'observe' });
  await story.asRep('mia').team.hours({ rep: 'Sue Park', hours: { 'mon-wed': ['09:00-12:00'] } });
  await story.asRep('mia').team.hours({ holidays: ['2026-12-25', '2025-12-25'], dates: { '2026-12-24': [] } });
  const ann = await mql(story);
  await ann.isReported((await ann.holder())!, 'noAnswer');
  const agreement = await story.as('marketer').team.agreement();
  const lines = asMarkdown(agreement).split('\n');
  expect(lines[0]).toBe('# Agreement between marketing and sales');
  expect(lines).toEqual(
    expect.arrayContaining([
      '| Sales | of the tasks are followed up | 75 % | 100 % | yes |',
      '| SDRs | Mon–Fri 09:00–17:00 | Europe/Berlin | 2026-12-25; 2026-12-24: closed |',
      '| Sue Park | Mon–Wed 09:00–12:00 | as the team |  |',
      '| Marketing | MQLs a month | 25 | 1 | no |',
      '| First call on a fast-track lead | the act that made the lead sales-ready | a call was attempted | within 5 working minutes | reminder after 15 working minutes; manager alerted after 30 working minutes; reassigned after 60 working minutes; manager decides after 120 working minutes |  |',
      '| Progress of an opportunity | the stage of the opportunity last changed | its stage changed, or it was closed | within 10 working days | reminder after 15 working days; flagged after 25 working days |  |',
      '- Fewer than 6 attempts count against sales; after that many, the lead could not be reached.',
      '| Sales made too few attempts | 1 day | another | sales |',
      '| SDRs | Mia Stone | enforced | Answer to a reply: observed only |',
    ]),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^\| Rejected \| Not in our profile \(marketing\); /));
  const html = asHtml(agreement);
  expect(html).toContain('<td>First call on a fast-track lead</td>');
  expect(html).not.toMatch(/\| ---/);
});

test('a document shows any text as it is', () => {
  const document = { title: '<Agreement>', blocks: [{ head: ['a'], rows: [['x | y <b>']] }] };
  expect(asMarkdown(document)).toContain(String.raw`| x \| y <b> |`);
  expect(asHtml(document)).toContain('<td>x | y &lt;b&gt;</td>');
  expect(asHtml(document)).not.toContain('<b>');
});
