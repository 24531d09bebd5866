import { raw } from 'hono/html'
import { icons } from './icons.gen.ts'

export type IconName = keyof typeof icons

/** A Tabler icon, drawn in the colour of the text. Decoration only: the words beside it say what it means. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const key = `${name} ${size}`
  const known = drawn.get(key) ?? raw(String(draw(name, size)))
  drawn.set(key, known)
  return known
}

/** A page has thirty of them: each is drawn once. */
const drawn = new Map<string, ReturnType<typeof raw>>()

const draw = (name: IconName, size: number) => (
  <svg
    class="icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {raw(icons[name])}
  </svg>
)
