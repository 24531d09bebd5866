import type { Field } from '#platform/forms'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

interface Props {
  opening: string
  service: string
  action: string
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
}

/** The questionnaire, on the phone. Nothing is chosen beforehand. */
export const AskedPage = ({ opening, service, action, fields, values, errors }: Props) => (
  <div class="wrap stack">
    <PageHead title="评价服务" lead={`您最近办理的：${service}`} />
    <p>{opening}</p>
    <Card>
      <Form {...{ action, fields, values, errors }} submit="提交" answersWithPage />
    </Card>
    <form method="post" action={`${action}/decline`} data-turbo="false">
      <p class="quiet">
        不想填也没有关系，不影响您今后办事。
        <button type="submit" class="button button-small">
          以后不要再发给我
        </button>
      </p>
    </form>
  </div>
)

export const ThanksPage = () => (
  <div class="wrap">
    <Empty
      icon="mood-smile"
      title="谢谢您"
      text="已经收到。您的答卷不记名，和别人的混在一起统计；结果公布在“评价结果”里。"
      action={{ href: '/', label: '回到首页' }}
    />
  </div>
)

export const OverPage = ({ used }: { used: boolean }) => (
  <div class="wrap">
    <Empty
      icon="circle-check"
      title={used ? '您已经填过了，谢谢您' : '现在不能填了'}
      text={
        used
          ? '每人填一次就够了。还有话要说的，欢迎到“投诉建议”里写，或者打服务热线。'
          : '这次调查已经截止，或者链接已经过期。还有话要说的，欢迎到“投诉建议”里写，或者打服务热线。'
      }
      action={{ href: '/', label: '回到首页' }}
    />
  </div>
)

export const DeclinedPage = () => (
  <div class="wrap">
    <Empty
      icon="circle-check"
      title="好的，以后不再发给您"
      text="这不影响您今后办事。想评价的时候，办完事仍然可以评。"
      action={{ href: '/', label: '回到首页' }}
    />
  </div>
)
