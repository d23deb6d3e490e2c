import { isName } from '../text/is-name.ts';
import { own } from '../text/own.ts';

/** Questions by short names, under which a rep gives the answers. */
export type RepQuestions = Readonly<Record<string, string>>;

/** The questions of a call guide. */
export type CallGuide = RepQuestions;

/** The questions of the SDR's call guide (up to 30 minutes). */
export const standardCallGuide = {
  fit: 'Do size, industry and region fit?',
  need: 'What do they need, and what drives it?',
  interest: 'How interested are they?',
  earlierPurchase: 'Have they bought something like it before?',
  authority: 'Who decides?',
  timing: 'When do they want it?',
  contactData: 'Is the contact data right?',
  willingToMeet: 'Are they willing to meet?',
  channel: 'Which channel do they prefer?',
  resonated: 'What resonated?',
  fellFlat: 'What fell flat?',
} as const satisfies CallGuide;

/** The questions without whose answers no lead is handed over. */
const standardGuideMinimum = ['fit', 'interest', 'contactData', 'willingToMeet'] as const;

/** The standard minimum, as far as a call guide has its questions. */
export const minimumOf = (guide: CallGuide): readonly string[] => standardGuideMinimum.filter((name) => own(guide, name));

/** The questions about a deal that was won or lost. */
export const standardDealReview = {
  hesitation: 'What made them hesitate?',
  dealBreaker: 'What was the deal-breaker, or nearly was?',
  wantedFeature: 'Which feature did they want?',
  contentThatHelped: 'Which content helped?',
  alternative: 'What else did they look at?',
} as const satisfies RepQuestions;

/** The faults of an app's questions. */
export const questionFaults = (questions: RepQuestions): string[] =>
  Object.keys(questions).length === 0
    ? ['expected at least one question']
    : Object.entries(questions).flatMap(([name, question]) => [
        ...(isName(name) ? [] : [`${name}: expected a name of letters and digits that begins with a lower-case letter`]),
        ...(question ? [] : [`${name}: expected a question`]),
      ]);

/** The faults of an app's minimum. */
export const minimumFaults = (minimum: readonly string[], guide: CallGuide): string[] =>
  minimum.flatMap((name) => (own(guide, name) === undefined ? [`the call guide has no question "${name}"`] : []));
