import './publications.ts'

export { NoticeLinks } from './pages/notices.tsx'
export { publishedNotices } from './queries.ts'
export { noticeRoutes } from './routes.tsx'
export { noticeFlow } from './workflow.ts'
