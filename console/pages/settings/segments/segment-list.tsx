import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../app/api.ts';
import { count } from '../../../app/number.ts';
import { AudienceWords } from '../../../parts/audience-words.tsx';
import { DataTable } from '../../../parts/data-table.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { May } from '../../../parts/may.tsx';
import { Minute } from '../../../parts/when.tsx';
import layout from '../../../style/layout.module.css';
import { inSegment, type Segment } from './segment.ts';
import { useRemoveSegment } from './use-remove-segment.ts';

interface SegmentListProps {
  readonly segments: readonly Segment[];
  readonly busy: boolean;
  readonly more: (() => void) | undefined;
}

/** All segments with the leads that they have now. */
export function SegmentList({ segments, busy, more }: SegmentListProps) {
  // Not in the row: it goes while its undo is offered.
  const remove = useRemoveSegment();
  return (
    <DataTable<Segment>
      label="Segments"
      rows={segments}
      busy={busy}
      keyOf={({ name }) => name}
      columns={[
        { title: 'Segment', of: ({ name }) => name },
        { title: 'Leads now', of: ({ name }) => <Leads name={name} />, text: () => undefined, number: true },
        { title: 'Who is in it', of: ({ words }) => <AudienceWords of={words} />, text: ({ words }) => words },
        { title: 'Used in segments', of: ({ usedBy }) => usedBy.join(', ') || 'none' },
        {
          title: 'Saved',
          of: ({ savedAt, savedBy }) => (
            <>
              <Minute at={savedAt} /> <small>by {savedBy}</small>
            </>
          ),
          text: ({ savedAt }) => savedAt,
        },
        { title: 'Acts', of: (segment) => <Acts segment={segment} onRemove={() => remove(segment)} />, text: () => undefined },
      ]}
      more={more}
      none={
        <Empty title="There are no segments yet.">
          A segment is an audience with a name, such as the plant managers in the Netherlands. Campaigns and other segments refer
          to it by its name.
        </Empty>
      }
    />
  );
}

function Leads({ name }: { readonly name: string }) {
  const { data } = useQuery(api.segments.count.queryOptions({ audience: inSegment(name) }));
  return (
    <Link to="/leads" search={{ where: inSegment(name) }}>
      {data ? count(data.leads) : '…'}
    </Link>
  );
}

interface ActsProps {
  readonly segment: Segment;
  readonly onRemove: () => void;
}

function Acts({ segment: { name, usedBy }, onRemove }: ActsProps) {
  return (
    <span className={layout.row}>
      <May call="campaigns.draft">
        <Link className="button" to="/campaigns/new" search={{ audience: inSegment(name) }}>
          Draft a campaign
        </Link>
      </May>
      <May call="segments.save">
        <Link className="button" to="/settings/$section" params={{ section: 'segments' }} search={{ segment: name }}>
          Change
        </Link>
      </May>
      <May call="segments.remove">
        <button
          disabled={usedBy.length > 0}
          title={usedBy.length > 0 ? `Other segments use it: ${usedBy.join(', ')}. Change them first.` : undefined}
          onClick={onRemove}
        >
          Remove
        </button>
      </May>
    </span>
  );
}
