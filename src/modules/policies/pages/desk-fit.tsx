import { PageHead } from '#ui/page-head'
import { type PartyFits, PartyPolicies } from './my.tsx'

/** How policies fit one recipient, for whoever serves them. */
export const DeskFit = ({ party, shown }: { party: { id: string; name: string }; shown: PartyFits }) => (
  <div class="stack">
    <PageHead
      title="能享受哪些政策"
      lead={party.name}
      actions={
        <a class="button" href={`/desk/parties/${party.id}`}>
          回到档案
        </a>
      }
    />
    <PartyPolicies {...shown} asks="对方" href={id => `/desk/policies/${id}`} />
  </div>
)
