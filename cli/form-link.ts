import { Command } from 'commander';
import { callApi } from './api-client.ts';

export const formLinkCommand = (): Command =>
  new Command('form-link')
    .description('Prints the URL that a form on a web page posts to (API: TRELLIS_API_URL, TRELLIS_API_KEY).')
    .argument('<form>', 'its name: demo, contact, newsletter, trial')
    .option('--campaign <name>', 'the campaign that people enter')
    .option('--source <name>', 'the source of the leads; default: the name of the form')
    .action(async (form: string, options: { campaign?: string; source?: string }) => {
      const { url } = (await callApi('forms.link', { form, ...options })) as { url: string };
      console.log(url);
    });
