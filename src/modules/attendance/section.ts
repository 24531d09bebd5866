import { classFileSection, hours } from '#modules/training'
import { filesByRecord } from '#platform/files'
import { percentText, visitsText } from './counting.ts'
import { gridOf, halfInBrief } from './grid.ts'
import { entriesOf, sheetsOf } from './queries/figures.ts'
import { markOf } from './words.ts'

/** 一期一档: the attendance table with its figures, late entries with who asked why, photos and sheets. */
classFileSection({
  order: 100,
  title: '考勤',
  async build(ctx, { id }) {
    const [grid, entries, sheets] = await Promise.all([
      gridOf(ctx, id),
      entriesOf(ctx, { classId: id, state: 'approved' }),
      sheetsOf(ctx, id),
    ])
    if (grid.sessions.length === 0) return null
    const kept = sheets.filter(one => one.state === 'kept')
    const files = await filesByRecord(
      ctx,
      'attendance_sheet',
      kept.map(one => one.id),
    )
    const { figures, share, sessions, lines } = grid
    return {
      facts: [
        { label: '签到人次', value: visitsText(figures) },
        { label: '人数', value: `${figures.people} 人（按身份证号去重）` },
        { label: '人学时', value: hours(figures.hours_tenths) },
        { label: '出勤率', value: percentText(share) },
      ],
      tables: [
        {
          caption: '考勤表（到 到课，补 补录，假 请假，缺 缺勤，撤 核对后撤销）',
          columns: [
            { label: '序号', number: true },
            { label: '姓名' },
            ...sessions.map(one => ({ label: halfInBrief(one.half) })),
            { label: '到课学时', number: true },
            { label: '出勤率', number: true },
          ],
          rows: lines.map((line, n) => [
            String(n + 1),
            line.learner.person_name,
            ...sessions.map(one => {
              const cell = line.cells.get(one.id)
              return cell ? markOf(cell) : ''
            }),
            hours(line.share.present_tenths),
            percentText(line.share),
          ]),
        },
        ...(entries.length > 0
          ? [
              {
                caption: '补录',
                columns: [{ label: '半天' }, { label: '人数', number: true }, { label: '原因' }],
                rows: entries.map(one => [halfInBrief(one.half), String(one.people), one.reason]),
              },
            ]
          : []),
      ],
      files: kept.flatMap(one =>
        (files.get(one.id) ?? []).map(file => ({
          id: file.id,
          name: `${halfInBrief(one.half)} ${one.kind === 'sheet' ? '签到表' : '现场照片'} ${file.name}`,
        })),
      ),
    }
  },
})
