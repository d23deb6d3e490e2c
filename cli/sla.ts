import { Command } from 'commander';
import { asHtml, asMarkdown, type Document } from '../domain/text/document.ts';
import { callApi } from './api-client.ts';
import { printable } from './printable.ts';

export const slaCommand = (): Command =>
  new Command('sla')
    .description(
      'Prints what marketing and sales agreed on, with the current figures, as Markdown (API: TRELLIS_API_URL, TRELLIS_API_KEY).',
    )
    .option('--html', 'print a page of HTML')
    .option('--days <number>', 'how many days the figures cover', '30')
    .action(async ({ html, days }: { html?: boolean; days: string }) => {
      const document = (await callApi('team.agreement', { days: Number(days) })) as Document;
      console.log(printable(html ? asHtml(document) : asMarkdown(document)));
    });
