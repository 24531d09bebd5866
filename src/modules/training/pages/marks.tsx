export interface Bar {
  label: string
  count: number
}

/** How often each mark was given. */
export const Marks = ({ bars }: { bars: readonly Bar[] }) => (
  <ul class="bullets">
    {bars.map(one => (
      <li>{`${one.label}：${one.count} 份`}</li>
    ))}
  </ul>
)
