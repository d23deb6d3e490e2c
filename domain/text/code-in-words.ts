import { brakeReasons } from '../contact/brakes.ts';
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
  customer: { label: 'is a customer, or works for one' },
  competitor: { label: 'works for a competitor' },
  partner: { label: 'works for a partner' },
  wasHere: { label: 'was in this campaign before' },
  noAddress: { label: 'has no address for it' },
  alreadySent: { label: 'was sent before' },
  reportTakenBack: { label: 'the report was taken back' },
  holdout: { label: 'is held out by lot' },
} as const satisfies Labels;

/** The tables whose codes may be a reason. */
const tables: readonly Labels[] = [
  suppressionReasons,
  noConsentReasons,
  standardRecycle.reasons,
  standardDispositions,
  coreKinds,
  others,
  funnelStages,
  brakeReasons,
];

/** A reason in words: the label if it is a code, otherwise the text itself. @param names the tables of the app */
export function codeInWords(reason: string, names: readonly Labels[] = []): string {
  const label = [...names, ...tables].map((table) => own(table, reason)?.label).find((text) => text !== undefined);
  return label === undefined ? reason : lowerFirst(label);
}

/** Several reasons, separated by semicolons, in words. */
export const codesInWords = (reasons: string, names: readonly Labels[] = []): string =>
  reasons
    .split('; ')
    .map((reason) => codeInWords(reason, names))
    .join('; ');
