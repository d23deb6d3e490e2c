import type { ReplyKind } from './engagement.ts';

/** A reply, as far as it takes to understand it. */
export interface ReplyText {
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** The mail says of itself that a machine wrote it. */
  readonly automatic: boolean;
}

// In English and German. The first that matches decides: a "stop" is heard whatever else is said.
const signs: readonly (readonly [ReplyKind, RegExp])[] = [
  [
    'stop',
    /\b(unsubscribe|opt[- ]?out|remove me|take me off|stop (e-?mailing|writing|sending|contacting)|do(n'?t| not) (e-?mail|write|contact)|no more e-?mails?|abmelden|austragen|keine (weiteren )?e?-?mails)\b/iu,
  ],
  [
    'later',
    /\b(not (right )?now|later|next (month|quarter|year)|in a few (weeks|months)|after the (summer|holidays)|bad time|no time|busy|(nicht|später|nächste[sn]?) (jetzt|monat|quartal|jahr)|später)\b/iu,
  ],
  [
    'interested',
    /\b(interested|sounds good|call me|let'?s (talk|meet|speak)|(book|schedule|set up) (a )?(call|meeting|demo)|(want|like) (to see )?(a )?(demo|quote|offer)|send me (a )?(quote|offer|pricing)|interesse|rufen sie (mich )?an|termin)\b/iu,
  ],
  ['question', /\?/u],
];

const automaticSubject =
  /^(automatic reply|auto(matic)?[- ]?reply|out of (the )?office|abwesenheit|automatische antwort|away from)/iu;

/** How a reply is to be understood; `unclear` is for a person to read. */
export const classifyReply = ({ subject, body, automatic }: ReplyText): ReplyKind => {
  if (automatic || automaticSubject.test(subject.trim())) return 'automatic';
  const said = ownWords(body);
  // "Not interested" is a no that no rule here understands well enough.
  if (/\bnot interested\b|\bkein interesse\b/iu.test(said)) return 'unclear';
  const kinds = signs.filter(([, words]) => words.test(said)).map(([kind]) => kind);
  return kinds[0] ?? 'unclear';
};

/** What they wrote themselves: without the mail they answer, and without what stands below a signature's dashes. */
export const ownWords = (body: string): string => {
  const lines = body.replaceAll('\r', '').split('\n');
  const end = lines.findIndex(
    (line) =>
      /^(-- ?$|_{5,}|-{2,} ?(original|ursprüngliche))/i.test(line) ||
      /^(on|am) .{4,200}(wrote|schrieb).{0,80}:$/i.test(line) ||
      /^from: .+@/i.test(line),
  );
  return (end === -1 ? lines : lines.slice(0, end))
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim();
};
