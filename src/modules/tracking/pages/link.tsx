import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

interface Props {
  title: string
  months: number
  action: string
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
}

/** 近况, on the phone. Nothing is filled in beforehand: the link may lie with somebody else. */
export const AskedPage = ({ title, months, action, fields, values, errors }: Props) => (
  <div class="wrap stack">
    <PageHead
      title="您现在怎么样"
      lead={`您参加“${title}”结业 ${months} 个月了。一分钟填完，没有也请照实填。`}
    />
    <Card>
      <Form {...{ action, fields, values, errors }} submit="提交" answersWithPage />
    </Card>
    <p class="quiet">填写的内容只用于跟踪培训效果、给您提供帮助；公布的数字看不出是谁。</p>
  </div>
)

export const ThanksPage = () => (
  <div class="wrap stack">
    <PageHead title="谢谢您" lead="已经收到。" />
    <Card>
      <p>
        想开店、找工作、学新东西，都可以<a href="/items">找我们办</a>，或者<a href="/consulting">问一问</a>。
      </p>
    </Card>
  </div>
)

export const GonePage = () => (
  <div class="wrap stack">
    <PageHead title="链接已过期" />
    <Alert tone="info" title="这次跟踪的链接不能再用了">
      <p>
        还想告诉我们近况的，可以<a href="/my">登录</a>后在“我的培训”里填写，或者打电话给中心。
      </p>
    </Alert>
  </div>
)
