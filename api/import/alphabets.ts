/** The letters beyond ASCII of languages in Latin script, by the encodings that contain them. */
const alphabets: readonly (readonly [encodings: string, letters: readonly string[]])[] = [
  [
    'windows-1252 macintosh cp850',
    [
      'äöüßéèáàç', // German, and names from neighbouring countries
      'àâæçéèêëîïôœùûüÿ', // French
      'áéíñóúüç', // Spanish
      'ãáàâçéêíóôõúü', // Portuguese
      'àèéìíîòóù', // Italian
      'åäöéüæøà', // Swedish, Danish, Norwegian, Finnish
      'ëïéèêóöüáç', // Dutch
      'áðéíóúýþæö', // Icelandic
      'àçéèíïóòúü', // Catalan
      'àáéíóúôêâù', // Irish, Scottish, and part of Vietnamese names
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

/** The letters beyond ASCII in lower case; a capital İ is the Turkish i. */
const lettersOf = (text: string): string[] =>
  text
    .replaceAll('İ', 'i')
    .toLowerCase()
    .match(/[\u0080-\u024f](?<=\p{L})/gu) ?? [];

/**
 * How well one language of an encoding explains a text: the share of its letters beyond ASCII that are in the alphabet of the
 * likeliest language, 0 to 1. It is 1 if the encoding has no language in Latin script.
 */
export function explainedBy(encoding: string, text: string): number {
  const languages = byEncoding.get(encoding);
  const letters = lettersOf(text);
  if (!languages || letters.length === 0) return 1;
  return Math.max(...languages.map((alphabet) => letters.filter((letter) => alphabet.has(letter)).length)) / letters.length;
}

/** The share of words, 0 to 1, that fit some language of an encoding. */
export function wordsExplainedBy(encoding: string, text: string): number {
  const languages = byEncoding.get(encoding);
  const words = (text.match(/\p{L}+/gu) ?? []).map(lettersOf).filter((letters) => letters.length > 0);
  if (!languages || words.length === 0) return 1;
  const fits = (letters: readonly string[]): boolean =>
    languages.some((alphabet) => letters.every((letter) => alphabet.has(letter)));
  return words.filter(fits).length / words.length;
}
