import Handlebars from 'handlebars';
import mjml2html from 'mjml';
import { compiled } from '../app.ts';
import { sampleValues } from '../../content/preview.ts';
import { createRenderer } from '../../content/render.ts';
import { atLeast, type Measurement } from '../measurement.ts';
import { perCoreSecond } from '../stopwatch.ts';
import { inTurns } from '../in-turns.ts';

const CONTENT = 'market-guide';
const FOR_MS = 200;

export const render: Measurement = {
  name: 'render',
  about: 'emails rendered per second for one recipient each, on one core: subject, preheader, HTML and text',
  async run() {
    const ours = ourRendering();
    const handlebars = handlebarsAlone();
    const beside = 'handlebars, the same four templates';
    const rate = (act: () => unknown) => () => Promise.resolve({ rate: perCoreSecond(FOR_MS, act) });
    const { rate: speed } = await inTurns(5, rate(ours), rate(handlebars));
    const perMail = await mjmlPerMail(20);
    return [
      { name: 'render/per-recipient', ...speed, unit: 'emails/s', beside, budget: atLeast(50_000) },
      { name: 'render/compiled-once', value: speed.value, unit: 'emails/s', baseline: perMail, beside: 'MJML for each email' },
    ];
  },
};

function ourRendering(): () => unknown {
  const renderer = createRenderer(compiled);
  const linkFor = (link: string) => `https://go.vendor.example/c/${link}`;
  return () => {
    const { subject, html, text } = renderer.render(CONTENT, ['champion'], sampleValues, linkFor);
    return madeWhole(subject) + madeWhole(html) + madeWhole(text);
  };
}

/** V8 concatenates a string only when it is read, as a mail server's connection would. */
const madeWhole = (text: string): number => text.charCodeAt(text.length - 1);

/** Handlebars alone, with all values given: no checks, no cleaning, no choice of a version. */
function handlebarsAlone(): () => unknown {
  const { subject, preheader, html, text, links } = compiled[CONTENT]!.versions.default;
  const templates = [subject, preheader, html, text].map((source) =>
    Handlebars.compile(source, { strict: true, knownHelpersOnly: true }),
  );
  const addresses = Object.fromEntries(links.map((link) => [link, `https://go.vendor.example/c/${link}`]));
  const view = { ...sampleValues, links: addresses, pixel: addresses['pixel'] };
  return () => templates.map((template) => madeWhole(template(view)));
}

/** Compiles an email of about the same size from MJML each time. @returns emails per second */
async function mjmlPerMail(times: number): Promise<number> {
  const paragraph = '<mj-section><mj-column><mj-text>Dear Ann, a paragraph of some words, and a</mj-text><mj-button href="https://example.com">button</mj-button></mj-column></mj-section>'; // prettier-ignore
  const source = `<mjml><mj-body>${paragraph.repeat(6)}</mj-body></mjml>`;
  const began = performance.now();
  for (let n = 0; n < times; n++) await mjml2html(source, {});
  return (times / (performance.now() - began)) * 1000;
}
