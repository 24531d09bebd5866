import { division } from '#platform/divisions'

/** The name of what a value stands for. */
export const townName = (town: string): string =>
  town === 'county' ? '全县' : town === 'none' ? '未填乡镇' : (division(town)?.name ?? town)
