import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { SocketPage } from '../bridge/socket-page'
import { folderWith, TestProcess } from './webio-process'

// Each test starts several processes, and the machine may be busy.
jest.setTimeout(90_000)

const APP = `
import { appendFileSync } from 'node:fs'
import { input, join_room, put_text, room, step } from '@webio/core'

export default async function main(): Promise<void> {
  join_room('all')
  const name: string = await input('Name')
  room('all').send(name)
  const large = await step('load', () => { appendFileSync('effects.txt', 'x'); return 'x'.repeat(300_000) })
  put_text(name, large.length)
  await input('End')
}
`

/** Runs two sessions of the application and ends the server. Returns the names of their journals. */
async function recorded(folder: string): Promise<string[]> {
  await using webio = TestProcess.webio(folder, ['app.ts', '--durable', 'sessions', '--port', '0'])
  const url = await webio.url()
  for (const name of ['Ann', 'Bob']) {
    await using page = new SocketPage(url, 'websocket')
    await page.submit({ data: name })
    await page.until(() => page.texts.includes(`${name} 300000`))
  }
  webio.kill('SIGTERM')
  await webio.ended()
  return readdirSync(join(folder, 'sessions')).filter((name) => name.endsWith('.jsonl'))
}

async function replayed(folder: string, ...args: readonly string[]) {
  await using webio = TestProcess.webio(folder, ['replay', ...args])
  return { code: await webio.ended(), output: webio.output }
}

describe('webio replay', () => {
  it('goes through journals, including large records, and names the line that differs', async () => {
    using folder = folderWith({ 'app.ts': APP })
    const journals = await recorded(folder.path)
    expect(journals).toHaveLength(2)
    const good = await replayed(folder.path, 'sessions/*.jsonl', 'app.ts')
    expect(good.output).toMatch(/^ok {3}sessions\/\S+\nok {3}sessions\/\S+\n2 of 2 journals match\.\n$/)
    expect(good.code).toBe(0)
    // No step ran again.
    expect(readFileSync(join(folder.path, 'effects.txt'), 'utf8')).toBe('xx')

    folder.write('app.ts', APP.replace("step('load'", "step('read'"))
    const bad = await replayed(folder.path, `sessions/${journals[0]}`, `sessions/${journals[1]}`, 'app.ts')
    const line = APP.split('\n').findIndex((text) => text.includes('step(')) + 1
    for (const name of journals) {
      const id = name.replace('.jsonl', '')
      expect(bad.output).toContain(
        `FAIL sessions/${name}: session ${id}, record 3. Call 1 of task m was step:load, and is step:read now: ${join(folder.path, 'app.ts')}:${line}\n`,
      )
    }
    expect(bad.output).toContain('0 of 2 journals match.')
    expect(bad.code).toBe(1)

    // What is shown instead of a form never resolves: the program waits, and nothing else keeps the process
    // alive.
    const [first = ''] = journals
    for (const [changed, why] of [
      ["input('Full name')", /but the program has form:Full name\/data instead: \S+app\.ts:\d+\n/],
      ['new Promise<string>(() => {})', /but the program waits for something else/],
    ] as const) {
      folder.write('app.ts', APP.replace("input('Name')", changed))
      const other = await replayed(folder.path, `sessions/${first}`, 'app.ts')
      expect(other.output).toMatch(why)
      expect(other.output).toContain('0 of 1 journals match.')
      expect(other.code).toBe(1)
    }

    const path = join(folder.path, 'sessions', first)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"kind":"answer"', '"kind":"antler"'))
    const damaged = await replayed(folder.path, `sessions/${first}`, 'app.ts')
    expect(damaged.output).toMatch(/FAIL .* is damaged at record \d/)
    expect(damaged.code).toBe(1)
  })

  it.each([
    ['no journal', ['app.ts'], /name the journals, and then the file/],
    ['a missing journal', ['no/*.jsonl', 'app.ts'], /there is no journal no\/\*\.jsonl/],
    ['a file that is not a journal', ['app.ts', 'app.ts'], /app\.ts is not a journal of a durable session/],
    ['no such file', ['app.ts', 'none.ts'], /there is no file none\.ts/],
  ])('ends with an error for %s', async (_, args, says) => {
    using folder = folderWith({ 'app.ts': APP })
    const { code, output } = await replayed(folder.path, ...args)
    expect(output).toMatch(says)
    expect(code).toBe(2)
  })
})
