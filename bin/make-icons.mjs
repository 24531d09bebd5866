// Writes src/ui/icons.gen.ts: the drawings of the Tabler icons that the source names, and no others.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'node_modules/@tabler/icons/icons/outline'
const known = new Set(readdirSync(folder).map(file => file.replace(/\.svg$/, '')))
const sources = readdirSync('src', { recursive: true }).filter(
  file => /\.(ts|tsx)$/.test(file) && !file.endsWith('.gen.ts'),
)
const named = new Set()
for (const file of sources) {
  const text = readFileSync(join('src', file), 'utf8')
  // The elements themselves, tables of icons, and lines that name one for elsewhere.
  for (const place of [/<Icon\b[\s\S]*?\/>/g, /icons = \{[\s\S]*?\}/g, /^.*icon.*$/gim])
    for (const [words] of text.matchAll(place))
      for (const [, name] of words.matchAll(/['"]([a-z0-9-]+)['"]/g)) if (known.has(name)) named.add(name)
}
const drawings = [...named].sort().map(name => {
  const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
  const paths = svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replaceAll(/\s*\n\s*/g, '')
  return `  ${JSON.stringify(name)}: ${JSON.stringify(paths)},`
})
writeFileSync(
  'src/ui/icons.gen.ts',
  `// Written by bin/make-icons.mjs from @tabler/icons (MIT).\nexport const icons = {\n${drawings.join('\n')}\n} as const\n`,
)
