import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import type { Beside } from '../beside.ts'

/** What later modules have to say of a provider. */
export const BesideCards = ({ beside }: { beside: readonly Beside[] }) => (
  <>
    {beside.map(({ title, lines }) => (
      <Card title={title}>
        <ul class="task-list">
          {lines.map(line => (
            <li>
              <div>
                <a href={line.href}>{line.label}</a>
                <p class="quiet">{line.about}</p>
              </div>
              <Badge tone={line.state.tone}>{line.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    ))}
  </>
)
