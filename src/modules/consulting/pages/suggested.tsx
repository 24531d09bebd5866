import { type Citable, inBrackets } from '#modules/policies'
import { Alert } from '#ui/alert'

export interface Help {
  side: 'web' | 'desk'
  answers: ReadonlyArray<{ id: string; title: string; body: string }>
  policies: readonly Citable[]
  /** Whom the text names. */
  contact: { name: string | null; phone: string | null } | null
  /** Files that have the phone. */
  known: readonly string[]
}

/** What may help with the question: for who asks to read, for a colleague to answer with. */
export const Suggested = ({ help, looked = false }: { help: Help; looked?: boolean }) => (
  <>
    {help.side === 'web' && help.answers.length + help.policies.length > 0 && <ToRead help={help} />}
    {help.side === 'desk' && help.answers.length > 0 && <ToAnswerWith help={help} />}
    {help.side === 'desk' && help.policies.length > 0 && <ToRestOn help={help} />}
    {help.answers.length + help.policies.length === 0 && looked && (
      <p class="quiet">没有现成的答案，{help.side === 'web' ? '请直接提交。' : '请自己答复或转专家。'}</p>
    )}
    {help.contact && (
      <Alert title="文字里像是写了对方是谁，请核对">
        <p>{[help.contact.name, help.contact.phone].filter(Boolean).join('，')}</p>
        <p class="actions">
          <button
            type="button"
            class="button button-secondary"
            data-action="suggest#fill"
            data-suggest-name-param={help.contact.name ?? ''}
            data-suggest-phone-param={help.contact.phone ?? ''}
          >
            填到下面
          </button>
        </p>
      </Alert>
    )}
    {help.known.length > 0 && <p class="quiet">这个手机号已有档案：{help.known.join('、')}，登记时归入。</p>}
  </>
)

const excerpt = (body: string): string => {
  const [first = ''] = body.split(/\n\s*\n/)
  return first.length > 90 ? `${first.slice(0, 90)}…` : first
}

const ToRead = ({ help }: { help: Help }) => (
  <div class="suggested">
    <p>
      <b>看看是不是已经有答案</b>
    </p>
    <ul class="link-list">
      {help.answers.map(one => (
        <li>
          <a href={`/knowledge/${one.id}`} target="_blank" rel="noopener">
            {one.title}
          </a>
          <small>{excerpt(one.body)}</small>
        </li>
      ))}
      {help.policies.map(one => (
        <li>
          <a href={`/policies/${one.id}`} target="_blank" rel="noopener">
            {inBrackets(one)}
          </a>
          <small>{excerpt(one.plain_gains)}</small>
        </li>
      ))}
    </ul>
    <p class="quiet">在新窗口打开，已填的不会丢。不是这个问题，接着往下填就行。</p>
  </div>
)

const ToAnswerWith = ({ help }: { help: Help }) => (
  <fieldset class="suggested">
    <legend>用知识库答（选了就以它作答，也可以在下面自己写）</legend>
    {help.answers.map(one => (
      <label class="choice">
        <input type="radio" name="entry_id" value={one.id} />
        <span>
          {one.title}
          <small>{excerpt(one.body)}</small>
        </span>
      </label>
    ))}
    <label class="choice">
      <input type="radio" name="entry_id" value="" checked />
      <span>都不用</span>
    </label>
  </fieldset>
)

const ToRestOn = ({ help }: { help: Help }) => (
  <fieldset class="suggested">
    <legend>依据哪项政策（答复仍要写在下面，咨询人可以点开原文）</legend>
    {help.policies.map(one => (
      <label class="choice">
        <input type="radio" name="policy_id" value={one.id} />
        <span>
          {inBrackets(one)}
          <small>{excerpt(one.plain_gains)}</small>
        </span>
      </label>
    ))}
    <label class="choice">
      <input type="radio" name="policy_id" value="" checked />
      <span>都不是</span>
    </label>
  </fieldset>
)
