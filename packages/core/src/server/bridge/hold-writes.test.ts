import { Writable } from 'node:stream'
import { holdUntilEndOfTurn } from './hold-writes'

/** A stream that reports what reaches it. */
function recorder(record: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _, done) {
      record(String(chunk))
      done()
    },
  })
}

it('lets the first write of a turn pass at once, and the others at its end, in order', async () => {
  const written: string[] = []
  const streams = ['a', 'b', 'c'].map((name) => recorder((text) => written.push(`${name}${text}`)))
  const write = (index: number, text: string): void => {
    const stream = streams[index]!
    holdUntilEndOfTurn(stream, text.length)
    stream.write(text)
  }
  for (const turn of [1, 2]) {
    written.length = 0
    write(0, '1')
    write(1, '1')
    write(2, '1')
    write(1, '2')
    write(0, '2')
    expect([turn, ...written]).toEqual([turn, 'a1'])
    await new Promise(setImmediate)
    expect(written).toEqual(['a1', 'b1', 'b2', 'c1', 'a2'])
  }
})

it('writes a long text at once, but not before earlier texts of its stream', async () => {
  const written: string[] = []
  const streams = ['a', 'b', 'c'].map((name) => recorder(({ length }) => written.push(`${name}${length}`)))
  for (const [index, length] of [
    [0, 1],
    [1, 2],
    [2, 10_000],
    [1, 10_000],
  ] as const) {
    const stream = streams[index]!
    holdUntilEndOfTurn(stream, length)
    stream.write('x'.repeat(length))
  }
  expect(written).toEqual(['a1', 'c10000'])
  await new Promise(setImmediate)
  expect(written).toEqual(['a1', 'c10000', 'b2', 'b10000'])
})

it('loses nothing of a stream that ends in the same turn', async () => {
  const written: string[] = []
  const other = recorder(() => {})
  const stream = recorder((text) => written.push(text))
  holdUntilEndOfTurn(other, 1)
  holdUntilEndOfTurn(stream, 10)
  stream.write('last words')
  stream.end()
  await new Promise(setImmediate)
  expect(written).toEqual(['last words'])
})
