import type { Basis } from '../codes.ts'

const address = /(https?:\/\/[^\s，。；、）)》”"'<>]+)/

/** Plain text as it is read: an empty line begins a paragraph, an address becomes a link. */
export const Paragraphs = ({ text }: { text: string }) => (
  <div class="notice-body">
    {text.split(/\n\s*\n/).map(paragraph => (
      <p class="prose">
        {paragraph.split(address).map(part => (/^https?:\/\//.test(part) ? <a href={part}>{part}</a> : part))}
      </p>
    ))}
  </div>
)

/** What it rests on: name and number, with its address where there is one. */
export const BasisList = ({ basis }: { basis: readonly Basis[] }) =>
  basis.length === 0 ? null : (
    <ul class="bullets">
      {basis.map(({ name, number, link }) => (
        <li>
          {link ? <a href={link}>{name}</a> : name} {number}
        </li>
      ))}
    </ul>
  )
