import { intakeFaults, standardIntake, type IntakePolicy } from '../lead/intake-policy.ts';
import { fieldFaults, type LeadFields } from '../people/lead-fields.ts';
import { personaFaults, standardPersonas, type Personas } from '../people/persona.ts';
import { retentionFaults, standardRetention, type RetentionPolicy } from '../people/retention-policy.ts';
import { consentFaults, consentWith, type ConsentChanges, type ConsentPolicy } from '../contact/consent-policy.ts';
import { agreementFaults, standardAgreement, type AgreementPolicy } from '../sales/agreement-policy.ts';
import { sendingFaults, standardSending, type SendingPolicy } from '../contact/sending-policy.ts';
import { cadenceFaults, standardCadence, type CadencePolicy } from '../sales/cadence-policy.ts';
import { dealsFaults, standardDeals, type DealsPolicy } from '../sales/deals-policy.ts';
import { dispositionFaults } from '../sales/disposition-faults.ts';
import { standardDispositions, type DispositionSpec, type Dispositions } from '../sales/dispositions.ts';
import {
  minimumFaults,
  minimumOf,
  questionFaults,
  standardCallGuide,
  standardDealReview,
  type CallGuide,
  type RepQuestions,
} from '../sales/questions.ts';
import {
  recycleFaults,
  standardRecycle,
  type RecyclePolicy,
  type RecycleReason,
  type RecycleReasons,
  type RecycleSpec,
} from '../sales/recycle.ts';
import { routingFaults, standardRouting, type Routing } from '../sales/routing.ts';
import { slaFaults } from '../sales/sla-faults.ts';
import { standardSlas, type Sla, type Slas } from '../sales/sla.ts';
import {
  coreKinds,
  kindFaults,
  pageFaults,
  standardPages,
  type EngagementChanges,
  type EngagementKindSpec,
  type EngagementKinds,
  type Pages,
} from '../scoring/engagement.ts';
import { scoringFaults, scoringWith, type ScoringChanges, type ScoringPolicy } from '../scoring/scoring-policy.ts';
import { BadPolicy } from './bad-policy.ts';
import { rows } from './rows.ts';

/** What a company decides about its leads. It is plain data that workflows, activities and the API read. */
export interface Policy {
  readonly sending: SendingPolicy;
  readonly consent: ConsentPolicy;
  readonly scoring: ScoringPolicy;
  /** What leads can do, and what each act says about them: the core kinds and the company's own. */
  readonly engagements: EngagementKinds;
  /** The pages that leads visit. */
  readonly pages: Pages;
  /** The kinds of buyer. */
  readonly personas: Personas;
  /** What the company knows of its leads besides names, titles and places. */
  readonly fields: LeadFields;
  /** Who must act within how much working time, and the ladder that follows when they do not. */
  readonly slas: Slas;
  /** Which rep gets a lead: the first rule that finds somebody decides. */
  readonly routing: Routing;
  readonly cadence: CadencePolicy;
  readonly recycle: RecyclePolicy;
  readonly agreement: AgreementPolicy;
  /** The stages of a deal, and the currency of its amount. */
  readonly deals: DealsPolicy;
  readonly intake: IntakePolicy;
  /** After how many days each kind of data goes. */
  readonly retention: RetentionPolicy;
  /** What reps can report, and what happens next. */
  readonly dispositions: Dispositions;
  /** The questions that an SDR asks in a call, by the names under which the rep reports the answers. */
  readonly callGuide: CallGuide;
  /** The questions of the call guide without whose answers no lead is handed over. */
  readonly guideMinimum: readonly string[];
  /** The questions about a deal that was won or lost. */
  readonly dealReview: RepQuestions;
}

