import { isName } from '../text/is-name.ts';
import { own } from '../text/own.ts';

/** A step of a deal on its way to a customer. */
export interface DealStage {
  readonly label: string;
  /** How likely a deal in this stage is won, in percent. */
  readonly probability: number;
}

/** How a company's deals advance. */
export interface DealsPolicy {
  /** The currency of amounts that come without one; ISO 4217. */
  readonly currency: string;
  /** The earliest stage first; a deal begins in it unless somebody says otherwise. */
  readonly stages: Readonly<Record<string, DealStage>>;
}

export const standardDeals: DealsPolicy = {
  currency: 'EUR',
  stages: {
    discovery: { label: 'Discovery', probability: 20 },
    proposal: { label: 'Proposal', probability: 50 },
    negotiation: { label: 'Negotiation', probability: 75 },
    commitment: { label: 'Commitment', probability: 90 },
  },
};

/** Whether a text is the code of a currency, such as EUR. */
export const isCurrency = (text: string): boolean => Intl.supportedValuesOf('currency').includes(text);

/** The stage in which a deal begins. */
export const firstStage = ({ stages }: DealsPolicy): string => Object.keys(stages)[0]!;

/** The stage that a person names by its code or its label, in any case; undefined if there is none. */
export function stageNamed({ stages }: DealsPolicy, text: string): string | undefined {
  const said = text.trim().toLowerCase();
  return Object.entries(stages).find(([code, { label }]) => [code, label].some((name) => name.toLowerCase() === said))?.[0];
}

/** A stage as people read it; a stage that the app has removed keeps its code. */
export const stageOf = (
  { stages }: DealsPolicy,
  code: string,
): DealStage | { readonly label: string; readonly probability?: undefined } => own(stages, code) ?? { label: code };

/** The faults of an app's deals. */
export function dealsFaults({ currency, stages }: DealsPolicy): string[] {
  const names = Object.entries(stages);
  return [
    ...(isCurrency(currency) ? [] : [`currency: expected a code of ISO 4217 such as EUR, got "${currency}"`]),
    ...(names.length > 0 ? [] : ['stages: expected at least one']),
    ...names.flatMap(([name, { label, probability }]) => [
      ...(isName(name) ? [] : [`stages: "${name}" is no name`]),
      ...(label.trim() === '' ? [`stages.${name}: expected a label`] : []),
      ...(probability >= 0 && probability <= 100
        ? []
        : [`stages.${name}: expected a probability of 0 to 100, got ${probability}`]),
    ]),
  ];
}
