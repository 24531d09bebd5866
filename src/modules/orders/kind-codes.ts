/** The nine kinds of 5.6.1, in the order of the standard. */
export const kindCodes = {
  software: { label: '软件服务', icon: 'device-desktop' },
  marketing: { label: '营销推广', icon: 'speakerphone' },
  visual: { label: '视觉设计', icon: 'photo' },
  finance: { label: '金融服务', icon: 'building-bank' },
  logistics: { label: '物流服务', icon: 'truck' },
  technology: { label: '技术支持', icon: 'tool' },
  tax: { label: '财税服务', icon: 'calculator' },
  property: { label: '知识产权', icon: 'certificate' },
  video: { label: '短视频拍摄', icon: 'video' },
} as const
export type KindCode = keyof typeof kindCodes
export const kindLabel = (code: string | null): string =>
  code !== null && code in kindCodes ? kindCodes[code as KindCode].label : '未分类'
