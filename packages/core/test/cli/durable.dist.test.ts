import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { SocketPage } from '../bridge/socket-page'
import { freePort } from '../support/free-port'
import { folderWith, TestProcess, WEBIO } from './webio-process'

// Each test starts several servers.
jest.setTimeout(90_000)

/** Has external effects, in steps of the main task and of callbacks. */
const APP = `
import { appendFileSync, existsSync } from 'node:fs'
import { input, put_button, put_scope, put_text, run_async, step, use_scope } from '@webio/core'

const note = (text) => appendFileSync('effects.txt', text + '\\n')

export default async function main() {
  put_scope('orders')
  let orders = 0
  put_button('Order', async () => {
    const order = ++orders
    use_scope('orders', () => put_text('order', order, 'asked'))
    const paid = await step('pay', async () => { note('pay ' + order); return order * 10 })
    const how = await input('Delivery ' + order)
    await step('deliver', () => note('deliver ' + order + ' by ' + how))
    use_scope('orders', () => put_text('order', order, 'paid', paid, how))
  })
  run_async(async () => put_text('Stock', await step('stock', () => { note('stock'); return 7 })))
  const name = await input('Name')
  await step('greet', () => note('greet ' + name))
  put_text('Hello', name)
  await step('never ends', async () => { note('begins'); while (!existsSync('go')) await new Promise((wait) => setTimeout(wait, 10)) })
  put_text('went on')
  await input('End')
}
`

/** The texts of the outputs of a page, including those in scopes. */
function textsOf(page: SocketPage): string[] {
  return [...page.session.tree.nodes.values()].flatMap(({ spec }) =>
    spec.type === 'text' ? [String(spec.text)] : [],
  )
}

