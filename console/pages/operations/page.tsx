import { PageHead } from '../../parts/page-head.tsx';
import layout from '../../style/layout.module.css';
import { Acts } from './acts.tsx';
import { Health } from './health.tsx';
import { InDoubt } from './in-doubt.tsx';
import { Parked } from './parked.tsx';
import { StopAll } from './stop-all.tsx';
import { Stuck } from './stuck.tsx';
import { Unattended } from './unattended.tsx';

/** Whether all is well, and what needs an operator. */
export function Page() {
  return (
    <>
      <PageHead title="Operations" about="What needs an operator, and who did what.">
        <StopAll />
      </PageHead>
      <div className={layout.page}>
        <Health />
        <Unattended />
        <Stuck />
        <Parked />
        <InDoubt />
        <Acts />
      </div>
    </>
  );
}
