import { app } from '../support/app.ts';
import { expect, test } from 'vitest';
import { buildContent, formatReport } from '../../content/compile.ts';
import type { Persona } from '../../domain/people/persona.ts';
import { ContentMissing } from '../../content/errors.ts';
import { findContent } from '../../content/find-content.ts';
import { previewContent, sampleValues } from '../../content/preview.ts';

const entries = Object.entries(app.content).flatMap(([id, { entry }]) => (entry.channel ? [] : [[id, entry] as const]));

const nobody = {
  ...sampleValues,
  lead: { ...sampleValues.lead, firstName: null, company: null },
  rep: { name: 'Jo Park', title: null, phone: null },
};
const versions = entries.flatMap(([id, entry]) => [
  [id, 'default'] as [string, Persona | 'default'],
  ...entry.versions.map((p): [string, Persona] => [id, p]),
]);

const programs = Object.keys(app.programs);
const tracks = Object.values(app.programs).flatMap((program) => Object.keys(program.tracks));

test('the generated files match the emails', async () => {
  expect(formatReport(await buildContent({ ...app, programs, tracks, check: true }))).toContain('Everything was up to date.');
});

test.each(versions)(
  '%s for %s reads well for somebody of whom we know everything, and for somebody of whom we know nothing',
  (id, persona) => {
    for (const mail of [previewContent(app.content, id, persona), previewContent(app.content, id, persona, nobody)]) {
      expect(mail.persona).toBe(persona);
      expect(mail.subject.length).toBeLessThanOrEqual(60);
      expect(mail.preheader.length).toBeLessThanOrEqual(110);
      for (const part of [mail.subject, mail.preheader, mail.text]) {
        expect(part).not.toMatch(/\{\{|\}\}|undefined|null|\[\[|  +\S| [,.]|\(\)/);
      }
      expect(mail.text).toContain(sampleValues.sender.address);
      expect(mail.text).toMatch(/unsubscribe <https:/i);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(90 * 1024);
    }
  },
);

test.each(versions)('%s for %s asks for one thing: its button, or its question', (id, persona) => {
  const { html } = previewContent(app.content, id, persona);
  const buttons = html.match(/class="action"/g)?.length ?? 0;
  const entry = findContent(app.content, id);
  const asks = Object.values(entry.links).some((link) => 'answer' in link);
  expect(buttons).toBe(asks || entry.from === 'rep' ? 0 : 1);
});

test('the rep signs emails in their name', () => {
  for (const [id, { from }] of entries) {
    if (from === 'rep')
      expect(previewContent(app.content, id).text).toContain('Jonas Reiter\nAccount Executive, Acme\n+1 410 555 0142');
  }
});

test('an id from outside is looked up, or refused with the nearest one', () => {
  expect(findContent(app.content, 'guide').track).toBe('educate');
  expect(() => findContent(app.content, 'giude')).toThrow('Did you mean "guide"?');
  expect(() => findContent(app.content, 'constructor')).toThrow(ContentMissing);
});
