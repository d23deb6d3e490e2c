import type { Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShareRange } from '../../parts/share-range.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Minute } from '../../parts/when.tsx';
import { SmallTable } from '../../parts/small-table.tsx';

type Two = NonNullable<Outputs['content']['results']['subjects']>;

const points = (share: number): string => `${share > 0 ? '+' : ''}${Math.round(share * 100)}`;

/** Subject A against subject B, and what can be said of them so far. */
export function Subjects({ id, subjects }: { readonly id: string; readonly subjects: Two }) {
  const { of, a, b, since, percent, text, verdict, difference } = subjects;
  const most = Math.max(0.01, a.rate?.to ?? 0, b.rate?.to ?? 0);
  return (
    <Panel
      title={`${titles[of]} A or B`}
      about={
        <>
          {percent} of 100 leads get B. Counted since <Minute at={since} />.
        </>
      }
      actions={
        <span>
          <Tag tone={verdict === 'a' || verdict === 'b' ? 'good' : 'plain'}>{inAWord[verdict]}</Tag>
        </span>
      }
    >
      <SmallTable label={`${titles[of]} A or B`} titles={['Subject', { ofNumbers: 'Sent' }, 'Goal met']}>
        {(
          [
            ['A', a],
            ['B', b],
          ] as const
        ).map(([name, { subject, sent, goal, rate, people }]) => (
          <tr key={name}>
            <th scope="row" style={{ whiteSpace: 'normal' }}>
              {name}: {subject}
            </th>
            <td className="number">
              <Behind of={people.sent} what={`${subject}: sent`}>
                {count(sent)}
              </Behind>
            </td>
            <td>
              <Behind of={people.goal} what={`${subject}: goal met`}>
                {count(goal)}
              </Behind>
              {' · '}
              <ShareRange of={rate} most={most} />
            </td>
          </tr>
        ))}
      </SmallTable>
      <p>
        <strong>{text}</strong>
      </p>
      <p className="quiet">
        {difference &&
          `From A to B, the share changes by ${points(difference.from)} to ${points(difference.to)} points (95 % interval). `}
        {of === 'subject'
          ? `To end the test, keep one subject in the file emails/${id}.mjml.`
          : `To end the test, keep one of the files emails/${id}.mjml and emails/${id}.b.mjml.`}
      </p>
    </Panel>
  );
}

const titles: Readonly<Record<Two['of'], string>> = { subject: 'Subject', text: 'Text', format: 'Format' };

const inAWord: Readonly<Record<Two['verdict'], string>> = {
  notEnough: 'not enough yet',
  noDifference: 'no difference visible',
  a: 'A is better',
  b: 'B is better',
};
