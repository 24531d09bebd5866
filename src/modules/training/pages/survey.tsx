import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { TableWrap } from '#ui/table'
import type { SurveyResult } from '../view.ts'

/** What people want to learn: by topic, and by town where five or more of it answered. */
export const SurveyTable = ({ result }: { result: SurveyResult }) => (
  <Card title="调查结果">
    {result.answers === 0 ? (
      <Empty icon="messages" title="还没有人填" text="把链接发到村里的群，或录入纸质问卷。" />
    ) : (
      <>
        <p class="quiet">
          {[
            `共 ${result.answers} 份`,
            result.papers > 0 && `其中纸质 ${result.papers} 份`,
            ...result.forms.map(one => `${one.label} ${one.people} 人`),
          ]
            .filter(Boolean)
            .join('，')}
        </p>
        <TableWrap>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">想学什么</th>
                <th scope="col" class="right">
                  合计
                </th>
                {result.towns.map(town => (
                  <th scope="col" class="right">
                    {town}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {result.topics.map(row => (
                <tr>
                  <td>{row.topic}</td>
                  <td class="right">{row.people}</td>
                  {row.byTown.map(people => (
                    <td class="right">{people}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableWrap>
      </>
    )}
  </Card>
)
