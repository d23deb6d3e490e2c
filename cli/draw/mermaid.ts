import { endsOf, places, placesOf, stageOfEnd, type ProgramGraph, type Way } from './program-graph.ts';

const arrows = { goes: '-->', rests: '-.->', interrupted: '==>', beside: '-.-' } as const satisfies Record<Way['kind'], string>;

/** A page about the program: its diagram as Mermaid text, and a table of its tracks. */
export const programPage = (graph: ProgramGraph): string =>
  [
    `# ${graph.id}`,
    '',
    '<!-- Drawn from the source by `npm run draw`; do not edit. -->',
    '',
    graph.about,
    '',
    `![The tracks of ${graph.id}, and the ways between them](${graph.id}.svg)`,
    '',
    '| track | whose | does | what for |',
    '| --- | --- | --- | --- |',
    ...graph.tracks.map(({ name, side, steps, about }) => `| ${name} | ${side} | ${steps.join('<br>')} | ${about} |`),
    '',
    'The same as text:',
    '',
    '```mermaid',
    mermaidOf(graph),
    '```',
    '',
  ].join('\n');

export function mermaidOf(graph: ProgramGraph): string {
  return [
    'flowchart TD',
    ...placesOf(graph).map((place) => `  ${place}((${quoted(places[place])}))`),
    ...graph.tracks.map(({ name, side }) => `  ${idOf(name)}[${quoted(name)}]:::${side}`),
    ...endsOf(graph).map((end) => `  ${idOf(end)}([${quoted(stageOfEnd(end)!)}]):::ended`),
    ...graph.ways.map(({ from, to, when, kind }) => `  ${idOf(from)} ${arrows[kind]}${when && `|${quoted(when)}|`} ${idOf(to)}`),
    '  classDef marketing fill:#e3f1ee,stroke:#4f8f84,color:#15332e',
    '  classDef sales fill:#fbeedb,stroke:#c08a3e,color:#4a3310',
    '  classDef ended fill:#eef0f3,stroke:#8a93a3,color:#2c3440',
  ].join('\n');
}

const quoted = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`;
/** In Mermaid, a node must not be called `end`, which is a keyword. */
const idOf = (node: string): string => (stageOfEnd(node) === undefined ? node : `ends_${stageOfEnd(node)}`);
