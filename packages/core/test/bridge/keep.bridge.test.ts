import { expect, it } from '@jest/globals'
import { input, put_text } from '@webio/core'
import type { TaskFunction } from '@webio/core/server'
import { config } from '@webio/core/server'
import { MemoryCluster } from '../../src/engine/cluster/memory-cluster-bus'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { SECRET } from './nodes'
import { roundRobin } from './round-robin'
import { serve } from './serve'
import { SocketPage } from './socket-page'

/** One version of the code. */
const version = (name: string): TaskFunction =>
  config({ durable: { on_new_code: 'keep', version: name } }, async () => {
    put_text(name)
    await input(name)
    put_text(`${name} goes on`)
    await input('End')
  })

/** Two servers of a cluster. The second one has newer code, and the first one is about to end. */
async function replaced(keep: number) {
  const cluster = new MemoryCluster()
  const durable = new MemoryJournalStore()
  const options = () => ({ cluster: cluster.bus(), cluster_secret: SECRET, durable })
  const old = await serve(version('old'), options())
  const page = new SocketPage(old.url, 'websocket')
  await page.form()
  const next = await serve(version('new'), options())
  let hasEnded = false
  const ended = old.close({ drain: 1, keep }).then(() => (hasEnded = true))
  return {
    ...{ old, next, page, ended, hasEnded: () => hasEnded },
    async [Symbol.asyncDispose]() {
      await page[Symbol.asyncDispose]()
      await Promise.all([old.close(), next.close()])
    },
  }
}

it('sessions stay with their code even if their pages come back through another process, where new sessions start', async () => {
  await using all = await replaced(60)
  await using balancer = await roundRobin([all.old.url, all.next.url])
  // The session runs the new code, whichever process the new page reaches.
  for (let i = 0; i < 2; i++) {
    await using one = new SocketPage(balancer.url, 'websocket')
    await one.form()
    expect(one.texts).toEqual(['new'])
  }
  const ticket = all.page.session.ticket ?? undefined
  await all.page[Symbol.asyncDispose]()
  await using back = new SocketPage(all.next.url, 'websocket', { ticket })
  await back.submit({ data: 'x' })
  await back.until(() => back.texts.includes('old goes on'))
  expect(all.hasEnded()).toBe(false)
  await back.submit({ data: 'x' })
  await back.until(() => back.session.tree.closed)
  await all.ended
})

it('a session that remains when the time is over continues with the new code', async () => {
  await using all = await replaced(2)
  const ticket = all.page.session.ticket ?? undefined
  await all.ended
  await using back = new SocketPage(all.next.url, 'websocket', { ticket })
  await back.form()
  expect(back.texts).toContain('new')
})

it('a single process refuses to begin', async () => {
  await expect(serve(version('old'), { durable: new MemoryJournalStore() })).rejects.toThrow(
    /start_server: the application "index" has on_new_code: 'keep'.*webio FILE --workers N or with the options cluster and cluster_secret/,
  )
  // It has no effect without `durable`.
  await (await serve(version('old'), {})).close()
})
