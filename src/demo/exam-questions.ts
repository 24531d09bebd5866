/** The bank of the demonstration, as it is typed: options and accepted answers apart by |, the right ones by letter. */
interface Typed {
  kind: string
  topic: string
  difficulty: string
  stem: string
  options: string[]
  answer: string[]
  points: string[]
  explanation: string
}

const base = { options: [], answer: [], points: [], explanation: '', difficulty: 'easy' }
const choice = (topic: string, stem: string, options: string, letters: string, explanation = ''): Typed => ({
  ...base,
  kind: letters.length > 1 ? 'multiple' : 'single',
  ...{ topic, stem, options: options.split('|'), answer: [letters], explanation },
  ...(letters.length > 1 && { difficulty: 'medium' }),
})
const truth = (topic: string, stem: string, right: boolean, explanation = ''): Typed => ({
  ...{ ...base, kind: 'judgement', topic, stem, answer: [right ? '对' : '错'], explanation },
})
const fill = (topic: string, stem: string, accepted: string): Typed => ({
  ...{ ...base, kind: 'fill', topic, stem, answer: accepted.split('|'), difficulty: 'medium' },
})
const practical = (topic: string, stem: string, points: string): Typed => ({
  ...{ ...base, kind: 'practical', topic, stem, points: points.split('|'), difficulty: 'hard' },
})

const [law, live, shot, shop] = ['法规', '直播', '拍摄', '开店'] as const

export const questions: readonly Typed[] = [
  choice(
    law,
    '直播带货时，对商品宣传内容负责的是谁？',
    '平台客服|主播和商家|看直播的人|快递员',
    'B',
    '电子商务法、广告法都要求经营者如实介绍商品。',
  ),
  choice(
    law,
    '消费者网购的普通商品，从收到之日起几天内可以无理由退货？',
    '三天|五天|七天|十五天',
    'C',
    '消费者权益保护法第二十五条。',
  ),
  choice(
    law,
    '自产的初级农产品在网上销售，下列哪种说法正确？',
    '不用如实标明产地|可以写能治病|要如实标明产地和净含量|可以借用别人的商标',
    'C',
  ),
  choice(
    law,
    '下列哪些宣传用语不能使用？',
    '全国第一|今年新采|包治百病|产自本村',
    'AC',
    '广告法禁止绝对化用语，普通食品不得宣传疗效。',
  ),
  truth(law, '为了好看，可以请人刷单、刷好评。', false, '电子商务法第十七条禁止虚构交易、编造评价。'),
  truth(law, '卖预包装食品，要在店铺显著位置公示证照信息。', true),
  choice(
    live,
    '开播前最先要确认的是什么？',
    '灯够不够亮|货源和库存|背景音乐|衣服颜色',
    'B',
    '卖得出、发得了，才谈得上播得好。',
  ),
  choice(
    live,
    '观众问“什么时候发货”，主播最好怎么答？',
    '不理会|说马上就到|说明具体发货时间和快递|让他自己看',
    'C',
  ),
  choice(
    live,
    '介绍一款农产品，最能打动人的是哪一项？',
    '重复喊口号|讲产地、讲人、讲怎么吃|念说明书|只讲便宜',
    'B',
  ),
  choice(
    live,
    '直播中途断网，恢复后第一件事做什么？',
    '直接下播|向观众说明并接着讲|换一个账号|删掉评论',
    'B',
  ),
  choice(live, '一场直播结束后要复盘哪些数据？', '观看人数|成交件数|退货原因|主播心情', 'ABC'),
  choice(live, '下列哪些做法能提高成交？', '现场试吃|说清净含量和价格|夸大功效|限时优惠说到做到', 'ABD'),
  truth(live, '直播价可以先抬高再打折。', false, '虚构原价属于价格欺诈。'),
  truth(live, '直播间里承诺的赠品必须兑现。', true),
  fill(live, '直播间里成交总额的常用说法是“成交____”。', '额|总额|金额'),
  choice(shot, '手机拍短视频，画面最容易抖的时候是？', '用支架|边走边拍|双手持机|靠着树', 'B'),
  choice(shot, '拍农产品特写，光线最好从哪里来？', '正上方的灯|侧面的自然光|正后方|不用光', 'B'),
  choice(shot, '短视频开头几秒最重要？', '前三秒|中间|结尾|都一样', 'A', '前三秒留不住人，后面就没人看了。'),
  choice(shot, '一条种植类短视频里，哪些镜头值得拍？', '地头全景|手部动作|果实特写|别人的商标', 'ABC'),
  truth(shot, '用别人的音乐配视频，不用看授权。', false, '平台音乐库里的也要看授权范围。'),
  truth(shot, '竖着拍更适合手机上看。', true),
  fill(shot, '把几段素材按顺序接起来，叫做____。', '剪辑|剪接'),
  choice(shop, '发货前必须核对的是哪一项？', '收件人和商品|天气|快递员姓名|店铺装修', 'A'),
  choice(shop, '商品详情里必须写清哪些内容？', '产地|净含量|保质期|老板属相', 'ABC'),
  truth(shop, '同一件商品在两个平台上的价格可以不一样。', true),
  fill(shop, '买家七天无理由退货，运费一般由____承担。', '买家|消费者|买方'),
  practical(
    live,
    '从自家农产品中选一款，现场直播五分钟。',
    '讲清产地和卖点 30|和观众互动自然 20|报价、净含量、发货时间准确 30|仪表和语言 20',
  ),
  practical(shot, '用手机拍一条三十秒的地头短视频。', '构图和光线 40|内容完整 40|剪辑和字幕 20'),
]
