import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { manageChannels } from './duties.ts'

const texts = {
  disabled: defineTemplate(
    'channel.webhook_disabled',
    '推送“{name}”连续失败，已自动停用。最后一次：{reason}',
  ),
  recall: defineTemplate('channel.recall', '“{title}”已撤回，请到{channel}删除已发的内容并登记。'),
}

export const tellDisabled = (id: string, name: string, reason: string) =>
  message({ duty: manageChannels.code }, texts.disabled, { name, reason }, `/desk/channels/webhooks/${id}`)

export const tellRecall = (id: string, title: string, channel: string) =>
  message({ duty: manageChannels.code }, texts.recall, { title, channel }, `/desk/channels/posts/${id}`)

/** Of letters that are no message to somebody of the centre: what the outbox calls them. */
export const confirmLetter = defineTemplate('channel.confirm', '订阅确认信')
export const digestLetter = defineTemplate('channel.digest', '邮件摘要：{count} 条')
export const groupLetter = defineTemplate('channel.group', '{title}')
export const webhookLetter = defineTemplate('channel.webhook', '{title}')
