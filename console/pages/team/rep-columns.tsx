import type { Outputs } from '../../app/api.ts';
import { count, hours, share } from '../../app/in-figures.ts';
import { dayInWords } from '../../app/period.ts';
import { Behind } from '../../parts/behind.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { Meter } from '../../parts/meter.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When } from '../../parts/when.tsx';
import type { Rep } from './rep.ts';
import styles from './reps.module.css';

/** What a rep did in the period. */
export interface InPeriod {
  readonly medianHours: number | null | undefined;
  readonly handOvers: Outputs['reports']['agreement']['reps'][number] | undefined;
}

const awayOf = ({ away, awayUntil }: Rep): string | undefined =>
  awayUntil && `${away ? '' : 'absence planned, '}until ${dayInWords(awayUntil)}`;

/** What the manager sees of each rep. */
export const columnsOf = (inPeriod: (rep: Rep) => InPeriod): readonly Column<Rep>[] => [
  { title: 'Name', of: ({ name }) => <span className={styles.name}>{name}</span>, text: ({ name }) => name },
  {
    title: 'Team',
    of: (rep) => (
      <small className={styles.team}>
        {rep.team}, {rep.role}
        {rep.awayUntil && (
          <>
            <br />
            {rep.away && <Tag tone="soon">away</Tag>} {awayOf(rep)}
          </>
        )}
      </small>
    ),
    text: (rep) => [rep.team, rep.role, rep.away && 'away', awayOf(rep)].filter(Boolean).join(', '),
  },
  {
    title: 'Open',
    of: ({ id, name, open }) => <Opens n={open} what={`Open tasks of ${name}`} to={{ to: '/team/tasks', search: { rep: id } }} />,
    text: ({ open }) => open,
    number: true,
  },
  {
    title: 'Overdue',
    of: ({ id, name, overdue }) => (
      <Opens n={overdue} what={`Overdue tasks of ${name}`} to={{ to: '/team/tasks', search: { rep: id, due: 'now' } }}>
        {overdue > 0 ? <Tag tone="late">{count(overdue)}</Tag> : '0'}
      </Opens>
    ),
    text: ({ overdue }) => overdue,
    number: true,
  },
  { title: 'Oldest', of: ({ oldest }) => oldest && <When at={oldest} />, text: ({ oldest }) => oldest },
  {
    title: 'Load',
    of: ({ name, open, capacity }) => <Meter label={`Load of ${name}`} value={open} of={capacity} />,
    text: ({ open, capacity }) => `${open} of ${capacity}`,
  },
  {
    title: 'Accepted',
    of: (rep) => <Accepted rep={rep} of={inPeriod(rep).handOvers} />,
    text: (rep) => inPeriod(rep).handOvers?.acceptedShare,
    number: true,
  },
  {
    title: 'First attempt',
    of: (rep) => hours(inPeriod(rep).medianHours),
    text: (rep) => inPeriod(rep).medianHours,
    number: true,
  },
];

/** How many hand-overs a rep accepted; without any, there is nothing to accept. */
function Accepted({ rep, of }: { readonly rep: Rep; readonly of: InPeriod['handOvers'] }) {
  if (of?.acceptedShare == null) return '–';
  return (
    <>
      <Behind of={of.people.accepted} what={`Leads that ${rep.name} accepted`}>
        {count(of.accepted)}
      </Behind>{' '}
      <small>{share(of.acceptedShare)}</small>
    </>
  );
}
