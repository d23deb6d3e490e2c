import { sql } from 'kysely';
import type { Verdict } from '../../db/columns.ts';
import {
  answerKinds,
  kindSpec,
  replyKinds,
  type ActMeanings,
  type AnswerKind,
  type EngagementKind,
  type Page,
  type ReplyKind,
} from '../../domain/scoring/engagement.ts';
import { dataInWords, type EngagementData } from '../../domain/scoring/engagement-data.ts';
import { mailBlames, type MailBlame } from '../../domain/contact/mail-status.ts';
import { labelOf } from '../../domain/text/own.ts';
import { dayInWords, lowerFirst, sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: EngagementKind;
  readonly page: Page | null;
  readonly data: EngagementData | null;
  readonly answer: AnswerKind | null;
  readonly reply: ReplyKind | null;
  readonly bounce: MailBlame | null;
  readonly link: string | null;
  readonly intends: EngagementKind | null;
  readonly until: Date | null;
  readonly content: string | null;
  readonly verdict: Verdict;
  readonly words: string | null;
}

/** What the lead did, and wrote. */
export const engagements = source(
  'engagements',
  (leadId) => sql<Row>`
    select at, kind, page, data, answer, reply, bounce, link, intends, until, content, verdict, body as words
    from engagements left join words on engagement_id = engagements.id where lead_id = ${leadId} order by at, id`,
  (row, policy) => {
    const what = detail(row, policy);
    const { kind, data, until, content, verdict, words } = row;
    return sentence(
      labelOf(policy.engagements, kind),
      what && `(${what})`,
      data && `(${dataInWords(kindSpec(policy.engagements, kind).data ?? {}, data)})`,
      until && `until ${dayInWords(until.getTime())}`,
      content && `in ${content}`,
      verdict === 'machine' && '– by a machine',
      words && `: “${words}”`,
    );
  },
);

function detail({ page, answer, reply, bounce, link, intends }: Row, { engagements: kinds, pages }: ActMeanings): string | null {
  if (page) return labelOf(pages, page);
  if (answer) return lowerFirst(labelOf(answerKinds, answer));
  if (reply) return labelOf(replyKinds, reply);
  if (bounce) return labelOf(mailBlames, bounce);
  return link && intends ? `${link}, to ${labelOf(kinds, intends)}` : link;
}
