export const methods = {
  account: '扫码签到',
  phone: '扫码（凭号码）',
  scan: '工作人员扫码',
  list: '名单勾选',
  offline: '离线勾选',
  paper: '纸质签到表',
  late: '补录',
} as const
export type Method = keyof typeof methods
export const methodWords = (code: string | null): string => methods[code as Method] ?? ''

/** One sign for each, in the grid and on paper: what was entered later is seen at once. */
export const marks = {
  expected: '·',
  present: '到',
  asked: '请',
  leave: '假',
  absent: '缺',
  withdrawn: '撤',
  left: '退',
} as const
export const markOf = (row: { state: string; method: string | null }): string =>
  row.method === 'late' ? '补' : (marks[row.state as keyof typeof marks] ?? '')

export const kinds = { sheet: '签到表', photo: '现场照片' } as const
