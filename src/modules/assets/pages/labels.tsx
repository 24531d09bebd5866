import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'

export const perSheet = 24

interface Props {
  areas: ReadonlyArray<{ id: string; name: string }>
  area: string
  question: string
  labels: ReadonlyArray<{ id: string; number: string; name: string }>
  /** How many fit the filter, of which the list shows the first. */
  total: number
  most: number
}

/** Choosing what gets a label, and where on the sheet to begin. */
export function LabelsPage({ areas, area, question, labels, total, most }: Props) {
  return (
    <>
      <PageHead title="打印资产标签" lead="A4 标签纸，3 列 8 行，每张 70 × 37 毫米；打印时选“实际大小”。" />
      <form action="/desk/assets/labels" method="get" class="list-search labels-search" role="search">
        <label class="grow">
          <span class="visually-hidden">编号或名称</span>
          <input type="search" name="q" value={question} placeholder="编号或名称" />
        </label>
        <label>
          <span class="visually-hidden">功能区</span>
          <select name="area" data-controller="submit-on-change">
            <option value="">全部功能区</option>
            {areas.map(one => (
              <option value={one.id} selected={one.id === area}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button">
          查找
        </button>
      </form>
      {labels.length === 0 ? (
        <Empty title="没有符合条件的资产" text="已报废和已归还的不再打印标签。" />
      ) : (
        <form action="/desk/assets/labels.pdf" method="get" data-turbo="false" class="columns labels-form">
          <input type="hidden" name="q" value={question} />
          <input type="hidden" name="area" value={area} />
          <Card title="给哪些打印">
            {total > labels.length && (
              <p class="quiet">
                共 {total} 件，这里列出前 {labels.length} 件；也可以一次打印全部。
              </p>
            )}
            <fieldset class="choices choices-many">
              <legend class="visually-hidden">给哪些打印</legend>
              {labels.map(one => (
                <label class="choice">
                  <input type="checkbox" name="n" value={one.number} checked />
                  <span>
                    {one.name}
                    <small>{one.number}</small>
                  </span>
                </label>
              ))}
            </fieldset>
          </Card>
          <Card title="从第几张开始">
            <p class="quiet">这张纸上用掉的，不会再打印上去。</p>
            <fieldset class="sheet">
              <legend class="visually-hidden">从第几张开始</legend>
              {Array.from({ length: perSheet }, (_, at) => (
                <label>
                  <input type="radio" name="start" value={String(at + 1)} checked={at === 0} />
                  <span>{at + 1}</span>
                </label>
              ))}
            </fieldset>
            <label class="choice">
              <input type="checkbox" name="lines" value="1" />
              <span>打印裁切线（用普通纸时）</span>
            </label>
            <div class="form-foot">
              <button type="submit" class="button button-primary">
                打印勾选的
              </button>
              {total > labels.length && (
                <button type="submit" name="all" value="1" class="button">
                  打印全部 {Math.min(total, most)} 件
                </button>
              )}
            </div>
          </Card>
        </form>
      )}
    </>
  )
}
