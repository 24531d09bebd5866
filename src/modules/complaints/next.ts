import { isGrievance } from './codes.ts'
import type { Complaint } from './duties.ts'

/** What whoever complained may expect next, in a sentence. */
export function nextFor(row: Complaint, mergedNumber: string | null): string {
  const by = row.for_bureau ? '主管部门' : '中心'
  const sentences: Record<string, string> = {
    submitted: `${by}正在看您反映的事，是否受理会尽快告知。`,
    accepted: '已经受理，正在安排办理的人。',
    handling: '正在核查办理，到期前会答复您。',
    answered: '已有答复，请看下面。满意不满意都可以直接告诉我们，也会有没经手的人给您打电话。',
    told: '已有答复，请看下面。满意不满意都请告诉我们；过几个工作日没有意见就办结。',
    disputed: '您不满意，我们正在另找一个人来复核。',
    reviewing: '正由另一名人员复核，办好再答复您。',
    refused:
      row.for_bureau || row.appeal !== null
        ? '这件没有受理，理由见下面。有新情况可以重新反映。'
        : '这件没有受理，理由见下面。您认为应当受理的，可以请主管部门复查一次。',
    appealed: '主管部门正在复查不予受理的决定。',
    withdrawn: '您已撤回。需要时可以重新反映。',
    merged: `与先前的一件（${mergedNumber ?? ''}）是同一件事，一并办理，答复同样告知您。`,
  }
  const closed = isGrievance(row) ? '已办结，谢谢您帮助我们改进。' : '已有回音，谢谢您。'
  return sentences[row.state] ?? closed
}
