import { readFileSync } from 'node:fs';

/** The lines of a corpus with their languages: `# xx` begins a language, and `\n` in a line is a line break. */
export function corpus(name: string): [language: string, text: string][] {
  let language = '';
  return readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line): [string, string][] => {
      if (line.startsWith('# ')) language = line.slice(2);
      return line === '' || line.startsWith('# ') ? [] : [[language, line.replaceAll('\\n', '\n')]];
    });
}
