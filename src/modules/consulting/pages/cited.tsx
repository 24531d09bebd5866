import { type Cited, inBrackets } from '#modules/policies'

/** The policy that an answer rests on, with the way to its text, and whether it still holds. */
export const CitedPolicy = ({ policy, to }: { policy: Cited; to: '/policies' | '/desk/policies' }) => (
  <>
    {policy.shown || to === '/desk/policies' ? (
      <a href={`${to}/${policy.id}`}>{inBrackets(policy)}</a>
    ) : (
      inBrackets(policy)
    )}
    {policy.over && '，已失效'}
  </>
)
