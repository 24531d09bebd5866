import { definePersonalData, phoneOfPerson } from '#platform/personal-data'

/**
 * Whoever has borrowed something. It is known only until it is back; then the record forgets by itself. Until then it
 * stays, though an account is erased: the centre must be able to ask for what belongs to the public (个人信息保护法
 * 第十三条第一款第二项、第四十七条).
 */
definePersonalData('loans', {
  keeps: async ctx => lentTo((await phoneOfPerson(ctx)) ?? '', ctx),
  async warns(ctx) {
    const lent = await lentTo((await phoneOfPerson(ctx)) ?? '', ctx)
    return lent.map(
      one => `您借用的${one.name}（${one.number}）还没有归还，归还之前保留您的姓名和电话，归还后自动删除。`,
    )
  },
})

const lentTo = (phone: string, ctx: Parameters<typeof phoneOfPerson>[0]) =>
  ctx.db
    .selectFrom('asset')
    .select(['number', 'name', 'lent_to', 'lent_phone', 'lent_on', 'due_back'])
    .where('lent_phone', '=', phone)
    .limit(200)
    .execute()
