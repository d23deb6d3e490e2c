import { isPlaceholder } from '../text/placeholder.ts';

/** The parts of a person's name that a source gives. */
export interface NameCells {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** The whole name; next to a first name it may be only the last name, as in German exports. */
  readonly name?: string | undefined;
}

/** A name to save and to greet with, without doubtful parts. */
export interface PersonName {
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Forms of address and academic titles, with or without full stops. */
const titles =
  words(`mr mrs ms miss mx sir dr drs prof professor doctor doktor doctora dra profa profesor profesora professeur docteur
  herr herrn frau fräulein dipl dipling diplingfh diplkfm diplkffr diplinf diplphys diplchem diplwirting diplvw diplbetrw diplom bsc msc drmed drrernat drphil drjur drhc drdr
  hc drhc drmult rernat phil univ univprof univprofdr profdr profdring drdipl dring ing.  mag.  med jur
  monsieur madame mademoiselle mme mlle mm mgr maître
  señor señora señorita srta sra sr. d. dña doña lic licenciado licenciada arq
  signor signora signorina sig sigra sigrina signra dott dottssa dottoressa dottore avv avvocato ing. geom rag
  dhr mevr mw mevrouw meneer deheer heer drs ir. mr.
  senhor senhora exmo exma sr sra eng engº engª
  pan. pani panna inż mgrinż hab drhab
  fru fröken hr herra rouva kand
  m. fr. me. rev reverend capt lt sgt hon. engr mudr judr phdr rndr mvdr bc.`);

/** Degrees and suffixes that follow a name. */
const suffixes = words(
  'jr sr jnr snr ii iii iv esq phd msc bsc mba llm llb pmp cpa cfa cissp mphil dphil dba edd fh md. ma. ba. jd dds rn cscp cpim cpsm mrics frics',
);

/** Small words inside a last name. */
const particles = words(
  `de da do das dos del della dello di du des de' la le les las los lo van von der den dem ter ten te tot zu zum zur af av bin ibn binti al el y e i und ap st san santa zu 't`,
);

const key = (word: string): string => word.toLowerCase().replaceAll(/[.,()-]/g, '');
// "M." is a form of address, "M" an initial: such words are in the table with their full stop.
const isIn = (table: ReadonlySet<string>, word: string): boolean =>
  table.has(key(word)) || (word.endsWith('.') && table.has(`${key(word)}.`));

const MOST_LETTERS = 40;
const MOST_WORDS = 3;

// A host within a text ("evil.example"), but not an initial or "St." directly followed by a name.
const hostLike = /[\p{L}\d-]{3}\.[\p{L}\d]{2}|\.\p{Ll}{2}/u;
const notOfNames = /[^\p{L}\p{M}\s'’ʻʼ`´.·-]/u;

/** Whether a text can be part of a name, rather than a message, an address or a number. */
function canBeName(text: string): boolean {
  const parts = text.split(' ').filter((word) => !particles.has(word.toLowerCase()));
  return (
    text.length <= MOST_LETTERS &&
    parts.length <= MOST_WORDS &&
    /\p{L}/u.test(text) &&
    !notOfNames.test(text) &&
    !hostLike.test(text) &&
    !/www\./i.test(text) &&
    // Three or more words are a sentence if one of them is not written like a name.
    (parts.length < MOST_WORDS || parts.every((word) => !/^\p{Ll}/u.test(word)))
  );
}

function cleaned(text = ''): string {
  const name = text
    .slice(0, 500)
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F/gu, ' ')
    .replaceAll(/[([][^()[\]]*[)\]]/g, ' ')
    .replaceAll(/(?<=\S\s)["“„«][^"”“»]*["”“»](?=\s\S)/g, ' ')
    .replace(/^\s*'(.*)'\s*$/s, '$1')
    .replace(/^[\s"'“”„«»]+|[\s"“”„«»]+$/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return isEmpty(name) ? '' : name;
}

/** Words for an empty cell that are also people's names if they are written like names: programs write NA and nan. */
const alsoNames = words('na nan nil no nie non nee nada rien vide');

const isEmpty = (name: string): boolean =>
  isPlaceholder(name) && !(alsoNames.has(name.toLowerCase()) && /^\p{Lu}\p{Ll}+$/u.test(name));

/** The words of "PROF. DR. ANN LEE" without the titles before the name. */
function withoutForms(text: string): readonly string[] {
  const parts = text
    .replaceAll(gluedTitle, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const from = parts.findIndex((word) => !isIn(titles, word));
  return from === -1 ? [] : parts.slice(from);
}

/** The place between title and name in "Dr.Ann". */
const gluedTitle = /(?<=(?:^|[\s.])(?:[Pp]rof|[Dd]r|Dipl|Ing|Mr|Mrs|Ms|Mag|Hr|Fr|Sr|Sra|Dott|Univ|med|rer|nat)\.)(?=\p{Lu})/gu;

/** A name without titles and suffixes, and whether a title preceded it. */
function withoutTitles(text: string): { readonly name: string; readonly addressed: boolean } {
  const parts = withoutForms(text);
  let to = parts.length;
  while (to > 1 && isIn(suffixes, parts[to - 1]!)) to -= 1;
  const name = parts.slice(0, to).join(' ');
  return { name, addressed: !text.startsWith(name) || (name === '' && text !== '') };
}

/** ANN and ann are Ann; JP stays JP. */
const inCase = (name: string): string =>
  (name.length > 2 && name === name.toUpperCase() && !name.includes('.')) || name === name.toLowerCase()
    ? name.toLowerCase().replaceAll(/(?<=^|[\s'’-])\p{L}/gu, (letter) => letter.toUpperCase())
    : name;

/** A cell for one part of a name, cut at its comma: a title follows, or a mistake. */
const partOf = (text: string): string => text.split(',')[0]!.trim();

/** "Jr." alone in the cell of a first name is the person's name. */
function firstOf(text: string): string | undefined {
  const name = withoutForms(partOf(text)).join(' ');
  return canBeName(name) ? inCase(name) : undefined;
}

function lastOf(text: string): string | undefined {
  const { name } = withoutTitles(partOf(text));
  return canBeName(name) ? name : undefined;
}

const companyWords =
  /(?:^|\s)(?:gmbh|ag|kg|ltd|llc|inc|corp|co|plc|sa|sas|sarl|srl|spa|bv|nv|ab|oy|as|sl|lda|limited|company|group|gruppe|holding)\.?$/i;

/** A whole name: "Ann Lee", "Lee, Ann", "Prof. Dr. Ann Lee, MBA", "Herr Muster". */
function wholeName(text: string): PersonName {
  const [before = '', ...behind] = text.split(',').map((part) => part.trim());
  const parts = [before, ...behind.filter((part) => part.split(' ').some((word) => !isIn(suffixes, word)) && part !== '')];
  if (parts.length > 2) return noName;
  const [one = '', two] = parts;
  if (two !== undefined && !companyWords.test(two)) return { firstName: firstOf(two), lastName: lastOf(one) };
  const { name, addressed } = withoutTitles(one);
  const [first = '', ...rest] = name.split(' ');
  // "Mr. Lee" and "Dr. Lee": no greeting by the last name.
  if (rest.length === 0)
    return addressed ? { firstName: undefined, lastName: lastOf(first) } : { firstName: firstOf(first), lastName: undefined };
  const last = rest.join(' ');
  // A sentence contains no name, not even as its first word.
  return canBeName(first) && canBeName(last) ? { firstName: firstOf(first), lastName: lastOf(last) } : noName;
}

/** Words for a shared mailbox, a column header or an unknown person: alone or together they are not a name. */
const roles =
  words(`info admin administrator office sales marketing support service contact kontakt team department dept hr it finance accounting accounts billing purchasing procurement
  reception webmaster postmaster hello user customer guest unknown unbekannt inconnu desconocido sconosciuto onbekend test tester demo sample example lead subscriber noName someone owner
  einkauf verkauf vertrieb buchhaltung geschäftsführung geschäftsleitung sekretariat zentrale empfang personal personalabteilung abteilung verwaltung büro kundenservice kundendienst bestellung
  achats comptabilité accueil secrétariat direction compras ventas administración contabilidad recepción acquisti vendite amministrazione segreteria inkoop verkoop administratie receptie directie zakupy biuro sekretariat
  first last name full vorname nachname prénom nom nombre apellido apellidos cognome nome voornaam achternaam fname lname firstname lastname the our your`);

/** Several people, or a family, whom no greeting fits. */
const several =
  /^(?:(?:herrn?|frau|mr|mrs|ms|monsieur|madame|m|mme|señor|señora|sr|sra|signora?|dhr|mevr|familie|family|famille|familia|famiglia|eheleute)\.?\s+(?:und|and|et|y|e|en|&|\+|\/)\s|(?:familie|family|famille|familia|famiglia|eheleute)\s)/i;

const firmForms = /\s(?:gmbh|kg|ohg|ug|ltd|llc|inc|corp|plc|sarl|srl|limited|holding|gruppe|b\.v|bv)\.?$/i;

const namesNoPerson = (text: string): boolean =>
  several.test(text) ||
  (firmForms.test(text) && !text.includes(',')) ||
  text.split(/[\s,]+/).every((word) => roles.has(key(word)) || isEmpty(word));

const noName: PersonName = { firstName: undefined, lastName: undefined };

/**
 * Reads a person's name from a file, the API or a form: swaps "Last, First", and drops forms of address, academic titles and words
 * for an empty cell. A text that is too long for a name, or contains an address, a URL or digits, is not a name; without a first
 * name, the greeting has none.
 */
export function readName(cells: NameCells): PersonName {
  const [first, last, whole] = [cleaned(cells.firstName), cleaned(cells.lastName), cleaned(cells.name)];
  if (namesNoPerson(`${first} ${last}`.trim() || whole)) return noName;
  if (first === '' && last === '') return wholeName(whole);
  // Both cells contain the whole name, or the first one contains the last name too.
  if (first.includes(' ') && first.toLowerCase() === last.toLowerCase()) return wholeName(first);
  if (last !== '' && first.toLowerCase().endsWith(` ${last.toLowerCase()}`))
    return { firstName: firstOf(without(first, last)), lastName: lastOf(last) };
  if (last === '' && first.includes(',')) return wholeName(first);
  if (first !== '' && last === '') {
    const rest = whole.includes(',') ? wholeName(whole).lastName : lastOf(without(whole, first));
    return { firstName: firstOf(first), lastName: rest };
  }
  if (first === '') return { firstName: firstOf(without(whole, last)), lastName: lastOf(last) };
  return { firstName: firstOf(first), lastName: lastOf(last) };
}

/** A whole name without one of its parts; all of it if it does not contain the part. */
function without(whole: string, part: string): string {
  const [a, b] = [whole.toLowerCase(), part.toLowerCase()];
  if (a.startsWith(`${b} `)) return whole.slice(part.length).trim();
  if (a.endsWith(` ${b}`)) return whole.slice(0, -part.length).trim();
  return a === b ? '' : whole;
}
