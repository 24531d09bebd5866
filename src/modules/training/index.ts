import './answer.ts'
import './calendar.ts'
import './clauses.ts'
import './cost.ts'
import './file-sections.ts'
import './imports.ts'
import './indicators.ts'
import './jobs.ts'
import './own-data.ts'
import './plan.ts'
import './served.ts'

export { answerFlow } from './answer.ts'
export { costFlow } from './cost.ts'
export { courseFlow } from './course.ts'
export {
  type ClassFileSection,
  type ClassTab,
  type CompletionRule,
  classFileSection,
  classTab,
  completionRule,
  type Enrolment,
  type OwnClassPart,
  ownClassPart,
  type Section,
  type TrainingClass,
  type Verdict,
  whenClassCancelled,
  whenCompleted,
} from './doors.ts'
export { approvesTraining, checksCosts, enrolsLearners, inCharge, inChargeOf, runsClasses } from './duties.ts'
export { missingFor } from './effects.ts'
export { enrolmentFlow } from './enrolment.ts'
export { classHead, classPage, newOfClass } from './frame.tsx'
export { isLearner, learner } from './learner.ts'
export { lecturerFlow } from './lecturer.ts'
export { lessonFlow } from './lesson.ts'
export { giveOpinion } from './opinions.ts'
export { ClassHead, type ClassHeadProps } from './pages/head.tsx'
export { planFlow } from './plan.ts'
export {
  enrolledBy,
  enrolmentsOfActor,
  type Learner,
  learnersOf,
} from './queries/learners.ts'
export { type Lesson, lessonsOf } from './queries/lessons.ts'
export { trainingRoutes } from './routes.tsx'
export { surveyFlow } from './survey.ts'
export {
  daysInWords,
  groupLabels,
  halfInWords,
  halfOf,
  hours,
  learnerGroups,
  lessonTime,
  townName,
} from './words.ts'
export { classById, classFlow } from './workflow.ts'
