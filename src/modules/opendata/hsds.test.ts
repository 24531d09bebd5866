import { beforeAll, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { growDirectory } from '../../../test/directory.ts'
import { newCentre, type World } from '../../../test/world.ts'

let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  console.time('grow')
  await growDirectory(app, world, 20)
  console.timeEnd('grow')
})
test('smoke', async () => {
  for (const p of [
    '/hsds',
    '/hsds/services',
    '/hsds/services?full=true&per_page=2&page=3',
    '/hsds/organizations?full=true&per_page=2',
    '/hsds/service_at_locations?per_page=1',
    '/hsds/taxonomies',
    '/hsds/taxonomy_terms?per_page=2',
    '/hsds/openapi.json',
    '/contexts/cpsv-ap.jsonld',
    '/directory.jsonld',
    '/open-data',
    '/hsds/services?page=0&per_page=x',
    '/hsds/services?format=ndjson',
    `/items/${world.items.get('SX-001')}.jsonld`,
  ]) {
    const a = await world.stranger().get(p)
    console.log(
      p,
      a.status,
      a.headers.get('content-type'),
      a.text.length,
      a.text.slice(0, p.includes('full') || p.includes('items/') ? 6000 : 700),
    )
  }
})
