import { seniorities, type Persona, type Seniority } from './persona.ts';
import { remember } from '../text/remember.ts';
import { assistants, buyers, deputies, leadsOfCrafts, otherBuyers, ranks, traps } from './title-words.ts';

/** German umlauts written as two letters: Geschaeftsfuehrer. */
const writtenOut =
  /(?<=gesch)ae|(?<=f)ue(?=hr)|(?<=gr)ue(?=nd)|(?<=t)ue(?=mer)|(?<=k)ae(?=uf)|(?<=pr)ae(?=sid)|(?<=kret)ae(?=r)/g;

/** The title in lower case, without accents, with single spaces; `&` and the like still separate roles. */
const plain = (title: string): string =>
  title
    .slice(0, 300)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(writtenOut, (pair) => pair[0]!)
    .replaceAll(/[*:_](?=in)/g, '')
    // C.E.O. is CEO.
    .replaceAll(/(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The roles in a title: "Founder & CEO", "Inhaber und Einkäufer". */
const rolesOf = (title: string): readonly string[] =>
  title
    .split(/(?:(?<!\s)\s+)?(?:[/;|&+,–—]|\s-\s|\s(?:and|und|et|y|ed?|en|i|och|og)\s)\s*/u)
    .map((role) => role.trim())
    .filter((role) => role !== '');

const order = Object.keys(seniorities) as readonly Seniority[];

function rankOf(role: string): Seniority {
  if (traps.test(role)) return 'staff';
  if (leadsOfCrafts.test(role)) return 'manager';
  const own = role.replace(deputies, ' ').trim();
  return ranks.find(([, words]) => words.test(own))?.[0] ?? 'staff';
}

interface Judged {
  readonly seniority: Seniority;
  readonly persona: Persona;
}

const judge = remember((title): Judged => {
  const whole = plain(title);
  const seniority = seniorityIn(whole);
  if (buyers.test(whole) && !otherBuyers.test(whole)) return { seniority, persona: 'buyer' };
  const decides = seniority === 'executive' || seniority === 'director';
  return { seniority, persona: decides ? 'decision-maker' : seniority === 'manager' ? 'champion' : 'user' };
});

function seniorityIn(title: string): Seniority {
  // "Assistant to the CEO and the COO" is one role.
  if (assistants.test(title.replace(deputies, ' '))) return 'staff';
  return rolesOf(title)
    .map(rankOf)
    .reduce((highest, rank) => (order.indexOf(rank) > order.indexOf(highest) ? rank : highest), 'staff');
}

/** How senior a title is as a whole, in the languages that Trellis reads; `staff` if nothing in it says more. */
export const seniorityOf = (title = ''): Seniority => judge(title).seniority;

/** The kind of buyer that a title suggests. What a source said about the lead is better: use that first. */
export const personaOf = (title = ''): Persona => judge(title).persona;
