/** The groups in which figures stand, in their order: first what the centre does, then what the county achieves. */
export const themes = [
  '办件',
  '咨询',
  '对接',
  '活动',
  '培训',
  '就业',
  '创业',
  '业务支持',
  '宣传',
  '工作信息',
  '评价与反馈',
  '服务网络',
  '网络零售',
  '报送企业',
  '经营主体',
  '快递物流',
  '直播电商',
  '带动就业',
  '县情',
] as const
export type Theme = (typeof themes)[number]

export const themeRank = (theme: string): number => {
  const at = (themes as readonly string[]).indexOf(theme)
  return at < 0 ? themes.length : at
}
