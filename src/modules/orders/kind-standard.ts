import { asks, type StandardKind, stage } from './kind-shapes.ts'
import { moreKinds } from './kind-standard-more.ts'

/** What every centre starts with; staff change it in the browser, and nothing here is read again. */
export const standardKinds: readonly StandardKind[] = [
  {
    code: 'software',
    about: '为店铺和合作社选配、开发或部署进销存、订单管理、客户管理、小程序商城等软件。',
    gains: '可以直接使用的软件、账号和操作手册，以及一次面对面的使用培训。',
    process: '先把需求写成清单请您确认，再分阶段开发或部署，装好、教会、试用没有问题才算完成。',
    warranty_days: 180,
    stages: [
      stage(
        '需求确认',
        '需求清单和实施计划。',
        ['功能逐条写清', '写明哪些不包含', '双方对清单没有异议'],
        20,
        20,
      ),
      stage(
        '部署试用',
        '装好的软件、测试账号和试用说明。',
        ['清单里的功能都能用', '手机和电脑都能打开', '原有数据已导入'],
        50,
        50,
      ),
      stage(
        '培训交付',
        '正式账号、操作手册和使用培训。',
        ['使用的人会操作', '管理账号和数据归服务对象', '手册与实际一致'],
        30,
        30,
      ),
    ],
    intake: [
      asks('problem', '现在靠什么做，哪里不方便', 'textarea', true),
      asks('functions', '希望有哪些功能', 'choices', true, {
        options: ['进销存', '订单管理', '客户管理', '小程序商城', '数据报表', '其他'],
      }),
      asks('users', '大约几个人用', 'count', true),
      asks('budget', '预算', 'money'),
      asks('by', '希望什么时候用上', 'future'),
      asks('now', '现有表格或系统截图', 'files'),
    ],
  },
  {
    code: 'marketing',
    about: '策划并执行店铺推广、节庆促销、达人带货、直播投放和私域运营。',
    gains: '看得懂的推广方案、按约定完成的推广场次，以及一份写清花费和效果的报告。',
    process: '先定目标和花费上限，方案经您同意再执行；每个阶段给数据，不承诺做不到的销量。',
    warranty_days: 0,
    stages: [
      stage(
        '推广方案',
        '写明目标、渠道、日程和费用的方案。',
        ['目标可以核对', '费用逐项列明', '没有虚假宣传和夸大用语'],
        20,
        20,
      ),
      stage(
        '执行推广',
        '按方案完成的推广和过程记录。',
        ['场次和数量与方案一致', '素材归服务对象使用', '投放花费有凭证'],
        50,
        60,
      ),
      stage(
        '效果报告',
        '效果数据、截图和改进建议。',
        ['数据有后台截图', '写明没有达到目标的原因', '给出下一步建议'],
        30,
        20,
      ),
    ],
    intake: [
      asks('product', '推广什么产品', 'text', true),
      asks('channels', '想在哪里推广', 'choices', true, {
        options: ['短视频平台', '直播带货', '电商平台店铺', '微信社群', '线下活动', '请服务商建议'],
      }),
      asks('goal', '希望达到什么效果', 'textarea', true),
      asks('budget', '推广费用上限', 'money'),
      asks('by', '希望什么时候开始', 'future'),
    ],
  },
  {
    code: 'visual',
    about: '产品摄影、详情页、店铺首页、包装、标识和宣传册的设计制作。',
    gains: '可以直接上架、印刷的成品文件和可以修改的源文件，版权归您使用。',
    process: '先看样定方向，再成批制作；每一稿都可以提修改意见，改到约定的次数以内不加钱。',
    warranty_days: 30,
    stages: [
      stage(
        '设计初稿',
        '风格样张和主要版面的初稿。',
        ['风格与需求相符', '产品信息没有错漏', '不少于约定的方案数'],
        30,
        40,
      ),
      stage(
        '修改定稿',
        '按意见修改后的全部定稿。',
        ['修改意见都已落实', '尺寸符合使用场合', '文字没有错别字'],
        40,
        40,
      ),
      stage(
        '成品交付',
        '成品文件、源文件和字体图片授权说明。',
        ['文件可以正常打开', '源文件齐全', '字体和图片可以商用'],
        30,
        20,
      ),
    ],
    intake: [
      asks('what', '要做什么', 'choices', true, {
        options: ['产品拍摄', '详情页', '店铺首页', '包装', '标识', '宣传册'],
      }),
      asks('product', '什么产品', 'text', true),
      asks('count', '数量（款或页）', 'count', true),
      asks('taste', '喜欢的风格、要避开的内容', 'textarea'),
      asks('samples', '参考图片', 'files'),
      asks('by', '希望什么时候拿到', 'future'),
    ],
  },
  {
    code: 'finance',
    about: '协助准备贷款、保险、担保和供应链融资的材料，比较产品，陪同办理。',
    gains: '融资方案比较表、整理齐全的申请材料，以及办理结果的书面说明。',
    process: '先了解经营和用款，再比较几家的条件；是否放款由金融机构决定，服务商不得另收放款提成。',
    warranty_days: 0,
    stages: [
      stage(
        '方案比较',
        '不少于三种产品的条件比较表。',
        ['利率和各项费用都列明', '写明还款压力', '写明不适合的情形'],
        40,
        40,
      ),
      stage(
        '材料准备',
        '按金融机构要求整理的申请材料。',
        ['材料齐全、真实', '原件当面交还', '服务对象看过并同意提交'],
        40,
        40,
      ),
      stage(
        '办理陪同',
        '提交申请、跟进进展和结果说明。',
        ['进展及时告知', '结果有书面说明', '没有约定以外的收费'],
        20,
        20,
      ),
    ],
    intake: [
      asks('purpose', '钱用来做什么', 'text', true),
      asks('amount', '大约需要多少', 'money', true),
      asks('term', '用多久', 'choice', true, { options: ['半年以内', '一年以内', '一年到三年', '三年以上'] }),
      asks('security', '能提供的担保', 'choices', false, {
        options: ['房产', '土地经营权', '设备', '订单或应收账款', '担保公司', '暂时没有'],
      }),
      asks('state', '经营情况', 'textarea', true, { help: '做什么、做了几年、一年大约卖多少。' }),
    ],
  },
  ...moreKinds,
]