describe('webio FILE --durable DIR, killed by SIGKILL', () => {
  it('repeats no finished step, in tasks and in callbacks, and runs an interrupted one again', async () => {
    using folder = folderWith({ 'app.mjs': APP })
    const webio = (port: string): TestProcess =>
      TestProcess.webio(folder.path, ['app.mjs', '--durable', 'sessions', '--port', port])
    const effects = (): string[] =>
      readFileSync(join(folder.path, 'effects.txt'), 'utf8').trim().split('\n').sort()
    await using first = webio(String(await freePort()))
    const url = await first.url()
    await using page = new SocketPage(url, 'websocket')
    const formOf = (label: string) =>
      page.until(() => [...page.session.tree.forms.values()].find(({ spec }) => spec.label === label))
    const answer = async (label: string, data: string): Promise<void> => {
      page.send({ type: 'form-submit', form: (await formOf(label)).spec.id, values: { data } })
    }
    const order = async (): Promise<void> => {
      const [button] = [...page.session.tree.nodes.values()].filter(({ spec }) => spec.type === 'button')
      if (button) page.send({ type: 'callback-fire', output: button.spec.id, key: 0 })
    }
    await formOf('Name')
    await order()
    await formOf('Delivery 1')
    await order()
    await formOf('Delivery 2')
    await answer('Delivery 2', 'bike')
    await page.until(() => textsOf(page).includes('order 2 paid 20 bike'))

    first.kill('SIGKILL')
    await first.ended()
    await order()
    await using second = webio(new URL(url).port)
    await second.url()
    await formOf('Delivery 3')
    await answer('Delivery 1', 'foot')
    await answer('Name', 'Ann')
    await page.until(() => textsOf(page).includes('order 1 paid 10 foot'))
    await page.until(() => textsOf(page).includes('Hello Ann'))
    await second.says(/./)
    while (!effects().includes('begins')) await new Promise((wait) => setTimeout(wait, 10))

    second.kill('SIGKILL')
    await second.ended()
    writeFileSync(join(folder.path, 'go'), '')
    await using third = webio(new URL(url).port)
    await third.url()
    await page.until(() => textsOf(page).includes('went on'))
    await answer('Delivery 3', 'ship')
    await page.until(() => textsOf(page).includes('order 3 paid 30 ship'))
    expect(textsOf(page).sort()).toEqual(
      [
        ...['order 1 asked', 'order 2 asked', 'order 3 asked'],
        ...['order 1 paid 10 foot', 'order 2 paid 20 bike', 'order 3 paid 30 ship'],
        ...['Hello Ann', 'Stock 7', 'went on'],
      ].sort(),
    )
    expect(effects()).toEqual(
      [
        ...['pay 1', 'pay 2', 'pay 3', 'deliver 1 by foot', 'deliver 2 by bike', 'deliver 3 by ship'],
        // Only the interrupted step ran twice.
        ...['stock', 'greet Ann', 'begins', 'begins'],
      ].sort(),
    )
    for (const { output } of [second, third]) expect(output).not.toMatch(/cannot|mismatch/i)
    await answer('End', '')
    expect(
      (await readdir(join(folder.path, 'sessions'))).filter((name) => name.endsWith('.jsonl')),
    ).toHaveLength(1)
  })

  it('loses only unacknowledged records if a write was cut off, and continues', async () => {
    using folder = folderWith({ 'app.mjs': APP })
    const webio = (port: string): TestProcess =>
      TestProcess.webio(folder.path, ['app.mjs', '--durable', 'sessions', '--port', port])
    await using first = webio(String(await freePort()))
    const url = await first.url()
    await using page = new SocketPage(url, 'websocket')
    await page.form()
    await page.submit({ data: 'Ann' })
    await page.until(() => textsOf(page).includes('Hello Ann'))
    first.kill('SIGKILL')
    await first.ended()
    const sessions = join(folder.path, 'sessions')
    const [name = ''] = (await readdir(sessions)).filter((one) => one.endsWith('.jsonl'))
    const path = join(sessions, name)
    // Only a part of the record exists, like an unacknowledged write after a full disk or a power failure.
    appendFileSync(path, readFileSync(path, 'utf8').trimEnd().split('\n').at(-1)?.slice(0, -5) ?? '')
    writeFileSync(join(folder.path, 'go'), '')
    await using second = webio(new URL(url).port)
    await second.url()
    await page.until(() => textsOf(page).includes('went on'))
    expect(textsOf(page)).toContain('Hello Ann')
    expect(second.output).not.toMatch(/damaged|cannot/)
  })

  it('notices a change in a file that the task imports', async () => {
    const app = `
import { input } from '@webio/core'
import { config } from '@webio/core/server'
import { label } from '@/label'
export default config({ durable: { on_new_code: 'end' } }, async () => {
  await input('Name')
  await input(label)
})`
    using folder = folderWith({
      'app.ts': app,
      'lib/label.ts': `export const label: string = 'Old'`,
      'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`,
    })
    const webio = (port: string): TestProcess =>
      TestProcess.webio(folder.path, ['app.ts', '--durable', 'sessions', '--port', port])
    await using first = webio(String(await freePort()))
    const url = await first.url()
    await using page = new SocketPage(url, 'websocket')
    await page.submit({ data: 'Ann' })
    await page.until(() => !page.session.isPending(page.session.lastEvent))
    first.kill('SIGKILL')
    await first.ended()
    // Nothing has changed, so it continues.
    await using second = webio(new URL(url).port)
    await second.url()
    await page.until(() => [...page.session.tree.forms.values()].at(-1)?.spec.label === 'Old')
    second.kill('SIGKILL')
    await second.ended()
    folder.write('lib/label.ts', `export const label: string = 'New'`)
    await using third = webio(new URL(url).port)
    await third.says(/cannot be continued:\s+DurableMismatch: It was recorded by version/)
  })

  it('continues when the disk is full, and reports it in the log and in its metrics', async () => {
    using folder = folderWith({
      'app.mjs': `
import { input, put_text } from '@webio/core'
export default async function main() {
  for (let i = 1; ; i++) put_text('answer', i, (await input('Question ' + i)).length)
}`,
    })
    // Files are limited to 4 kB. The program inherits the ignored signal, so its writes fail instead.
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`
    const args = [WEBIO, 'app.mjs', '--durable', 'sessions', '--port', '0']
    await using webio = TestProcess.program('sh', ['-c', limited, process.execPath, ...args], folder.path)
    const url = await webio.url()
    await using page = new SocketPage(url, 'websocket')
    for (let i = 1; i <= 8; i++) {
      await page.submit({ data: 'x'.repeat(1000) })
      await page.until(() => page.texts.includes(`answer ${i} 1000`))
    }
    await webio.says(
      /Session \S+ of application "index" continues, and is not durable while its journal cannot be written/,
    )
    await page.submit({ data: 'y' })
    await page.until(() => page.texts.includes('answer 9 1'))
    const metrics = await (await fetch(new URL('-/metrics', url))).text()
    expect(metrics).toContain('webio_durable_given_up_total{app="index",reason="store"} 1')
    expect(metrics).not.toMatch(/webio_durable_sessions\{app="index"\} [1-9]/)
    // Only once, no matter how many writes fail after it.
    expect(webio.output.match(/not durable while/g)).toHaveLength(1)
  })
})
