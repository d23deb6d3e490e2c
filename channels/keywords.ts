import type { Keyword } from '../domain/contact/text-channel.ts';

/** The words that people and carriers use, in English, German, French, Spanish, Portuguese, Italian, Dutch and Polish. */
const words: Readonly<Record<Keyword, string>> = {
  stop:
    'stop stopall stop-all unsubscribe cancel end quit optout opt-out revoke remove arret arreter desabonner desinscrire ' +
    'stopp abmelden abbestellen baja parar alto cancelar sair fermare annulla afmelden stoppen uitschrijven koniec wypisz',
  start: 'start unstop subscribe resume anmelden reprendre alta retomar riprendi aanmelden wznow',
  help: 'help info hilfe aide ayuda ajuda aiuto hulp pomoc',
};

const keywords = new Map(
  (Object.keys(words) as Keyword[]).flatMap((keyword) => words[keyword].split(' ').map((word) => [word, keyword] as const)),
);

/** Without accents, signs and capitals: `“Stop.”` is `stop`, and `Arrêt` is `arret`. */
const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim();

/** What a person asks for with a text of one word, in any case and with any signs around it; undefined for any other text. */
export const keywordIn = (text: string): Keyword | undefined =>
  keywords.get(bare(text)) ?? keywords.get(bare(text).replaceAll(' ', ''));
