import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'

export interface DesignRow {
  key: string
  label: string
  kind: string
  required: boolean
  help: string
  options: string
}

const kinds = {
  text: '一行文字',
  textarea: '多行文字',
  number: '数字',
  money: '金额（元）',
  date: '日期',
  choice: '单选',
  choices: '多选',
  files: '上传文件',
} as const

/** The form designer: rows that are moved, removed and added by plain form posts. */
export function Designer({
  id,
  name,
  rows,
  error,
}: {
  id: string
  name: string
  rows: readonly DesignRow[]
  error: string | null
}) {
  return (
    <>
      <PageHead title="设计申请表" lead={name} />
      {error && <Alert tone="danger">{error}</Alert>}
      <form method="post" action={`/desk/items/${id}/form`} class="stack">
        {rows.map((row, index) => (
          <Card title={`第 ${index + 1} 题`}>
            <div class="design-row">
              <label>
                问题
                <input name="label" value={row.label} maxlength={60} />
              </label>
              <label>
                类型
                <select name="kind">
                  {Object.entries(kinds).map(([value, label]) => (
                    <option value={value} selected={row.kind === value}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                是否必填
                <select name="required">
                  <option value="1" selected={row.required}>
                    必填
                  </option>
                  <option value="" selected={!row.required}>
                    选填
                  </option>
                </select>
              </label>
              <label>
                编号
                <input name="key" value={row.key} maxlength={31} />
              </label>
              <label class="wide">
                说明
                <input name="help" value={row.help} maxlength={200} />
              </label>
              <label class="wide">
                选项（单选、多选用，每行一个）
                <textarea name="options" rows={3}>
                  {row.options}
                </textarea>
              </label>
            </div>
            <div class="actions">
              <button class="button" name="do" value={`up ${index}`} type="submit" disabled={index === 0}>
                上移
              </button>
              <button
                class="button"
                name="do"
                value={`down ${index}`}
                type="submit"
                disabled={index === rows.length - 1}
              >
                下移
              </button>
              <button class="button button-danger" name="do" value={`remove ${index}`} type="submit">
                删除
              </button>
            </div>
          </Card>
        ))}
        <div class="form-foot">
          <button class="button" name="do" value="add" type="submit">
            增加一题
          </button>
          <button class="button button-primary" name="do" value="save" type="submit">
            保存申请表
          </button>
          <a class="button" href={`/desk/items/${id}`}>
            返回
          </a>
        </div>
      </form>
    </>
  )
}
