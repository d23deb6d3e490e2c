import type { Expanded } from './expand.ts';
import type { ContentProblem } from './problem.ts';
import type { Declared } from './read-entry.ts';

const TAG = /<[a-z][^>]*>/gi;
const ATTRIBUTE = /([a-z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const ADDRESSES = new Set(['href', 'src', 'background', 'background-url', 'action', 'srcset']);
const WORDS = new Set(['alt', 'title', 'aria-label']);

const isAddress = (value: string, variables: Declared['variables']): boolean => {
  const path = /^\{\{([\w.]+)\}\}$/.exec(value)?.[1];
  return path !== undefined && (path === 'pixel' || path.startsWith('links.') || variables[path] === 'url');
};

/**
 * What is wrong inside the tags: an address that isn't a checked link (a placeholder there could become `javascript:`, a fixed
 * address isn't counted), or a placeholder in an attribute that isn't read as words.
 */
export const lintTags = ({ text, placeOf }: Expanded, variables: Declared['variables']): readonly ContentProblem[] => {
  const problems: ContentProblem[] = [];
  for (const tag of text.matchAll(TAG)) {
    const place = placeOf(tag.index);
    const rest = tag[0].replace(ATTRIBUTE, (whole, name: string, double?: string, single?: string) => {
      const value = double ?? single ?? '';
      if (ADDRESSES.has(name.toLowerCase())) {
        if (!isAddress(value, variables)) {
          problems.push({
            ...place,
            what: `${name}="${value}" isn't a declared link.`,
            fix: 'Declare it under links: and write {{links.<name>}}.',
          });
        }
        return '';
      }
      return WORDS.has(name.toLowerCase()) ? '' : whole;
    });
    if (rest.includes('{{')) {
      problems.push({
        ...place,
        what: `${tag[0]} has a placeholder where it can't be filled in safely.`,
        fix: 'Use placeholders in text, href, src, alt and title.',
      });
    }
  }
  return problems;
};
