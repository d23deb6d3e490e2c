import type { FrontMatter } from './front-matter.ts';

export function isLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

export const LANGUAGE_FIX = 'Write the code of a language, such as nl or pt-BR.';

/** The language that the front matter of a content names; undefined if it names none. */
export function readLanguage(matter: FrontMatter): string | undefined {
  if (!matter.has('language')) return undefined;
  const tag = matter.text('language');
  if (tag === undefined || isLanguage(tag)) return tag;
  matter.complain('language', `language is "${tag}".`, LANGUAGE_FIX);
  return undefined;
}

/** The language of a compiled email: that of its layout, `<mjml lang="nl">`, unless `inLanguage` changed it. */
export function languageIn(html: string): string | undefined {
  const tag = /<html lang="([^"]*)"/.exec(html)?.[1];
  // MJML writes "und" if the layout names no language.
  return tag === 'und' ? undefined : tag;
}

/** Tells mail programs and screen readers the language of an email. */
export const inLanguage = (html: string, language: string): string =>
  html.replaceAll(/(?<=<html |role="article" )lang="[^"]*"/g, `lang="${language}"`);
