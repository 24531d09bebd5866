const noFee = '不得向求职者收取费用、押金或保证金'
const noSex = '不得限定性别，国家规定不适合妇女的工种除外'
const noFamily = '不得询问或限定婚姻、生育状况'
const noAge = '与岗位无关的年龄限制请删去'
const noHealth = '不得以携带乙肝病毒为由拒绝录用，体检不查乙肝项目'

/**
 * What a centre starts with. By 《就业促进法》《妇女权益保障法》《人力资源市场暂行条例》《网络招聘服务管理规定》: nothing is taken
 * from job seekers, and nobody is shut out for what they are.
 */
export const usualTerms = [
  `押金：${noFee}：不收押金、无押金、免押金`,
  `保证金：${noFee}：不收保证金、无保证金`,
  `培训费：${noFee}：不收培训费、无培训费、免培训费`,
  `服装费：${noFee}：不收服装费、无服装费、免服装费`,
  `体检费：${noFee}：不收体检费、报销体检费`,
  `介绍费：${noFee}：不收介绍费、无介绍费`,
  `报名费：${noFee}：不收报名费、无报名费`,
  `先交：${noFee}：`,
  `限男：${noSex}：不限男女`,
  `限女：${noSex}：`,
  `男性：${noSex}：男性女性均可、不限男性女性`,
  `女性：${noSex}：男性女性均可、不限男性女性`,
  `男士：${noSex}：`,
  `女士：${noSex}：`,
  `已婚：${noFamily}：已婚未婚均可`,
  `未婚：${noFamily}：已婚未婚均可`,
  `已育：${noFamily}：`,
  `未育：${noFamily}：`,
  `岁以下：${noAge}：`,
  `岁以内：${noAge}：`,
  `乙肝：${noHealth}：不查乙肝`,
  '汉族：不得以民族限制求职者：',
  '本地户口：不得以户籍限制求职者：不限本地户口',
  '身高：与岗位无关的请删去：',
  '形象好：请写岗位需要的能力：',
].join('\n')
