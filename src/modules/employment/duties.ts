import { defineDuty } from '#platform/who'

export const reviewJobs = defineDuty('job.review', '审核岗位')
export const registerJobs = defineDuty('job.register', '登记岗位、代为应聘')
export const followJobs = defineDuty('job.follow', '核实到岗、回访在岗、管理实习')
export const handleTalents = defineDuty('talent.handle', '引荐人才')
