import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../app/api.ts';
import { count, days, share } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { Change } from '../../parts/change.tsx';
import { CountedAt } from '../../parts/counted-at.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { DropOffs } from './drop-offs.tsx';
import styles from './funnel.module.css';
import { Groups } from './groups.tsx';
import { Ready } from './ready.tsx';
import { useScope } from './search.ts';
import type { Stage } from './stage.ts';

/** How far the leads that came in during the period have come, against those of the period before. */
export function Funnel() {
  const scope = useScope();
  const { data, error, refetch } = useQuery(api.reports.funnel.queryOptions(scope.now));
  const { data: earlier } = useQuery(api.reports.funnel.queryOptions(scope.before));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const stages = data.groups[0]?.stages ?? [];
  if (!stages[0]?.reached)
    return (
      <Empty title="No lead came in during this period.">
        Choose a longer period above. Leads come in by forms, imports and campaigns.
      </Empty>
    );
  // A first period has nothing to be compared with.
  const before = earlier?.groups[0]?.stages;
  const again = async () => {
    await client.reports.funnel.query({ ...scope.now, anew: true });
    await refetch();
  };
  return (
    <>
      <CountedAt at={data.countedAt} again={again} />
      <Panel
        title="From inquiry to customer"
        about="The leads that came in during the period, wherever they are now. Small numbers: compared with the period before, if any came in then."
      >
        <Steps stages={stages} before={before?.[0]?.reached ? before : []} />
      </Panel>
      <DropOffs stages={stages} />
      <Groups />
      <Ready />
    </>
  );
}

interface StepsProps {
  readonly stages: readonly Stage[];
  readonly before: readonly Stage[];
}

/** A bar for each stage, as high as the share of all leads that reached it. */
const Steps = ({ stages, before }: StepsProps) => (
  <ol className={styles.steps}>
    {stages.map((stage, nth) => {
      const { label, reached, rate, ofAll, medianDays, people } = stage;
      const earlier = before[nth];
      return (
        <li key={stage.stage}>
          <h3>{label}</h3>
          <div className={styles.bar} aria-hidden>
            <div style={{ '--share': ofAll ?? 0 } as React.CSSProperties} />
          </div>
          <p className={styles.number}>
            <Behind of={people.reached} what={`Leads that reached ${label}`}>
              {count(reached)}
            </Behind>
          </p>
          <p>
            <Change now={reached} before={earlier?.reached} />
          </p>
          {nth > 0 && (
            <dl className={styles.facts}>
              <div>
                <dt>of {stages[nth - 1]!.label}</dt>
                <dd>
                  {share(rate)} <Change now={rate} before={earlier?.rate} as={share} />
                </dd>
              </div>
              <div>
                <dt>median</dt>
                <dd>
                  {days(medianDays)} <Change now={medianDays} before={earlier?.medianDays} as={days} lessIsBetter />
                </dd>
              </div>
            </dl>
          )}
        </li>
      );
    })}
  </ol>
);
