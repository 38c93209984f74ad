import { gunzipSync } from 'node:zlib'
import * as page from '@webio/react/page'

const { files, early, entry, preload, styles } = page
const first = [early ?? '', entry, ...preload, styles]
const bytesOf = (name: string): number => Buffer.from(files[name]?.gzip ?? '', 'base64').length

describe('the stand-alone page', () => {
  it('needs at most seven requests until the first output: document, icon, socket and these files', () => {
    expect(first.length + 3).toBeLessThanOrEqual(7)
  })

  it('is small: 146 kB of code and styles, compressed, React included', () => {
    expect(first.map(bytesOf).reduce((sum, bytes) => sum + bytes)).toBeLessThan(146_000)
  })

  it('contains every file that it names', () => {
    expect(first.filter((name) => !files[name])).toEqual([])
    for (const { gzip } of Object.values(files)) {
      const code = gunzipSync(Buffer.from(gzip, 'base64')).toString()
      for (const [, name = ''] of code.matchAll(/(?:from|import\()\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
        expect(files).toHaveProperty([name])
      }
    }
  })

  it('fetches nothing from elsewhere', () => {
    for (const { gzip, type } of Object.values(files)) {
      const code = gunzipSync(Buffer.from(gzip, 'base64')).toString()
      if (type.startsWith('text/css')) expect(code).not.toMatch(/url\(|@import/)
      else expect(code).not.toMatch(/import\(\s*["'`]https?:/)
    }
  })
})
