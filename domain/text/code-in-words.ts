import { noConsentReasons } from '../contact/consent.ts';
import { standardDispositions } from '../sales/dispositions.ts';
import { coreKinds } from '../scoring/engagement.ts';
import { funnelStages } from '../lead/funnel.ts';
import { own } from './own.ts';
import { standardRecycle } from '../sales/recycle.ts';
import { suppressionReasons } from '../contact/suppression.ts';
import { lowerFirst } from './words.ts';

type Labels = Readonly<Record<string, { readonly label: string }>>;

const others = {
  inProgram: { label: 'is in another campaign' },
  competitor: { label: 'works for a competitor' },
  partner: { label: 'works for a partner' },
  wasHere: { label: 'was in this campaign before' },
} as const satisfies Labels;

/** The codes that stand as a reason, wherever one does. */
const tables: readonly Labels[] = [
  suppressionReasons,
  noConsentReasons,
  standardRecycle.reasons,
  standardDispositions,
  coreKinds,
  funnelStages,
  others,
];

/** A reason as a person reads it: the label of a code; other words as they are. @param names the tables of the app */
export const codeInWords = (reason: string, names: readonly Labels[] = []): string => {
  const label = [...names, ...tables].map((table) => own(table, reason)?.label).find((text) => text !== undefined);
  return label === undefined ? reason : lowerFirst(label);
};

/** Reasons that stand one after the other, as a person reads them. */
export const codesInWords = (reasons: string, names: readonly Labels[] = []): string =>
  reasons
    .split('; ')
    .map((reason) => codeInWords(reason, names))
    .join('; ');
