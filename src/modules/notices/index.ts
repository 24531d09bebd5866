export { publishedNotices } from './queries.ts'
export { noticeFlow } from './workflow.ts'
