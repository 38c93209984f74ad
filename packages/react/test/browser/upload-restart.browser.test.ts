import { createHash, randomBytes } from 'node:crypto'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { freePort } from '../../../core/test/support/free-port'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { eventually, untilStatus } from './page-tools'

const chromium = chromiumOfFile()

// Two servers start, and the machine may be busy.
jest.setTimeout(120_000)

const APP = `
import { createHash } from 'node:crypto'
import { file_upload, input, put_text } from '@webio/core'

export default async function main() {
  const file = await file_upload('File', { required: true })
  const hash = createHash('sha256')
  for await (const chunk of file.stream()) hash.update(chunk)
  put_text(file.filename, file.size, hash.digest('hex'))
  await input('End')
}
`

const MEGABYTE = 1024 * 1024

it('an upload in progress continues after kill -9 of its server, and stores exactly the bytes of the file', async () => {
  chromium.expectProblem(NETWORK_NOISE)
  using folder = folderWith({ 'app.mjs': APP })
  const webio = (port: string): TestProcess =>
    TestProcess.webio(folder.path, ['app.mjs', '--durable', 'sessions', '--port', port])
  await using first = webio(String(await freePort()))
  const url = await first.url()
  const page = await chromium.open(url)
  const offsets: number[] = []
  page.on('request', (request) => {
    const offset = new URL(request.url()).searchParams.get('offset')
    if (request.method() === 'POST' && offset !== null) offsets.push(Number(offset))
  })
  const devtools = await page.context().newCDPSession(page)
  const uploadAt = (uploadThroughput: number) =>
    devtools.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1 },
      uploadThroughput,
    })
  await devtools.send('Network.enable')
  await uploadAt(2 * MEGABYTE)

  const buffer = randomBytes(8 * MEGABYTE)
  await page.getByLabel('File').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer })
  const bar = page.getByRole('progressbar', { name: 'Uploading a.bin' })
  const percent = (): Promise<number> => bar.evaluate((element) => (element as HTMLProgressElement).value)
  await eventually(async () => expect(await percent()).toBeGreaterThan(20))
  first.kill('SIGKILL')
  await first.ended()
  expect(await percent()).toBeLessThan(90)
  const before = offsets.length

  await using second = webio(new URL(url).port)
  await second.url()
  await uploadAt(-1)
  await untilStatus(page, 'open')
  await page.locator('[data-webio-file="a.bin"][data-state="done"]').waitFor()
  // It continues where the first server's bytes end.
  expect(offsets.length).toBeGreaterThan(before)
  expect(Math.min(...offsets.slice(before))).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Submit' }).click()
  const digest = createHash('sha256').update(buffer).digest('hex')
  await page.getByText(`a.bin ${buffer.length} ${digest}`).waitFor()
  expect(second.output).not.toMatch(/cannot|damaged|error/i)
})
