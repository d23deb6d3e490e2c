import { useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { May } from '../../parts/may.tsx';
import { Problem } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';
import { Explain } from './segments/explain.tsx';
import { SaveSegment } from './segments/save-segment.tsx';
import { SegmentList } from './segments/segment-list.tsx';

/** Audiences with a name: a new one, all of them with their leads, and why somebody is in one. */
export function Section() {
  const { segment } = useSearch({ from: '/settings/$section' });
  const list = usePages(api.segments.list, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  const segments = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const edited = segments.find(({ name }) => name === segment);
  return (
    <>
      <SegmentList
        segments={segments}
        busy={list.isPending}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      />
      <div className={layout.columns}>
        <May call="segments.save">
          <SaveSegment key={edited?.name ?? ''} edited={edited} />
        </May>
        {segments.length > 0 && <Explain segments={segments} />}
      </div>
    </>
  );
}
