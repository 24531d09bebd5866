import { defineTemplate } from '#platform/templates'

export const texts = {
  seated: defineTemplate(
    'inspection.seated',
    '您被抽中检查「{target}」，请在 {day} 前到现场检查；有利害关系的，请先申请回避。',
  ),
  drawn: defineTemplate(
    'inspection.drawn',
    '「{target}」被抽中接受「{plan}」，检查人员会在 {from} 至 {until} 之间到现场，请予配合。',
    { sms: true },
  ),
  replaced: defineTemplate('inspection.replaced', '「{target}」的检查不再由您参加：{reason}'),
  confirm: defineTemplate('inspection.confirm', '「{target}」的检查表已填好，请核对确认。'),
  returned: defineTemplate('inspection.returned', '「{target}」的检查表被退回修改：{reason}'),
  clean: defineTemplate('inspection.clean', '「{target}」检查结束，没有发现问题。'),
  findings: defineTemplate(
    'inspection.findings',
    '「{target}」检查发现 {count} 个问题，请按整改单的要求整改。',
    { sms: true },
  ),
  excused: defineTemplate('inspection.excused', '「{target}」的检查已取消：{reason}'),
  reported: defineTemplate('rectification.reported', '整改单 {number}「{target}」已报告整改情况，请核查。'),
  again: defineTemplate(
    'rectification.again',
    '整改单 {number} 核查不合格，请在 {day} 前重新整改：{reason}',
    {
      sms: true,
    },
  ),
  checked: defineTemplate('rectification.checked', '整改单 {number}「{target}」核查合格，请销号。'),
  struck: defineTemplate('rectification.struck', '整改单 {number}「{target}」已销号。'),
  withdrawn: defineTemplate('rectification.withdrawn', '整改单 {number}「{target}」已撤销：{reason}'),
  extended: defineTemplate('rectification.extended', '整改单 {number} 的期限延长到 {day}。'),
  overdue: defineTemplate(
    'rectification.overdue',
    '整改单 {number}「{target}」{day} 到期，还没有报告整改情况。',
  ),
}
