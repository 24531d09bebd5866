import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'
import { type TermKind, termKinds } from './codes.ts'

const group = '宣传稿件'

export const reviewsWanted = countSetting({
  code: 'article.reviews',
  label: '稿件要过几审',
  group,
  unit: '审',
  help: '三审三校是通常的做法。人手不够四个人各办一步的，可改为两审：一审后直接签发，二审不设；不能再少。',
  fallback: 3,
  min: 2,
  max: 3,
})
export const firstDays = daysSetting({
  code: 'article.review1.days',
  label: '稿件一审时限',
  group,
  fallback: 2,
})
export const secondDays = daysSetting({
  code: 'article.review2.days',
  label: '稿件二审时限',
  group,
  fallback: 2,
})
export const signDays = daysSetting({
  code: 'article.review3.days',
  label: '稿件三审签发时限',
  group,
  fallback: 2,
})

const blocking = (kind: TermKind, fallback: boolean) =>
  defineSetting<boolean>({
    code: `article.blocks.${kind}`,
    label: `含有“${termKinds[kind]}”的稿件不能往下走`,
    group,
    help: '开启后须先改掉才能提交、通过和签发；关闭时由经手的人核对后打勾。',
    schema: z.boolean(),
    fallback,
  })
/** Which kinds of words must be gone before a text moves on; of the others somebody says that they were checked. */
export const blocks = {
  sensitive: blocking('sensitive', true),
  typo: blocking('typo', false),
  title: blocking('title', false),
  advert: blocking('advert', false),
} as const

export const patrolMost = countSetting({
  code: 'article.patrol.most',
  label: '每晚最多检查几个链接',
  group,
  unit: '个',
  help: '检查已发布稿件里的网址能不能打开；超过的部分第二晚接着查。',
  fallback: 200,
  min: 0,
  max: 2_000,
})
export const patrolNights = countSetting({
  code: 'article.patrol.nights',
  label: '连续几晚打不开算失效',
  group,
  unit: '晚',
  help: '别的网站偶尔维护，一晚打不开不算。',
  fallback: 2,
  min: 1,
  max: 14,
})
export const trustDays = daysSetting({
  code: 'article.patrol.trust',
  label: '核对过的链接多久内不再提示',
  group,
  unit: '天',
  help: '有的网站拒绝程序访问，人能打开；核对过的这么久内不再列入失效链接。',
  fallback: 90,
})
