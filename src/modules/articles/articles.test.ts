import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { opensNews, publishesArticle, type Reviewers } from '../../../test/articles.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.5 三审三校: four people, each another one, for every version. */
let app: TestApp
let world: World
let writer: Visitor
let reviewers: Reviewers

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await opensNews(app, world)
  writer = await world.worker('刘芳')
  reviewers = {
    first: await world.worker('王敏'),
    second: await world.worker('李卫东'),
    signer: await world.worker('周健'),
  }
})

describe('an article', () => {
  test('goes through three reviews and is public', async () => {
    const id = await publishesArticle(writer, reviewers)
    const shown = await writer.call('GET', `/api/v1/article/${id}`)
    expect(shown.json()).toMatchObject({ state: 'published', version: 1 })
  })
})
