/** One figure with what it means beside it. */
export function Stat({
  value,
  label,
  hint,
  href,
}: {
  value: string
  label: string
  hint?: string
  href?: string
}) {
  const body = (
    <>
      <strong>{value}</strong>
      <span>{label}</span>
      {hint && <small>{hint}</small>}
    </>
  )
  return href ? (
    <a class="stat" href={href}>
      {body}
    </a>
  ) : (
    <div class="stat">{body}</div>
  )
}
