import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'

interface Props {
  name: string
  suffix: string
  lead: string
  action: string
  /** Null where the learner is no longer on the list. */
  record: string | null
  at: string | null
}

/** What staff see who scanned a learner's code: who it is, and one button. */
export const ScanPage = ({ name, suffix, lead, action, record, at }: Props) => (
  <div class="stack scan">
    <PageHead title={`${name} ${suffix}`} lead={lead} />
    <Card>
      {at ? (
        <Empty icon="circle-check" title="已经签到" text={`签到时间 ${at}`} />
      ) : record ? (
        <form method="post" action={action} class="form" data-controller="submit-once">
          <input type="hidden" name="came" value={record} />
          <input type="hidden" name="method" value="scan" />
          <button type="submit" class="button button-primary">
            签到
          </button>
        </form>
      ) : (
        <Empty icon="users" title="不在这个半天的名单上" text="刚录取的学员，稍等一分钟再扫。" />
      )}
    </Card>
  </div>
)
