import type { Chapter } from './chapters.ts';
import type { Entry } from './entry.ts';

const HEAD = `# For authors of programs

Everything that an app imports from Trellis. \`npm run authors\` makes this page from the docstrings: change them, not the page.
The compiler checks every example in the app [example](../example), which has their emails and teams. In the examples of a lead,
\`lead\` is the argument of a track; what an example returns says where the lead goes next. In the examples of a story, \`story\` is
what \`beginStory()\` returns, and \`ann\` is what \`story.lead()\` returns.

[first-program.md](first-program.md) walks from an empty folder to a program that runs.
[changing-programs.md](changing-programs.md) explains how to change a program while leads run,
[extending.md](extending.md) how to add anything that is not a program, and [content.md](content.md) how to write emails.
`;

/** The reference, as Markdown. */
export const pageOf = (chapters: readonly Chapter[]): string => [HEAD, ...chapters.map(chapterText)].join('\n').trimEnd() + '\n';

function chapterText({ from, entries }: Chapter): string {
  const titles = entries.flatMap((entry) =>
    [entry, ...entry.members].map((one) => titleOf(one, one === entry ? undefined : entry)),
  );
  const links = titles.map((title, n) => `[${title}](#${anchorOf(title, titles.slice(0, n))})`);
  return [`## ${from}\n`, `${links.join(' · ')}\n`, ...entries.map((entry) => sectionOf(entry))].join('\n');
}

/** As GitHub makes it of a heading; one that is there already gets a number. */
function anchorOf(title: string, before: readonly string[]): string {
  const plain = (text: string) => text.replaceAll(/\W/g, '').toLowerCase();
  const same = before.filter((other) => plain(other) === plain(title)).length;
  return same === 0 ? plain(title) : `${plain(title)}-${same}`;
}

/** A member is called after what an author calls its object: `lead.email`. */
const titleOf = ({ name }: Entry, of?: Entry): string => (of ? `${of.name.toLowerCase()}.${name}` : name);

function sectionOf(entry: Entry, of?: Entry): string {
  const { kind, signature, text, returns, throws, examples, members } = entry;
  const parts = [
    `${of ? '####' : '###'} \`${titleOf(entry, of)}\`\n`,
    ...(kind === 'class' ? [] : [code(of ? `${of.name.toLowerCase()}.${signature}` : signature)]),
    ...(text ? [`${text}\n`] : []),
    ...(returns ? [`Returns ${returns}.\n`] : []),
    ...(throws ? [`Throws ${throws}.\n`] : []),
    ...examples.map((example) => `For example:\n\n${code(example)}`),
    ...members.map((member) => sectionOf(member, entry)),
  ];
  return parts.join('\n');
}

const code = (text: string): string => `\`\`\`ts\n${text}\n\`\`\`\n`;
