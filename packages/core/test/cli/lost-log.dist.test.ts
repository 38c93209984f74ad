import { expect, it } from '@jest/globals'
import { SocketPage } from '../bridge/socket-page'
import { folderWith, TestProcess } from './webio-process'

// A process starts, and the machine may be busy.
jest.setTimeout(60_000)

/** A task that writes to the log before each answer. */
const TALKER = `
import { input, put_text } from '@webio/core'
export default async function talk() {
  for (let n = 1; ; n++) {
    const text = await input('Text')
    console.log('log', n)
    console.error('error', n)
    process.stdout.write('line\\n')
    put_text(text)
  }
}
`

const SERVER = `${TALKER.replace('export default ', '')}
import { start_server } from '@webio/core/server'
await start_server(talk, { port: 0 })
setInterval(() => console.log('a line of no session'), 10)
`

it.each([
  ['webio FILE', (path: string) => TestProcess.webio(path, ['talk.mjs', '--port', '0'])],
  [
    'webio FILE --workers',
    (path: string) => TestProcess.webio(path, ['talk.mjs', '--workers', '1', '--port', '0']),
  ],
  ['start_server', (path: string) => TestProcess.node(path, ['server.mjs'])],
])('%s outlives the reader of its log, and so do its sessions', async (_, start) => {
  using folder = folderWith({ 'talk.mjs': TALKER, 'server.mjs': SERVER })
  await using server = start(folder.path)
  const url = await server.url()
  await using page = new SocketPage(url, 'websocket')
  await page.submit({ data: 'before' })
  await page.until(() => page.texts.length === 1)
  server.stopReading()
  for (const count of [2, 3, 4]) {
    await page.submit({ data: `answer ${count}` })
    await page.until(() => page.texts.length === count)
  }
  expect(page.texts).toEqual(['before', 'answer 2', 'answer 3', 'answer 4'])
  await using other = new SocketPage(url, 'websocket')
  await other.submit({ data: 'new' })
  await other.until(() => other.texts.length === 1)
  expect(other.texts).toEqual(['new'])
  server.kill('SIGINT')
})
