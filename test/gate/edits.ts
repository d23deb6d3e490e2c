import type { Node } from 'oxc-parser';
import { textOf } from '../../cli/draw/source.ts';
import { verbs, type ProgramSource, type Site } from './sites.ts';

/** One change to the source of a program that another verb follows from. */
export interface Edit {
  readonly what: string;
  /** The call or the verb that it changes. */
  readonly at: string;
  readonly source: string;
  /** The first call of a verb that the edit concerns, by its number. */
  readonly site?: number;
  /** Or the verb itself, as histories record it. */
  readonly verb?: string;
  /** The only track in which it concerns the verb, if other tracks have the same. */
  readonly track?: string;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

export const changed = (text: string, changes: readonly Change[]): string =>
  changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((before, { start, end, by }) => before.slice(0, start) + by + before.slice(end), text);

/** What stands for a verb that is gone: the value that it has for a lead who does nothing. */
const withoutIt: Readonly<Record<string, string>> = {
  email: 'Promise.resolve(unsent)',
  send: 'Promise.resolve(unsent)',
  useNextPersona: 'false',
  until: "Promise.resolve('day')",
  metGoal: 'Promise.resolve(false)',
  clicked: 'Promise.resolve(false)',
  replied: 'Promise.resolve(false)',
  reaction: "Promise.resolve('none')",
  answer: "Promise.resolve({ kind: 'none' })",
};
const unsent = `
const unsent = { wasSent: false, ${verbs.touch.map((verb) => `${verb}: () => ${withoutIt[verb] ?? 'undefined'}`).join(', ')} };`;

/** Verbs after which the program goes on at once. */
const atOnce = ['becomes', 'slowDown', 'useNextPersona'];

/** An email that no program sends: a replay does not ask for it. */
const other = 'an-email-that-is-new';

/**
 * Every removal, insertion, replacement and swap of a verb. Deadlines are left out: with another one, a lead that still waits fits.
 */
export function editsOf({ text, sites, lists, teams }: ProgramSource): Edit[] {
  const textAt = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  const instead = ({ start, end }: { start: number; end: number }, by: string): Change => ({ start, end, by });
  const callAt = (site: Site) => `${site.track}: ${textAt(site)}`;
  const ofSite = (site: number, what: string, by: string): Edit => ({
    what: `${callAt(sites[site]!)} ${what}`,
    at: callAt(sites[site]!),
    source: changed(text, [instead(sites[site]!, by)]) + unsent,
    site,
  });
  const ofVerb = (verb: string, what: string, changes: readonly Change[]): Edit => ({
    what,
    at: verb,
    source: changed(text, changes),
    verb,
  });

  const removals = sites.map(({ verb }, n) => ofSite(n, 'is removed', withoutIt[verb] ?? 'undefined'));
  const insertions = sites.flatMap((site, n) => {
    const waiting = ["pause('1 day')", 'until({ day: 1 })', `email('${other}')`];
    const before = (verb: string) => ofSite(n, `follows ${verb}`, `lead.${verb}.then(() => ${textAt(site)})`);
    return [
      ofSite(n, 'follows slowDown()', `(lead.slowDown(), ${textAt(site)})`),
      ...(atOnce.includes(site.verb) ? [] : waiting.map(before)),
    ];
  });
  const replacements = sites.flatMap((site, n) => alternativesTo(site, text).map((by) => ofSite(n, `becomes ${by}`, by)));
  const swaps = sites.flatMap((one, n) => {
    const two = sites.slice(n + 1).find(({ of, track }) => of === one.of && track === one.track);
    if (!two || (one.of === 'touch' && one.verb === two.verb)) return [];
    // What is done with one email is done with the other: each keeps its own variable.
    const part = (site: Site) => ({ start: site.of === 'touch' ? site.nameStart : site.start, end: site.end });
    const [a, b] = [part(one), part(two)];
    if (textAt(a) === textAt(b)) return [];
    const source = changed(text, [instead(a, textAt(b)), instead(b, textAt(a))]);
    return [{ what: `${one.track}: ${textAt(one)} and ${textAt(two)} change places`, at: callAt(one), source, site: n }];
  });
  const rows = lists.flatMap((list) =>
    list.flatMap((row, n) => {
      const id = firstIn(row);
      const next = list[n + 1] && firstIn(list[n + 1]!);
      const verb = `email ${textOf(id)}`;
      return [
        ofVerb(verb, `${textAt(row)} is removed`, [instead({ start: row.start, end: row.end + 1 }, '')]),
        ofVerb(verb, `${textAt(row)} has '${other}'`, [instead(id, `'${other}'`)]),
        ...(next
          ? [
              ofVerb(verb, `${textAt(id)} and ${textAt(next)} change places`, [
                instead(id, textAt(next)),
                instead(next, textAt(id)),
              ]),
            ]
          : []),
      ];
    }),
  );
  const otherTeams = teams.map(({ track, kind, at }) => ({
    ...ofVerb(`task ${kind} ${textOf(at)}`, `${track}: another team`, [instead(at, "'another-team'")]),
    track,
  }));
  return [...removals, ...insertions, ...replacements, ...swaps, ...rows, ...otherTeams];
}

const firstIn = (row: Node): Node => (row.type === 'ArrayExpression' ? row.elements[0]! : row);

/** Calls that could stand in the place of this one. */
function alternativesTo(site: Site, text: string): string[] {
  const call = text.slice(site.start, site.end);
  const from = site.nameStart - site.start;
  if (site.of === 'touch')
    return verbs.touch
      .filter((verb) => verb !== site.verb)
      .map((verb) => call.slice(0, from) + verb + call.slice(from + site.verb.length));
  switch (site.verb) {
    case 'email':
      return [`lead.email('${other}')`, "lead.pause('9 days').then(() => unsent)"];
    case 'slowDown':
      return ['lead.useNextPersona()'];
    case 'useNextPersona':
      return ['lead.slowDown()'];
    case 'pause':
      return ["lead.pause('9 days')", 'lead.until({ day: 9 })'];
    default:
      return ["lead.pause('9 days')", 'lead.until({ day: 99 })'];
  }
}

/** Edits that leads under way can follow, wherever they wait. */
export function safeEditsOf({ text, sites, tracksStart }: ProgramSource): Edit[] {
  const guarded = sites
    .filter(({ verb }) => !atOnce.includes(verb))
    .map(({ start, end }, n) => {
      const call = text.slice(start, end);
      return { start, end, by: `(patched('edit-${n}') ? lead.pause('1 day').then(() => ${call}) : ${call})` };
    });
  const edits = [
    {
      what: 'other comments',
      source: `/** What a colleague added. */\n${text.replaceAll(/\/\*\*[^]*?\*\//g, '/** Reworded. */')}`,
    },
    {
      what: 'another reason of an end',
      source: text.replaceAll(/ended\('(\w+)', '[^']*'\)/g, "ended('$1', 'for another reason')"),
    },
    {
      what: 'a new track',
      source: changed(text, [{ start: tracksStart, end: tracksStart, by: "async added() { return 'added'; }," }]),
    },
    { what: 'verbs that patched() guards', source: `import { patched } from '@temporalio/workflow';\n${changed(text, guarded)}` },
  ];
  return edits.map((edit) => ({ ...edit, at: '' }));
}
