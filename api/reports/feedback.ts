import type { Scope } from '../../db/reports/scope.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from './input.ts';
import { labelsOf } from './labels.ts';
import { countOf, grouped, listOf, numbersOf, type Group } from './rows.ts';

/** By what the feedback of sales can be counted: `content` is the email that the lead had reacted to last, or else had got last. */
export const feedbackColumns = [
  'content',
  'campaign',
  'source',
  'persona',
  'program',
  'disposition',
  'team',
  'rep',
  'month',
] as const;

const grades = ['5', '4', '3', '2', '1'] as const;

/** How sales rated leads, what resonated and fell flat, and why deals were won and lost. */
export async function feedbackReport(deps: Pick<ApiDeps, 'db' | 'policy'>, scope: Scope, by: string) {
  const [groups, labels] = await Promise.all([grouped(deps.db, 'feedback', scope, by, ['question', 'answer']), labelsOf(deps)]);
  const { callGuide, dealReview } = deps.policy;
  const questionOf = (name: string): string => own(callGuide, name) ?? own(dealReview, name) ?? 'What did we learn?';
  const rows = groups.map((group) => ({
    value: group.value,
    label: labels(by, group.value),
    ...numbersOf(group, { rated: { question: 'rating' } }),
    mean: meanOf(group),
    /** How many leads got each grade, from 5 (excellent) to 1 (poor). */
    grades: grades.map((grade) => ({ grade, ...numbersOf(group, { count: { question: 'rating', answer: grade } }) })),
    answers: questionsOf(group).map((question) => ({
      question,
      label: questionOf(question),
      answers: listOf(group, 'answer', { question }, (answer) => answer ?? ''),
    })),
  }));
  return { ...spanOf(scope), by, rows: rows.toSorted((a, b) => b.rated - a.rated) };
}

/** From 1 to 5; null if nobody was rated. */
function meanOf(group: Group): number | null {
  const rated = countOf(group, { question: 'rating' });
  const sum = grades.reduce((all, grade) => all + Number(grade) * countOf(group, { question: 'rating', answer: grade }), 0);
  return rated === 0 ? null : sum / rated;
}

const questionsOf = ({ rows }: Group): readonly string[] =>
  [...new Set(rows.map(({ of }) => of['question'] ?? ''))].filter((question) => question !== 'rating');
