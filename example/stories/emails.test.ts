import { beginStory, type Person } from 'trellis/testing';
import { expect, test } from 'vitest';

/** Every version of every email, filled with sample values. */
async function previews() {
  await using story = await beginStory();
  const { content } = story.as('marketer');
  const entries = (await content.list()).filter(({ channel = 'email' }) => channel === 'email');
  return await Promise.all(
    entries.flatMap((entry) =>
      (['default', ...entry.versions] as const).map(async (persona) => ({
        entry,
        email: await content.preview({ id: entry.id, persona }),
      })),
    ),
  );
}

/** What a template leaves behind where a value is missing. */
const GAP = /\{\{|\}\}|undefined|null|\[\[| {2,}\S| [,.]|\(\)/;

test('every email is short where it must be, and can be unsubscribed from', async () => {
  for (const { entry, email } of await previews()) {
    expect(email.subject.length, entry.id).toBeLessThanOrEqual(60);
    expect(email.preheader.length, entry.id).toBeLessThanOrEqual(110);
    for (const part of [email.subject, email.preheader, email.text]) expect(part, entry.id).not.toMatch(GAP);
    expect(email.text, entry.id).toMatch(/unsubscribe <https:/i);
  }
});

test('every email of marketing asks for one thing: its button, or its question', async () => {
  for (const { entry, email } of await previews()) {
    const asks = Object.values(entry.links).some((link) => 'answer' in link);
    const buttons = email.html.match(/class="action"/g)?.length ?? 0;
    expect(buttons, entry.id).toBe(asks || entry.from === 'rep' ? 0 : 1);
  }
});

test('each part of the funnel has spare emails', async () => {
  const spare = (await previews()).filter(({ entry }) => entry.spare);
  expect(new Set(spare.map(({ entry }) => entry.position))).toEqual(new Set(['top', 'middle', 'bottom']));
});

test('the educational emails mention no price, no trial and no product', async () => {
  for (const { entry, email } of await previews()) {
    if (entry.track !== 'educate') continue;
    expect(
      Object.values(entry.links).map((link) => link.counts),
      entry.id,
    ).toEqual(['downloaded']);
    expect(email.text.split('Ines Calder')[0], entry.id).not.toMatch(/Baywright|trial|demo with us|pricing/);
  }
});

test("the emails in a rep's name are signed by the rep", async () => {
  for (const { entry, email } of await previews())
    if (entry.from === 'rep') expect(email.text, entry.id).toContain('\nJonas Reiter\nAccount Executive, ');
});

test('the emails read well for a lead with nothing but an address', async () => {
  await using story = await beginStory();
  const unknown = { firstName: '', lastName: '', title: '', company: '', phone: '' };
  const silent = await story.lead({ ...unknown, email: 'silent@pier7.example' });
  await silent.gets('docks-in-numbers');
  const ann = await story.lead({ ...unknown, email: 'ann@quay9.example' });
  await ann.does('demoRequested');
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'noAnswer');
  await ann.gets('tried-to-reach-you');
  const read = (person: Person) => person.mails.flatMap(({ subject, text }) => [subject, text]);
  const texts = [silent, ann].flatMap(read);
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(text).not.toMatch(GAP);
});
