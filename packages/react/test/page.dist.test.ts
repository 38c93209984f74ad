import { brotliDecompressSync, gzipSync } from 'node:zlib'
import * as page from '@webio/react/page'

const { files, opening, early, entry, later, preload, styles } = page
const first = [opening, early, entry, ...preload, styles]
const compressed = (name: string): Buffer => Buffer.from(files[name]?.brotli ?? '', 'base64')
const bytesOf = (name: string): number => compressed(name).length
const bytesInGzip = (name: string): number =>
  gzipSync(brotliDecompressSync(compressed(name)), { level: 9 }).length

describe('the stand-alone page', () => {
  it('needs at most eight requests until the first output: document, icon, socket and these files', () => {
    expect(first.length + 3).toBeLessThanOrEqual(8)
  })

  it('is small: 92 kB of code and styles until a text is shown, 104 kB in gzip, React included', () => {
    expect(first.map(bytesOf).reduce((sum, bytes) => sum + bytes)).toBeLessThan(92_000)
    expect(first.map(bytesInGzip).reduce((sum, bytes) => sum + bytes)).toBeLessThan(104_000)
  })

  it('is not much larger with everything that forms and most outputs need', () => {
    const all = new Set([...first, ...later.modules.outputs, ...later.modules.fields, later.styles])
    expect([...all].map(bytesOf).reduce((sum, bytes) => sum + bytes)).toBeLessThan(124_000)
    expect(all.size).toBe(first.length + 3)
  })

  it('contains every file that it names', () => {
    expect(
      [...first, ...Object.values(later.modules).flat(), later.styles].filter((name) => !files[name]),
    ).toEqual([])
    for (const { brotli } of Object.values(files)) {
      const code = brotliDecompressSync(Buffer.from(brotli, 'base64')).toString()
      for (const [, name = ''] of code.matchAll(/(?:from|import\()\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
        expect(files).toHaveProperty([name])
      }
    }
  })

  it('fetches nothing from elsewhere', () => {
    for (const { brotli, type } of Object.values(files)) {
      const code = brotliDecompressSync(Buffer.from(brotli, 'base64')).toString()
      if (type.startsWith('text/css')) expect(code).not.toMatch(/url\(|@import/)
      else expect(code).not.toMatch(/import\(\s*["'`]https?:/)
    }
  })
})
