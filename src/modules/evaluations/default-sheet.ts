import { type ClauseNumber, clauseNumbers, clauses, type Verb } from '#platform/clauses'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { anySheet } from './queries/sheets.ts'
import { keyOf, type SheetRow } from './score-sheet.ts'
import { sheetFlow } from './sheet.ts'

export const defaultName = '标准条款自评表'

/** Tenths, by the verb of the clause: all 29 make 100 points. */
const pointsBy: Record<Verb, number> = { 应: 40, '': 40, 宜: 25, 可: 20 }

/** Which material is asked for, and what is looked at on the spot. */
const asked: Record<ClauseNumber, [evidence: string, onSite: string]> = {
  '4.1.1': ['运营机构的选定过程、合同', '核对合同主体和实际运营单位'],
  '4.1.2': ['收入台账、经费公开', '抽查三笔收支的凭据'],
  '4.2.1': ['组织架构图、岗位职责、考勤', '随机问两名人员本岗职责'],
  '4.2.2': ['服务专员分工、联系记录', '电话核实三户服务对象是否知道专员是谁'],
  '4.3.1': ['场地证明、平面图、照片', '实地看场地是否在用'],
  '4.3.2': ['固定资产台账、盘点记录', '抽查五件设备，扫码核对'],
  '4.3.3': ['功能区和分中心的设置、开放记录', '逐区查看，是否有人服务'],
  '4.3.4': ['信息系统清单、使用记录', '请经办人现场办一件'],
  '4.3.5': ['车辆使用、行驶记录', '核对一个月的里程'],
  '4.4.1': ['服务目录、服务商名录', '抽查五项的内容、流程、价格是否写全'],
  '4.4.2': ['公布记录、更新记录', '查看最近一次更新时间'],
  '4.5.1': ['各项制度、准入退出和反馈处置记录', '抽查一件反馈的办理全程'],
  '4.5.2': ['制度执行情况', '按制度条文逐条核对一件'],
  '5.1': ['咨询记录、答复时限', '电话回访三名咨询人'],
  '5.2.1': ['资源库、引荐和对接记录、成果凭据', '电话核实两笔对接的结果'],
  '5.2.2': ['活动方案、签到、照片、总结', '抽查一场活动的签到'],
  '5.3.1': ['培训计划、一期一档、考勤、考试、证书', '抽查一期档案，电话回访学员'],
  '5.3.2': ['岗位和实习信息、录用和到岗记录', '核实三人是否到岗'],
  '5.3.3': ['人才库、引荐记录', '核实一次引荐的结果'],
  '5.4.1': ['孵化协议、导师辅导记录、月报、考核', '走访两家在孵团队'],
  '5.4.2': ['赛事方案、评分表、公示', '按公布的规则重算一次名次'],
  '5.5': ['宣传稿件、审核记录、传播数据', '查看最近十篇是否及时、准确'],
  '5.6.1': ['服务订单、协议、验收、评价', '抽查三件订单的交付成果'],
  '5.6.2': ['统计报表、信息报送记录', '抽查三个数字，追到原始记录'],
  '6.1.1': ['三类评价的方案和结果', '核对一类评价的原始记录'],
  '6.1.2': ['评价的开启和办结时间', '查看是否按周期开展'],
  '6.1.3': ['覆盖情况表', '抽查两项服务是否评到'],
  '6.2.1': ['问题清单、统计分析', '抽查两个问题的来源'],
  '6.2.2': ['改进方案、实施和验证记录', '核实一项改进前后的变化'],
}

/** 6.1.1 What a centre evaluates itself by unless it brings in a sheet of its own: the 29 clauses. */
export const defaultRows = (): SheetRow[] =>
  clauseNumbers.map(clause => {
    const { part, verb, says } = clauses[clause]
    const levels = [part, `${clause} ${says}`]
    const [evidence, on_site] = asked[clause]
    return {
      ...{ key: keyOf(levels), levels, points: pointsBy[verb], evidence, on_site, clause, bonus: false },
      explanation: verb === '' ? '标准直接作出规定。' : `标准的用语是“${verb}”。`,
    }
  })

/** A centre that has no sheet at all gets this one. */
export async function ensureSheet(ctx: Ctx): Promise<void> {
  if (await anySheet(ctx)) return
  await perform({ ...ctx, actor: system }, sheetFlow, 'settle', null, {
    ...{ name: defaultName, rows: defaultRows() },
  })
}
