import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { ManyTable } from '../../parts/many-table.tsx';
import { useMany } from '../../parts/many.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import { moved, runAgain } from './deeds.ts';
import { ErrorAt } from './error-at.tsx';
import { loadAll } from './load-all.ts';
import { MoveTo } from './move-to.tsx';
import { ParkedActs } from './parked-acts.tsx';
import { useRefresh } from './refresh.ts';

type Lead = Outputs['ops']['parked']['items'][number];

const keyOf = ({ leadId, lane }: Lead): string => `${leadId} ${lane ?? ''}`;

/** Leads whose program stopped at an error. */
export function Parked() {
  const list = usePages(api.ops.parked, {});
  const { rows } = rowsOf(list);
  const many = useMany({ rows, keyOf, nameOf: ({ name }) => name, loadAll: loadAll(list) });
  const refresh = useRefresh();
  const programs = [...new Set(many.chosen.map(({ program }) => program))];
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Parked leads"
      about="Their program stopped at an error, and they get nothing until it runs again. Fix the cause first."
    >
      <ManyTable<Lead>
        label="Parked leads"
        list={list}
        many={many}
        keyOf={keyOf}
        columns={[
          { title: 'Lead', of: ({ name }) => name },
          { title: 'Program and track', of: ({ program, track }) => [program, track].filter(Boolean).join(', ') },
          { title: 'Error', of: ({ reason }) => reason && <ErrorAt reason={reason} />, text: ({ reason }) => reason },
          { title: 'Since', of: ({ since }) => since && <When at={since} />, text: ({ since }) => since },
          {
            title: 'Act',
            of: (lead) => <ParkedActs lead={lead} />,
            text: () => undefined,
          },
        ]}
        none={<Empty title="No lead is parked.">A lead appears here when its program fails.</Empty>}
      >
        <button onClick={() => void many.each(runAgain, 'Run again').then(refresh)}>Run them again</button>
        <MoveTo
          label="Move them to…"
          program={programs.length === 1 ? programs[0] : undefined}
          onMove={(track) => void many.each((lead) => moved(lead, track), `Moved to ${track}`).then(refresh)}
        />
      </ManyTable>
    </Panel>
  );
}
