import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { taskOfAlert } from '../../db/alerts/about.ts';
import { signedIn } from '../edge/session.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { link as linkTo, page } from '../pages/pages.ts';
import { openSheetPage } from '../pages/open-sheet-page.ts';
import { meetingFile } from '../tasks/sheet/meeting-file.ts';
import { callSheet, type CallSheet } from '../tasks/sheet/sheet.ts';
import { routeOf, sendPage, verified } from './signed-link.ts';

type Asked = { Params: { token: string } };

/**
 * `GET /t/:token`: the link in an alert shows its task, in the console if the person is signed in. It changes nothing: scanners
 * open links, too. `GET /t/:token/meeting.ics` is the meeting that was agreed with the lead, for the rep's calendar. A rep's
 * reply quotes both links to the lead, so a visitor without a session sees only what the lead may know.
 */
export function taskPageRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<Asked>(routeOf('task'), async (request, reply) => {
    const { token } = request.params;
    const behind = await taskBehind(deps, request, reply);
    if (!behind) return;
    const { sheet, isSignedIn } = behind;
    const inConsole = `/console/tasks/${sheet.taskId}`;
    if (isSignedIn) return await reply.redirect(inConsole, 303);
    const signIn = linkTo(`/signin?to=${encodeURIComponent(inConsole)}`, 'Sign in to see all of it and to report the outcome');
    const file = sheet.handOver?.meeting ? linkTo(`/t/${token}/meeting.ics`, 'Add the meeting to my calendar') : '';
    await reply
      .type('text/html; charset=utf-8')
      .send(page(`${sheet.lead.name}: ${sheet.label}`, `${openSheetPage(sheet)}${signIn}${file}`));
  });

  app.get<Asked>(`${routeOf('task')}/meeting.ics`, async (request, reply) => {
    const behind = await taskBehind(deps, request, reply);
    if (!behind) return;
    const file = meetingFile(behind.sheet, behind.isSignedIn);
    if (file === undefined) return await sendPage(reply, 404, 'There is no meeting', 'No meeting was agreed with this lead.');
    await reply
      .type('text/calendar; charset=utf-8; method=PUBLISH')
      .header('content-disposition', 'attachment; filename="meeting.ics"')
      .send(file);
  });
}

interface Behind {
  readonly sheet: CallSheet;
  readonly isSignedIn: boolean;
}

/** The open task behind a link; otherwise it answers with what is wrong, and returns undefined. */
async function taskBehind(deps: ApiDeps, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<Behind | undefined> {
  const link = await verified(deps, request.params.token, 'task', reply);
  if (!link) return undefined;
  const alert = await taskOfAlert(deps.db, link.key, link.link);
  if (!alert?.active) await sendPage(reply, 410, 'This task is not yours', 'We sent the alert to a rep who has left.');
  if (!alert?.active) return undefined;
  const sheet = await callSheet(deps, alert.taskId);
  const isSignedIn = (await signedIn(deps, request)) !== undefined;
  if (sheet.state === 'open') return { sheet, isSignedIn };
  const outcome = isSignedIn && sheet.outcome ? `Its outcome: ${sheet.outcome}.` : 'There is nothing left to do.';
  await sendPage(reply, 200, 'This task is closed', outcome);
  return undefined;
}
