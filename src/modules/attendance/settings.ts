import { countSetting, daysSetting } from '#platform/settings'

const group = '培训考勤'

export const beforeMinutes = countSetting({
  code: 'attendance.before.minutes',
  label: '开课前多少分钟开始签到',
  group,
  unit: '分钟',
  help: '按每个半天第一节课的开始时间算，到时自动开始。',
  fallback: 30,
  min: 0,
  max: 240,
})
export const afterMinutes = countSetting({
  code: 'attendance.after.minutes',
  label: '下课后多少分钟停止签到',
  group,
  unit: '分钟',
  help: '按每个半天最后一节课的结束时间算，到时自动结束；以后只能补录。',
  fallback: 15,
  min: 0,
  max: 240,
})
export const codeSeconds = countSetting({
  code: 'attendance.code.seconds',
  label: '大屏签到码多久换一次',
  group,
  unit: '秒',
  help: '换得越勤，拍照转发给不在场的人越不管用。',
  fallback: 20,
  min: 10,
  max: 300,
})
export const codeGraceSeconds = countSetting({
  code: 'attendance.code.grace_seconds',
  label: '换码以后上一个码还能用几秒',
  group,
  unit: '秒',
  help: '给正在扫码的人留一点时间。',
  fallback: 8,
  min: 0,
  max: 60,
})
export const ticketMinutes = countSetting({
  code: 'attendance.ticket.minutes',
  label: '扫码后多少分钟内要完成签到',
  group,
  unit: '分钟',
  help: '登录或填写手机号要花一点时间；过了时间重新扫码。',
  fallback: 5,
  min: 1,
  max: 30,
})
export const triesPerMinute = countSetting({
  code: 'attendance.tries',
  label: '同一部手机每分钟最多核对几次身份',
  group,
  unit: '次',
  help: '没有登录的人凭手机号和身份证号末四位签到。防止有人逐个试号码。',
  fallback: 6,
  min: 1,
  max: 60,
})
export const paperHours = countSetting({
  code: 'attendance.paper.hours',
  label: '纸质签到表多少小时内可以直接录入',
  group,
  unit: '小时',
  help: '从停止签到算起。过了时间要走补录，由不负责这个班的人审批。',
  fallback: 24,
  min: 0,
  max: 168,
})
export const attendanceShare = countSetting({
  code: 'attendance.share',
  label: '结业要求的到课比例',
  group,
  unit: '%',
  help: '到课学时占已上课学时的比例，请假不算到课，补录批准后算。',
  fallback: 80,
  min: 1,
  max: 100,
})
export const entryDays = daysSetting({
  code: 'attendance.entry.days',
  label: '补录审批时限',
  group,
  help: '收到补录申请后多久内批准或不同意。',
  fallback: 3,
})
export const leaveDays = daysSetting({
  code: 'attendance.leave.days',
  label: '请假答复时限',
  group,
  help: '学员提出请假后多久内答复。',
  fallback: 1,
})
export const reviewDays = daysSetting({
  code: 'attendance.review.days',
  label: '考勤疑问核对时限',
  group,
  help: '系统提出疑问后多久内看一眼并写明情况。',
  fallback: 5,
})
export const closeSeconds = countSetting({
  code: 'attendance.signal.seconds',
  label: '同一部手机相隔多少秒内给不同的人签到要核对',
  group,
  unit: '秒',
  help: '只提请核对，不影响签到。',
  fallback: 60,
  min: 5,
  max: 3_600,
})
export const manyPeople = countSetting({
  code: 'attendance.signal.people',
  label: '一部手机在一个班给多少人签过到要核对',
  group,
  unit: '人',
  help: '老人不用智能手机、家人代扫都很常见；只提请核对，不影响签到。',
  fallback: 3,
  min: 2,
  max: 50,
})
export const deviceDays = daysSetting({
  code: 'attendance.device.days',
  label: '签到设备标记保存多少天',
  group,
  unit: '天',
  help: '扫码签到时给手机一个随机标记，只用来核对一机多签，到期删除。',
  fallback: 60,
})
