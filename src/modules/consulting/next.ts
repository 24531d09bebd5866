import type { Consultation } from './duties.ts'

/** What whoever asked may expect next, in a sentence. */
export function nextFor(row: Consultation): string {
  const sentences: Record<string, string> = {
    submitted: '已经收到，正在安排人答复。',
    answering: row.returns > 0 ? '您说没解决，最先接待的人正在再答一次。' : '有人在负责答复，答好了告诉您。',
    entrusted: '已请专家答复，最先接待的人会一直跟到有结果。',
    outside: '需要政府部门答复，我们已转去并在跟进。',
    answered: '答复在下面。解决了没有，请告诉我们；过几个工作日没有消息就办结。',
    withdrawn: '您已撤回。需要时可以重新问。',
  }
  const closed =
    row.solved === 'no'
      ? '没能帮您解决，很抱歉。可以打服务热线，或在“投诉建议”里反映。'
      : '已经办结。还有问题，可以再问。'
  return sentences[row.state] ?? closed
}
