import type { Field } from '#platform/forms'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

interface Filled {
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
}

export const SubscribePage = ({ fields, values, errors, days }: Filled & { days: number }) => (
  <div class="wrap stack">
    <PageHead title="邮件摘要" lead="新的政策、活动、公告，合成一封信寄给您；没有新内容就不打扰。" />
    <Card title="订阅">
      <Form
        action="/subscribe"
        fields={fields}
        values={values}
        errors={errors}
        submit="订阅"
        answersWithPage
      />
    </Card>
    <Card title="说明">
      <ul class="bullets">
        <li>
          填好后会收到一封确认信，点信里的“确认订阅”才开始寄；{days} 个工作日内没有确认的，地址自动删除。
        </li>
        <li>每封信末尾都能一键退订，不需要登录；退订后地址马上删除。</li>
        <li>邮箱只用来寄摘要，加密保存，不给别人。</li>
        <li>
          用阅读器订阅的，可以用<a href="/activities.rss">活动</a>等页面的频道地址。
        </li>
      </ul>
    </Card>
  </div>
)

export const AskedPage = ({ days }: { days: number }) => (
  <div class="wrap stack">
    <PageHead
      title="请查收确认信"
      lead={`确认信已发出，请在 ${days} 个工作日内打开信里的链接，点“确认订阅”。`}
    />
    <Card>
      <p>几分钟后还没有收到的，请看看垃圾邮件夹。这个地址最近申请过的，不会重复发信。</p>
      <div class="actions">
        <a class="button" href="/">
          回到首页
        </a>
      </div>
    </Card>
  </div>
)

export const ConfirmPage = ({ path, manage }: { path: string; manage: string | null }) => (
  <div class="wrap stack">
    <PageHead
      title="确认订阅"
      lead={manage ? '已经确认，有新内容时会寄给您。' : '点一下按钮，就开始寄邮件摘要。'}
    />
    <Card>
      <div class="actions">
        {manage ? (
          <a class="button" href={manage}>
            修改栏目或退订
          </a>
        ) : (
          <form method="post" action={path}>
            <button type="submit" class="button button-primary">
              确认订阅
            </button>
          </form>
        )}
      </div>
    </Card>
  </div>
)

export const LeavePage = ({ path, ...form }: Filled & { path: string }) => (
  <div class="wrap stack">
    <PageHead title="修改或退订" lead="点“退订”后不再寄信，您的地址随即删除。" />
    <Card title="退订">
      <form method="post" action={path}>
        <input type="hidden" name="what" value="leave" />
        <button type="submit" class="button button-danger">
          退订
        </button>
      </form>
    </Card>
    {form.fields.length > 0 && (
      <Card title="修改">
        <Form action={path} {...form} submit="保存" hidden={{ what: 'choose' }} />
      </Card>
    )}
  </div>
)

export const LeftPage = () => (
  <div class="wrap stack">
    <PageHead title="已退订" lead="不再寄信，您的地址已经删除。" />
    <Card>
      <div class="actions">
        <a class="button" href="/subscribe">
          重新订阅
        </a>
      </div>
    </Card>
  </div>
)
