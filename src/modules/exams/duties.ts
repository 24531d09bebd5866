import { defineDuty } from '#platform/who'

export const writeQuestions = defineDuty('exam.write', '编写试题和试卷')
export const checkQuestions = defineDuty('exam.check', '审核试题')
export const planExams = defineDuty('exam.plan', '安排考试、公布成绩')
export const approveExams = defineDuty('exam.approve', '批准考试安排')
export const markExams = defineDuty('exam.mark', '监考、阅卷和评分')
export const reviewMarks = defineDuty('exam.review', '复核成绩')

/** Who works on the bank, and so knows what is asked and what is right. */
export const bankDuties = [writeQuestions, checkQuestions, planExams, approveExams] as const
/** Who works on exams, and sees sittings. */
export const examDuties = [planExams, approveExams, markExams, reviewMarks] as const
export const allDuties = [...bankDuties, markExams, reviewMarks] as const
