import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import { About } from './about.tsx';
import { LeadActs } from './acts/lead-acts.tsx';
import { Now } from './now.tsx';
import { Stops } from './stops.tsx';
import { Story } from './story.tsx';

/** All of a lead: who they are, where they are and why, what happened, and what one can do. */
export function Page() {
  const { lead: leadId } = useParams({ from: '/leads/$lead' });
  const { data: lead, error, refetch } = useQuery(api.leads.get.queryOptions({ leadId }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!lead) return <Waiting />;
  const { name, title, company, stage, held, score } = lead;
  return (
    <>
      <Stops lead={lead} />
      <PageHead
        title={name}
        about={
          <>
            {[title, company?.name].filter(Boolean).join(', ')} <Tag>{stage.label}</Tag> <Tag>{score.temperature}</Tag>{' '}
            {held && <Tag tone="soon">held</Tag>}
          </>
        }
      >
        <LeadActs lead={lead} />
      </PageHead>
      <div className={`${layout.page} ${layout.columns}`}>
        <div className={layout.stack}>
          <Now leadId={leadId} />
          <Story leadId={leadId} />
        </div>
        <About lead={lead} />
      </div>
    </>
  );
}
