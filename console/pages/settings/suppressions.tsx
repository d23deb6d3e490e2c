import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { May } from '../../parts/may.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import { AddSuppression } from './suppressions/add-suppression.tsx';
import { Filter } from './suppressions/filter.tsx';
import { ImportList } from './suppressions/import-list.tsx';
import { SuppressionList } from './suppressions/suppression-list.tsx';

/** Whom we do not contact: who, why and since when; lists in and out; one by hand; and opening one again. */
export function Section() {
  const { data: reasons, error, refetch } = useQuery(api.suppressions.reasons.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!reasons) return <Waiting />;
  return (
    <>
      <Filter reasons={reasons} />
      <SuppressionList />
      <div className={layout.halves}>
        <May call="contact.close">
          <AddSuppression reasons={reasons} />
        </May>
        <May call="suppressions.import">
          <ImportList />
        </May>
      </div>
    </>
  );
}
