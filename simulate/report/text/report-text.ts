import type { Report } from '../report.ts';
import { fileSection, enrolmentSection } from './file-section.ts';
import { endingsSection, funnelSection, recycledSection } from './funnel-section.ts';
import { ledgerSection } from './ledger-section.ts';
import { emailsSection } from './emails-section.ts';
import { dayOf, minutesOf } from './dates.ts';
import { plain, type Paint } from './paint.ts';
import { ratesSection } from './rates-section.ts';
import type { Section } from './section.ts';
import { agreementSection, dispositionsSection, slaSection } from './sales-section.ts';
import { heldBackSection, moneySection, repsSection, sourcesSection } from './numbers-section.ts';
import { lagSection, storySection, unseenSection } from './story-section.ts';

type SectionOf = (report: Report, paint: Paint) => Section;

const sections: readonly SectionOf[] = [
  fileSection,
  enrolmentSection,
  funnelSection,
  endingsSection,
  emailsSection,
  ratesSection,
  moneySection,
  sourcesSection,
  slaSection,
  repsSection,
  heldBackSection,
  dispositionsSection,
  recycledSection,
  agreementSection,
  storySection,
  lagSection,
  unseenSection,
  ledgerSection,
];

/** The report as text, in colours if the paint has some. */
export function reportText(report: Report, paint: Paint = plain): string {
  const { seed, days, day, from, to, zone, tookSeconds } = report.rehearsal;
  const title = `A rehearsal of ${days} days`;
  const about = `${dayOf(from, zone)} to ${dayOf(to, zone)} · a day in ${day} · seed ${seed} · took ${minutesOf(tookSeconds)}`;
  const parts = sections
    .map((section) => section(report, paint))
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [paint.bold(heading), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'));
  return `\n${[`${paint.bold(title)}\n${paint.dim(about)}`, ...parts].join('\n\n')}\n`;
}
