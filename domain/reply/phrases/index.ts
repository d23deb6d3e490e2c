import { dutch } from './nl.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import { german } from './de.ts';
import { italian } from './it.ts';
import type { Phrases } from './phrases.ts';
import { polish } from './pl.ts';
import { portuguese } from './pt.ts';
import { spanish } from './es.ts';

/** The languages in which Trellis understands replies. A person must read replies in other languages. */
export const languages: readonly Phrases[] = [english, german, french, spanish, italian, dutch, portuguese, polish];
