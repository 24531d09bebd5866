import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

/** Who only approved or settled the class had no hand in how it was run. */
const aside = ['approve', 'sendBack', 'grantMore', 'refuseMore', 'settle', 'cancel']

/**
 * Staff who ran or taught a class: who is in charge, who did anything on it, its lessons or its learners, and who goes by
 * the name or the phone of one of its lecturers.
 */
export async function nearOf(ctx: Ctx, classId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select owner_id as id from training_class where id = ${classId}
    union select staff_id from journal where staff_id is not null and flow = 'training_class' and record_id = ${classId}
      and action <> all (${aside}::text[])
    union select j.staff_id from journal j join lesson l on l.centre_id = j.centre_id and l.id = j.record_id
      where j.staff_id is not null and j.flow = 'lesson' and l.class_id = ${classId}
    union select j.staff_id from journal j join enrolment e on e.centre_id = j.centre_id and e.id = j.record_id
      where j.staff_id is not null and j.flow = 'enrolment' and e.class_id = ${classId}
    union select s.id from lesson l join lecturer t on t.centre_id = l.centre_id and t.id = l.lecturer_id
      join staff s on s.centre_id = l.centre_id and (s.name = t.name or (t.phone <> '' and s.phone = t.phone))
      where l.class_id = ${classId}
    limit 200`.execute(ctx.db)
  return rows.map(row => row.id)
}
