import { defineDuty } from '#platform/who'

export const writeArticles = defineDuty('article.write', '采编宣传稿件')
export const reviewFirst = defineDuty('article.review1', '稿件一审')
export const reviewSecond = defineDuty('article.review2', '稿件二审')
export const signArticles = defineDuty('article.review3', '稿件三审签发')
export const manageNews = defineDuty('article.manage', '管理宣传栏目和用词提示')
