import { completionRule, hours, type Verdict } from '#modules/training'
import { reaches } from './counting.ts'
import { gridOf } from './grid.ts'
import { openMatters } from './queries/figures.ts'
import { attendanceShare } from './settings.ts'

/** 结业条件: hours that somebody was there, of those that were held. Leave does not count as being there; late entries do. */
completionRule({
  name: '出勤',
  async judge(ctx, { id }) {
    const [{ lines }, percent] = [await gridOf(ctx, id), attendanceShare.of(ctx.centre)]
    return new Map<string, Verdict>(
      lines
        .filter(one => one.share.whole_tenths > 0)
        .map(({ learner, share, late }) => [
          learner.id,
          {
            met: reaches(share, percent),
            says:
              `到课 ${hours(share.present_tenths)} 学时，应到 ${hours(share.whole_tenths)} 学时，` +
              `要求不少于 ${percent}%${late > 0 ? `，其中补录 ${late} 个半天` : ''}。`,
          },
        ]),
    )
  },
  async ready(ctx, { id }) {
    const { running, entries, leaves, signals } = await openMatters(ctx, id)
    const missing = [
      running > 0 && `${running} 个半天的考勤还没有结束`,
      entries > 0 && `${entries} 份补录还没有审批`,
      leaves > 0 && `${leaves} 个请假还没有答复`,
      signals > 0 && `${signals} 处考勤疑问还没有核对`,
    ].filter(Boolean)
    return missing.length > 0 ? `${missing.join('，')}。` : null
  },
})