/** An app's changes; everything else keeps its default. Tables change row by row and field by field. */
export interface PolicyChanges {
  readonly sending?: Partial<SendingPolicy>;
  readonly consent?: ConsentChanges;
  readonly scoring?: ScoringChanges;
  /** `interface Register { engagements: typeof engagements }` has the compiler know them, with their data, in programs. */
  readonly engagements?: EngagementChanges;
  readonly pages?: Pages;
  readonly personas?: Personas;
  /** `interface Register { fields: typeof fields }` has the compiler know them in programs. */
  readonly fields?: LeadFields;
  /** One that the app adds has all of its fields, and a name that it registers: `interface Register { slas: typeof slas }`. */
  readonly slas?: Readonly<Record<string, Partial<Sla>>>;
  /** In place of the standard's rules, which are in `standardRouting`. */
  readonly routing?: Routing;
  readonly cadence?: Partial<CadencePolicy>;
  readonly recycle?: Partial<Omit<RecyclePolicy, 'reasons'>> & {
    /** One that the app adds has all of its fields, and a name that it registers: `interface Register { recycleReasons: typeof reasons }`. */
    readonly reasons?: { readonly [R in RecycleReason]?: Partial<RecycleSpec> };
  };
  readonly agreement?: Partial<AgreementPolicy>;
  /** `stages` replaces the standard's. */
  readonly deals?: Partial<DealsPolicy>;
  readonly intake?: Partial<IntakePolicy>;
  /** Days by kind of data, or `forGood`. */
  readonly retention?: Partial<RetentionPolicy>;
  /** A disposition that the app adds needs every field; its `next` is one of Trellis's steps. */
  readonly dispositions?: Readonly<Record<string, Partial<DispositionSpec>>>;
  /** Replaces the standard questions. */
  readonly callGuide?: CallGuide;
  /** By default fit, interest, contact data and the willingness to meet, as far as the call guide asks for them. */
  readonly guideMinimum?: readonly string[];
  /** Replaces the standard questions. */
  readonly dealReview?: RepQuestions;
}

/** Finds the faults of each part of a policy. */
const faultsOf: { readonly [Part in keyof Policy]: (policy: Policy) => string[] } = {
  sending: ({ sending }) => sendingFaults(sending),
  consent: ({ consent }) => consentFaults(consent),
  scoring: (policy) => scoringFaults(policy.scoring, policy),
  engagements: ({ engagements }) => kindFaults(engagements),
  pages: ({ pages }) => pageFaults(pages),
  personas: ({ personas }) => personaFaults(personas),
  fields: ({ fields }) => fieldFaults(fields),
  slas: ({ slas, recycle }) => slaFaults(slas, recycle.reasons),
  routing: ({ routing }) => routingFaults(routing),
  cadence: ({ cadence }) => cadenceFaults(cadence),
  recycle: ({ recycle }) => recycleFaults(recycle),
  agreement: ({ agreement }) => agreementFaults(agreement),
  deals: ({ deals }) => dealsFaults(deals),
  intake: ({ intake, slas }) => intakeFaults(intake, slas),
  retention: ({ retention }) => retentionFaults(retention),
  dispositions: ({ dispositions }) => dispositionFaults(dispositions),
  callGuide: ({ callGuide }) => questionFaults(callGuide),
  guideMinimum: ({ guideMinimum, callGuide }) => minimumFaults(guideMinimum, callGuide),
  dealReview: ({ dealReview }) => questionFaults(dealReview),
};

/**
 * Makes the policy of an app: the defaults with its changes.
 * @throws BadPolicy that lists every fault
 * @example
 * export const policy = definePolicy({
 *   sending: { mostPerWeek: 2 },
 *   slas: { firstAttempt: { label: 'First call within the hour' } },
 * });
 */
export function definePolicy(changes: PolicyChanges = {}): Policy {
  const { sending, slas, cadence, recycle, dispositions, callGuide = standardCallGuide } = changes;
  const reasons: RecycleReasons = rows<RecycleSpec>(standardRecycle.reasons, recycle?.reasons);
  const policy: Policy = {
    sending: { ...standardSending, ...sending },
    consent: consentWith(changes.consent),
    scoring: scoringWith(changes.scoring),
    engagements: rows<EngagementKindSpec>(coreKinds, changes.engagements),
    pages: { ...standardPages, ...changes.pages },
    personas: { ...standardPersonas, ...changes.personas },
    fields: changes.fields ?? {},
    slas: rows<Sla>(standardSlas, slas),
    routing: changes.routing ?? Object.values(standardRouting),
    cadence: { ...standardCadence, ...cadence },
    recycle: { ...standardRecycle, ...recycle, reasons },
    agreement: { ...standardAgreement, ...changes.agreement },
    deals: { ...standardDeals, ...changes.deals },
    intake: { ...standardIntake, ...changes.intake },
    retention: { ...standardRetention, ...changes.retention },
    dispositions: rows<DispositionSpec>(standardDispositions, dispositions),
    callGuide,
    guideMinimum: changes.guideMinimum ?? minimumOf(callGuide),
    dealReview: changes.dealReview ?? standardDealReview,
  };
  const faults = Object.entries(faultsOf).flatMap(([part, find]) => find(policy).map((fault) => `${part}: ${fault}`));
  if (faults.length > 0) throw new BadPolicy(faults);
  return policy;
}
