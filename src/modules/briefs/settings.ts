import { daysSetting } from '#platform/settings'

const group = '工作信息'

export const writeDays = daysSetting({
  code: 'brief.write.days',
  label: '起草时限',
  group,
  help: '没有规定报送日的信息，开始后这么多个工作日内写好送核；有规定报送日的，以报送日为限。更正也按这个时限。',
  fallback: 3,
})
export const checkDays = daysSetting({
  code: 'brief.check.days',
  label: '核稿时限',
  group,
  help: '送核后这么多个工作日内核完。',
  fallback: 1,
})
export const signDays = daysSetting({
  code: 'brief.sign.days',
  label: '签发时限',
  group,
  help: '核稿通过后这么多个工作日内签发或退回。',
  fallback: 1,
})
export const sendDays = daysSetting({
  code: 'brief.send.days',
  label: '签发后的报送时限',
  group,
  help: '签发、编号后这么多个工作日内报送。',
  fallback: 1,
})
export const receiveDays = daysSetting({
  code: 'brief.receive.days',
  label: '签收时限',
  group,
  help: '报送后主管部门在这么多个工作日内签收。',
  fallback: 2,
})
export const confirmDays = daysSetting({
  code: 'brief.adoption.days',
  label: '采用核实时限',
  group,
  help: '登记采用后，由另一人在这么多个工作日内对照刊物核实。核实了才计入采用率。',
  fallback: 5,
})
