import type { LeadFields } from '../../domain/people/lead-fields.ts';
import type { ContentEntry } from '../entry.ts';
import type { Place } from './expand.ts';
import { lintPlaceholders, placeholdersOf } from './lint-placeholders.ts';
import type { ContentProblem } from './problem.ts';
import type { EmailSource } from './read-sources.ts';
import { templateEvents } from './template-events.ts';

const RAW_LINK = /https?:\/\/\S*/gi;

/** What is wrong with a text, on whatever channel it goes out. */
export function lintText({ file, body, bodyLine }: EmailSource, entry: ContentEntry, fields: LeadFields): ContentProblem[] {
  const placeOf = (offset: number): Place => ({ file, line: bodyLine + body.slice(0, offset).split('\n').length - 1 });
  if (body.trim() === '') return [{ file, line: bodyLine, what: 'has no text.', fix: 'Write it below the front matter.' }];
  const faults = lintPlaceholders(body, placeOf, { ...entry, fields });
  if (faults.length > 0) return [...faults];
  const links = Object.entries(entry.links);
  return [
    ...templateEvents(body).flatMap((event) =>
      event.type === 'partial'
        ? [
            {
              ...placeOf(event.offset),
              what: `has {{> ${event.name}}}.`,
              fix: 'Partials are for emails only: write the text itself.',
            },
          ]
        : [],
    ),
    ...[...body.matchAll(RAW_LINK)].map(({ 0: url, index }) => ({
      ...placeOf(index),
      what: `has the address ${url}.`,
      fix: 'Declare it under links: and write {{links.name}}, which is short and counts clicks.',
    })),
    ...[...placeholdersOf(body)]
      .filter((path) => path === 'pixel' || (path.startsWith('links.') && !links.some(([name]) => path === `links.${name}`)))
      .map((path) => ({
        ...placeOf(0),
        what: `has {{${path}}}, which only emails can use.`,
        fix: 'Remove it, or declare a link.',
      })),
    ...links.flatMap(([name, link]) =>
      'answer' in link
        ? [{ file, what: `Link "${name}" is an answer, which only emails can use.`, fix: 'Ask for a reply instead.' }]
        : [],
    ),
  ];
}
