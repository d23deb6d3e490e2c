import { Command } from 'commander';
import { callApi } from './api-client.ts';

export const formLinkCommand = (): Command =>
  new Command('form-link')
    .description('Prints the address to which a form on a page is sent (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .argument('<form>', 'its name: demo, contact, newsletter, trial')
    .option('--campaign <name>', 'the campaign that people enter by it')
    .option('--source <name>', 'the source of their leads; without it, the form')
    .action(async (form: string, options: { campaign?: string; source?: string }) => {
      const { url } = (await callApi('forms.link', { form, ...options })) as { url: string };
      console.log(url);
    });
