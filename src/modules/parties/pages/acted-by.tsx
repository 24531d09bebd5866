import type { ActedBy } from '../mandate/acting.ts'

/** That it was 代办, by whom, and for what the person had asked them. */
export const ActedByWords = ({ acted, matter = true }: { acted: ActedBy; matter?: boolean }) => (
  <>
    由{acted.by}代办
    {matter && <p class="quiet">授权事项：{acted.matter}</p>}
  </>
)
