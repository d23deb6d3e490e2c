import { agreementReport, qualityReport, slaReport } from '../../api/reports/sales.ts';
import { within } from '../../db/reports/scope.ts';
import { percent, quantity } from '../../domain/text/words.ts';
import { lastWeek } from './last-week.ts';
import type { WriteReport } from './report.ts';

type Kept = Awaited<ReturnType<typeof slaReport>>['rows'][number];
type Quality = Awaited<ReturnType<typeof qualityReport>>;

/** The last week of a manager's team, in the numbers of `reports.sla`, `reports.quality` and `reports.agreement`. */
export const salesWeek: WriteReport = async (deps) => {
  const all = lastWeek(deps);
  const ofTeam = within(all, { team: deps.about.team });
  const [bySla, byRep, quality, agreement] = await Promise.all([
    slaReport(deps, ofTeam, 'sla'),
    slaReport(deps, ofTeam, 'rep'),
    qualityReport(deps, ofTeam),
    agreementReport(deps, all),
  ]);
  const sections = [
    { title: 'SLAs', lines: bySla.rows.map(keptLine) },
    { title: 'Reps', lines: byRep.rows.map(keptLine) },
    { title: 'Quality', lines: qualityLines(quality) },
    {
      title: 'Why leads came back to marketing, in all teams',
      lines: agreement.recycled.map(({ label, count, against }) => ({
        text: `${count} × ${label}${against ? ` (counts against ${against})` : ''}`,
      })),
    },
  ].filter(({ lines }) => lines.length > 0);
  if (bySla.rows.length === 0 && quality.reports === 0) return undefined;
  const breached = bySla.rows.reduce((sum, row) => sum + row.breached, 0);
  return { headline: `${quantity(breached, 'SLA')} missed, ${quantity(quality.reports, 'report')}`, sections };
};

function keptLine({ label, met, breached, running, attainment, medianHours }: Kept) {
  const numbers = [
    `${met} kept`,
    `${breached} missed`,
    running > 0 && `${running} running`,
    attainment !== null && percent(attainment),
    medianHours !== null && `first act after ${medianHours.toFixed(1)} h (median)`,
  ];
  return { text: `${label}: ${numbers.filter(Boolean).join(', ')}` };
}

const qualityLines = ({ reports, attempts, reached, rating, rated, reasons }: Quality) =>
  reports === 0
    ? []
    : [
        { text: `${quantity(attempts, 'attempt')} to reach a lead, ${reached} of them reached` },
        ...(rating === null ? [] : [{ text: `Rating of ${quantity(rated, 'lead')}: ${rating.toFixed(1)} of 5` }]),
        ...reasons.map(({ label, count, disposition }) => ({ text: `${count} × ${disposition}: ${label}` })),
      ];
