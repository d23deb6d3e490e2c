import type { Browser } from 'playwright-core';
import { createLinkSigner } from '../../content/link-signer.ts';
import type { AboutAlert } from '../../db/alerts/about.ts';
import { exampleApp } from '../../demo/example-app.ts';
import { writeAlert } from '../../worker/write-alert.ts';

const NOON = Date.parse('2026-03-10T10:00:00Z');
const ID = '019cd730-6900-7000-8000-480000000000';

/** A lead who asked for a demo, as the database tells it to the writer of alerts. */
const about = {
  kind: 'opened',
  at: new Date(NOON),
  repId: ID,
  rep: 'Tessa Vos',
  address: 'tessa@baywright.example',
  taskId: ID,
  taskKind: 'call',
  because: 'asked for a demo; it was their turn',
  trigger: { kind: 'demoRequested', at: NOON },
  dueAt: new Date(NOON + 5 * 60_000),
  attempts: 0,
  leadId: ID,
  firstName: 'Ann',
  lastName: 'Lee',
  title: 'Head of Logistics',
  email: 'ann.lee@pier7.example',
  phone: '+49 30 901820',
  zone: 'Europe/Berlin',
  company: 'Pier Seven',
  assignee: 'Tessa Vos',
  lastAct: 'demoRequested',
  wayBack: null,
  words: 'Our contract ends in May. Does it work with our yard system?',
  subject: null,
  meetingAt: null,
  suppressions: [],
} as unknown as AboutAlert;

/** Takes a picture of the email that tells a rep about a task: the real email, as a browser shows it. @param file a PNG */
export async function pictureOfAlert(browser: Browser, file: string): Promise<void> {
  const { policy, sender } = await exampleApp();
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => NOON };
  const links = createLinkSigner('a secret for pictures, of 32 letters or more', 'https://go.baywright.example', clock);
  const domain = sender!.address.split('@')[1]!;
  const settings = { publicUrl: '', sender: { ...sender!, domain }, inboundDomain: 'in.baywright.example' };
  const { from, to, subject, html } = writeAlert({ policy, links, clock, settings }, ID, about, 'Europe/Amsterdam');
  const header = `<p style="margin:0 0 20px;padding:0 0 14px;border-bottom:1px solid #d8dde1;color:#6d7378;font-size:14px">
    <b style="color:#23282d;font-size:18px">${subject}</b><br>${from.name} → ${to.name}</p>`;
  const page = await browser.newPage({ viewport: { width: 600, height: 540 }, deviceScaleFactor: 2 });
  await page.setContent(html.replace(/(<div[^>]*>)/, `$1${header}`));
  await page.screenshot({ path: file });
  await page.close();
}
