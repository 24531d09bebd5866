/** 服务项目和服务商名录 in full (DB34/T 4229-2022, 4.4.1), as PDF and as Word. */
export interface PrintedDirectory {
  title: string
  centre: string
  /** Where the current one is: 'https://…/items'. */
  address: string
  /** '2026-11-24' */
  printedAt: string
  /** 主管单位, 地址, 电话 … of the centre. */
  contact: ReadonlyArray<{ label: string; value: string }>
  families: readonly PrintedFamily[]
  providers: readonly PrintedProvider[]
}

/** One of the six families of clause 5. */
export interface PrintedFamily {
  label: string
  clause: string
  about: string
  items: readonly PrintedItem[]
}

export interface PrintedItem {
  name: string
  code: string
  summary: string
  content: string
  steps: ReadonlyArray<{ title: string; text: string }>
  materials: readonly string[]
  /** Labelled: 收费, 承诺时限, 服务对象, 办理地点, 咨询电话, 依据; only what there is. */
  facts: ReadonlyArray<{ label: string; value: string }>
  providers: readonly string[]
}

export interface PrintedProvider {
  name: string
  introduction: string
  facts: ReadonlyArray<{ label: string; value: string }>
  items: ReadonlyArray<{ name: string; price: string }>
}
