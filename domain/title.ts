import type { Persona, Seniority } from './persona.ts';

// In English and German, as titles are written on business cards; what matches first decides.
const seniorityWords: readonly (readonly [Seniority, RegExp])[] = [
  [
    'executive',
    /\b(c[eofitmsr]o|chief|president|vp|svp|evp|founder|owner|partner|managing director|geschäftsführer(in)?|vorstand)\b/iu,
  ],
  ['director', /\b(director|head of|head|(bereichs)?leiter(in)?|direktor(in)?)\b/iu],
  ['manager', /\b(manager(in)?|lead|supervisor|foreman|teamleiter(in)?|coordinator)\b/iu],
];

/** How senior a title sounds; `staff` when nothing in it says more. */
export const seniorityOf = (title: string | undefined): Seniority =>
  seniorityWords.find(([, words]) => words.test(title ?? ''))?.[0] ?? 'staff';

const buyerWords = /\b(purchas\w*|procurement|buyer|sourcing|einkauf\w*|einkäufer(in)?)\b/iu;

/** The kind of buyer that a title suggests. What somebody said about the lead is better: ask for that first. */
export const personaOf = (title: string | undefined): Persona => {
  if (buyerWords.test(title ?? '')) return 'buyer';
  const seniority = seniorityOf(title);
  if (seniority === 'executive' || seniority === 'director') return 'decision-maker';
  return seniority === 'manager' ? 'champion' : 'user';
};
