import { system } from '#platform/ctx'
import { pdf, qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { type Http, requireStaff, writeIn } from '#platform/http'
import { find, perform } from '#platform/perform'
import { manageSurveys } from './duties.ts'
import { invitationFlow } from './invitation.ts'
import { addressOf, newToken } from './link.ts'
import { openInvitations } from './queries/clock.ts'
import { questionnaireOf } from './queries/results.ts'
import { surveyFlow } from './workflow.ts'

/** So many slips at once. */
const most = 200

/**
 * 书面邀请: slips with a code for whoever has not answered, in drawn order, to be put into letters. Each holds a link of its own,
 * noted with the invitation; the names stand in no file of the platform's.
 */
export async function printSlips(c: Http): Promise<Response> {
  requireStaff(c, manageSurveys)
  const made = await writeIn(c, async ctx => {
    const survey = await find(ctx, surveyFlow, c.req.param('id') ?? '')
    const open = survey.state === 'fielding' ? await openInvitations(ctx, survey.id, most) : []
    if (open.length === 0) throw notFound('要印的邀请')
    const questionnaire = await questionnaireOf(ctx, survey.questionnaire_id as string)
    const slips: Array<{ number: string; service: string; address: string }> = []
    for (const { id } of open) {
      const token = newToken()
      const { row } = await perform({ ...ctx, actor: system }, invitationFlow, 'print', id, { token })
      slips.push({
        ...{ number: `第 ${row.rank} 位`, service: String(row.service_name) },
        address: addressOf(ctx, token),
      })
    }
    return {
      title: String(survey.title),
      centre: ctx.centre.name,
      opening: questionnaire?.opening ?? '',
      slips,
    }
  })
  const slips = await Promise.all(made.slips.map(async slip => ({ ...slip, qr: await qrSvg(slip.address) })))
  return c.body(new Uint8Array(await pdf('survey-slips', { ...made, slips })), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('满意度调查书面邀请.pdf')}`,
    'cache-control': 'no-store',
  })
}
