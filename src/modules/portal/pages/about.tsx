import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'

interface Site {
  name: string
  supervisor: string
  operator: string
  phone: string
  address: string
  hours: string
  icp: string
  police: string
}

/** 个人信息保护告知: what is collected, why, how long, and what one may ask for. */
export function PrivacyPage({ site, version }: { site: Site; version: string }) {
  return (
    <div class="wrap notice">
      <PageHead title="个人信息保护告知" lead={`${version} 版`} />
      <Card>
        <div class="notice-body">
          <p>
            {site.name}
            （以下称“本中心”）为您办事时需要使用您的一些个人信息。我们只收办事必需的，不卖、不送、不作他用。
          </p>
          <h2>收集什么，为了什么</h2>
          <p>
            手机号：登录和通知办件进展。姓名、所在乡镇：受理和联系。您在申请表中填写的内容和上传的材料：办理该事项。身份证号：只在法规或项目要求核对身份时收集，加密保存，页面上只显示前
            6 位和后 4 位。
          </p>
          <h2>谁能看到</h2>
          <p>
            承办您事项的工作人员；受邀报价的服务商只能看到需求内容，选定后才能看到联系方式。主管部门可以查阅办理情况，看不到完整的身份证号。每次查看您的档案或完整证件号都有记录。
          </p>
          <h2>保存多久</h2>
          <p>办件及材料按档案管理要求保存；登录记录和访问日志保存一年以上；未提交的草稿保存 180 天。</p>
          <h2>匿名评价</h2>
          <p>您选择匿名评价时，评价与您、与办件、与时间分开保存，满 5 份后打乱公布，工作人员无法对应到您。</p>
          <h2>您的权利</h2>
          <p>
            您可以在“我的—账号与安全”里查看、下载您的数据，更正联系方式，撤销授权，注销账号。依法必须保留的办件记录在注销后仍会保留，但不再显示您的姓名。对处理有疑问，请联系我们，15
            个工作日内答复。
          </p>
          <h2>联系我们</h2>
          <p>
            {site.name}，{site.address}，电话 {site.phone}。主管部门：{site.supervisor}。
          </p>
        </div>
      </Card>
    </div>
  )
}

export function ImprintPage({ site }: { site: Site }) {
  return (
    <div class="wrap stack">
      <PageHead title="关于本站" />
      <Card>
        <Facts
          columns={1}
          items={[
            { label: '名称', value: site.name },
            { label: '主管单位', value: site.supervisor },
            { label: '运营单位', value: site.operator },
            { label: '地址', value: site.address },
            { label: '服务热线', value: site.phone },
            { label: '办公时间', value: site.hours },
            { label: '网站备案', value: site.icp },
            { label: '公安备案', value: site.police },
            { label: '服务依据', value: 'DB34/T 4229-2022《县域电子商务公共服务中心服务指南》' },
          ]}
        />
      </Card>
    </div>
  )
}
