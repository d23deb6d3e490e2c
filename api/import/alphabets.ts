/** The letters beyond ASCII of languages in Latin script, by the encodings that have them. */
const alphabets: readonly (readonly [encodings: string, letters: readonly string[]])[] = [
  [
    'windows-1252 macintosh cp850',
    [
      'äöüßéèáàç', // German, with names of the neighbours
      'àâæçéèêëîïôœùûüÿ', // French
      'áéíñóúüç', // Spanish
      'ãáàâçéêíóôõúü', // Portuguese
      'àèéìíîòóù', // Italian
      'åäöéüæøà', // Swedish, Danish, Norwegian, Finnish
      'ëïéèêóöüáç', // Dutch
      'áðéíóúýþæö', // Icelandic
      'àçéèíïóòúü', // Catalan
      'àáéíóúôêâù', // Irish, Scottish, Vietnamese names in part
    ],
  ],
  [
    'windows-1250 iso-8859-2',
    [
      'äöüß',
      'ąćęłńóśźż', // Polish
      'áčďéěíňóřšťúůýž', // Czech
      'áäčďéíĺľňóôŕšťúýž', // Slovak
      'áéíóöőúüű', // Hungarian
      'ăâîşţșț', // Romanian
      'čćđšž', // Croatian, Slovene
    ],
  ],
  ['windows-1254', ['çğıöşüâîû', 'äöüß']],
  ['windows-1257', ['āčēģīķļņšūž', 'ąčęėįšųūž', 'äöõüšž']],
];

const byEncoding = new Map<string, readonly ReadonlySet<string>[]>();
for (const [encodings, languages] of alphabets)
  for (const name of encodings.split(' '))
    byEncoding.set(
      name,
      languages.map((letters) => new Set(letters)),
    );

/** Letters beyond ASCII, each in lower case; a capital İ is the Turkish i. */
const lettersOf = (text: string): string[] =>
  text
    .replaceAll('İ', 'i')
    .toLowerCase()
    .match(/[\u0080-\u024f](?<=\p{L})/gu) ?? [];

/**
 * How much of a text one language explains, of those that are written in an encoding: the share of its letters beyond ASCII that
 * stand in the alphabet of the likeliest one, 0 to 1. 1 where no language of Latin script is asked for.
 */
export function explainedBy(encoding: string, text: string): number {
  const languages = byEncoding.get(encoding);
  const letters = lettersOf(text);
  if (!languages || letters.length === 0) return 1;
  return Math.max(...languages.map((alphabet) => letters.filter((letter) => alphabet.has(letter)).length)) / letters.length;
}

/** Whether each word of a text fits a language that is written in an encoding; a share of the words, 0 to 1. */
export function wordsExplainedBy(encoding: string, text: string): number {
  const languages = byEncoding.get(encoding);
  const words = (text.match(/\p{L}+/gu) ?? []).map(lettersOf).filter((letters) => letters.length > 0);
  if (!languages || words.length === 0) return 1;
  const fits = (letters: readonly string[]): boolean =>
    languages.some((alphabet) => letters.every((letter) => alphabet.has(letter)));
  return words.filter(fits).length / words.length;
}
