import { expect, test } from 'vitest';
import { beginStory, type RepName, type Story } from '../support/story.ts';

/** The reports that somebody got, without links and preferences. */
const reportsTo = (story: Story, rep: RepName, about: 'Your day' | 'The week') =>
  story.mail
    .to(`${rep}@mail.example.com`)
    .filter(({ subject }) => subject.startsWith(about))
    .map(({ subject, text, date }) => ({
      subject,
      at: new Date(date).toISOString(),
      text: text.replaceAll(/\n {2}http\S+/g, '').replace(/\n\n--\n[^]*$/, ''),
      link: /http\S+/.exec(text)?.[0],
    }));

test('at the start of each day, a rep is told once what is due and what their leads did', async () => {
  await using story = await beginStory({ reports: true });
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'noAnswer');
  await ann.does('visited', { page: 'pricing' });
  await story.runFor('1 day');
  const [day, ...others] = reportsTo(story, rep, 'Your day');
  expect(others).toEqual([]);
  expect(day).toMatchObject({ subject: 'Your day: 1 due, 1 active', at: expect.stringMatching(/^2026-03-11T08:0/) });
  expect(day?.text).toMatchInlineSnapshot(`
    "Due today

    Wed 11 Mar, 13:00 (Europe/Berlin): call task, Ann Lee (Pier Seven)

    Most active since Tue 10 Mar, 09:00 (Europe/Berlin)

    Ann Lee (Pier Seven): 2 acts, the strongest: asked for a demo"
  `);
  const page = await story.request(day!.link!, { method: 'GET', headers: {} });
  expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('Ann Lee')]);
});

test('a rep without news gets no email', async () => {
  await using story = await beginStory({ reports: true });
  await story.lead();
  await story.runFor('2 days');
  expect(reportsTo(story, 'sam', 'Your day')).toEqual([]);
  const reports = await story.db.selectFrom('alerts').select(['state', 'reason']).distinct().execute();
  expect(reports).toEqual([{ state: 'never', reason: 'nothingToSay' }]);
});

test('on Monday, managers get the week of their team, and of marketing', async () => {
  await using story = await beginStory({ reports: true });
  const [ann, bob] = [
    await story.lead(),
    await story.lead({ email: 'bob@quay9.example', company: 'Quay Nine', firstName: 'Bob' }),
  ];
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'disqualified', {}, 'tooSmall');
  await bob.does('demoRequested');
  await story.runFor('7 days');
  const weeks = reportsTo(story, 'mia', 'The week').toSorted((a, b) => b.subject.localeCompare(a.subject));
  expect(weeks.map(({ at, subject }) => `${at.slice(0, 10)} ${subject}`)).toEqual([
    '2026-03-16 The week of your team: 1 SLA missed, 1 report',
    '2026-03-16 The week of marketing: 2 passed to sales, 1 held back',
  ]);
  expect(weeks.map(({ text }) => text).join('\n\n====\n\n')).toMatchInlineSnapshot(`
    "SLAs

    First call on a fast-track lead: 1 kept, 1 missed, 50 %, first act after 0.0 h (median)

    Reps

    Sam Rivers: 1 kept, 0 missed, 100 %, first act after 0.0 h (median)
    Sue Park: 0 kept, 1 missed, 0 %

    Quality

    1 attempt to reach a lead, 1 of them reached
    1 × Not a fit: Too small

    Why leads came back to marketing, in all teams

    1 × No rep acted in time (counts against sales)

    ====

    Passed to sales

    2 leads: 0 accepted, 2 came back, 0 open
    Sales accepted 0 % of those that it decided about.
    1 × an SDR found that it does not fit
    1 × No rep acted in time

    Held back

    1 × They show too little interest

    The threshold, over the last 90 days

    Sales has decided about 2 leads; wait for 10 before you change the threshold."
  `);
  expect(reportsTo(story, 'max', 'The week').map(({ subject }) => subject)).toEqual([
    'The week of marketing: 2 passed to sales, 1 held back',
  ]);
});
