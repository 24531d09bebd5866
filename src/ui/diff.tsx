/** What changed between two versions, field by field. */
export function Diff({
  fields,
}: {
  fields: ReadonlyArray<{ label: string; before: string; after: string }>
}) {
  const changed = fields.filter(field => field.before !== field.after)
  if (changed.length === 0) return <p class="quiet">内容没有变化。</p>
  return (
    <dl class="diff">
      {changed.map(field => (
        <div>
          <dt>{field.label}</dt>
          <dd>
            {field.before && <del>{field.before}</del>}
            {field.after && <ins>{field.after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
