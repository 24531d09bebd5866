import type { Ctx } from '#platform/ctx'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { checkQuestionnaires, manageSurveys } from './duties.ts'
import { addressOf } from './link.ts'
import type { Invitation, Questionnaire, Survey } from './people.ts'

const texts = {
  submitted: defineTemplate('survey.questionnaire_submitted', '问卷“{title}”写好了，请检查。'),
  sentBack: defineTemplate('survey.questionnaire_returned', '问卷“{title}”退回修改：{reason}'),
  opened: defineTemplate('survey.opened', '“{title}”已开启，请选好问卷，固定名单，抽取要问的人。'),
  closed: defineTemplate('survey.closed', '“{title}”已截止，请归纳意见，写出结论。'),
  invited: defineTemplate(
    'survey.invited',
    '您最近在中心办理过“{service}”，请说说办得怎么样，一分钟，不记名。{link}',
    { sms: true, secret: { link: '' } },
  ),
  reminded: defineTemplate(
    'survey.reminded',
    '前些天请您评价“{service}”，还没有收到您的回答，方便时请填一下，一分钟，不记名。{link}',
    { sms: true, secret: { link: '' } },
  ),
} as const

export const toldCheckers = (row: Questionnaire) =>
  message(
    { duty: checkQuestionnaires.code },
    texts.submitted,
    { title: row.title },
    `/desk/surveys/questionnaires/${row.id}`,
  )

export const toldWriters = (row: Questionnaire, reason: string) =>
  message(
    { duty: manageSurveys.code },
    texts.sentBack,
    { title: row.title, reason },
    `/desk/surveys/questionnaires/${row.id}`,
  )

export const toldOrganisers = (row: Survey, what: 'opened' | 'closed') =>
  message({ duty: manageSurveys.code }, texts[what], { title: row.title }, `/desk/surveys/${row.id}`)

/** The link goes by SMS alone: the outbox and the inbox show the text without it. */
export const toldRecipient = (ctx: Ctx, row: Invitation, token: string, what: 'invited' | 'reminded') =>
  message(row.identity_id ? { identity: row.identity_id } : { phone: row.phone }, texts[what], {
    service: row.service_name,
    link: addressOf(ctx, token),
  })
